using System.Diagnostics;
using Circles.Grains.Access;
using Circles.Grains.Kernel;
using Circles.Grains.Networks;
using Circles.Grains.Organisations;

namespace Circles.Grains.People;

internal static class PersonDecider
{
    public static Decision Decide(NetworkState state, PersonCommand command, Envelope envelope) => command switch
    {
        PersonCommand.Register c => Register(state, c, envelope),
        PersonCommand.Update c => OnExisting(state, c.Person, envelope, there => Update(state, there, c, envelope)),
        PersonCommand.Affiliate c => OnExisting(state, c.Person, envelope, there => Affiliate(state, there, c)),
        PersonCommand.EndAffiliation c => OnExisting(state, c.Person, envelope, there =>
            there.Affiliations.Any(affiliation => affiliation.Organisation == c.Organisation)
                ? new PersonEvent.AffiliationEnded(there.Id, c.Organisation)
                : Decision.Nothing(there.Id)),
        PersonCommand.Remove c => OnExisting(state, c.Person, envelope, there => Remove(state, there, envelope)),
        _ => throw new UnreachableException($"Decide has no case for {command.GetType().Name}."),
    };

    /// <summary>A person's record is changed by themselves and by those who run their region.</summary>
    private static Decision OnExisting(NetworkState state, Id<Person> id, Envelope envelope, Func<Person, Decision> decide)
    {
        if (!state.People.TryGetValue(id, out var there) || !PersonVisibility.CanSee(state, envelope.By, there))
            return KernelErrors.NotFound("person");
        return Authority.Is(envelope.By, id) || Authority.RunsRegion(state, envelope.By, there.Profile.Region)
            ? decide(there)
            : KernelErrors.NotAllowed();
    }

    private static Decision Register(NetworkState state, PersonCommand.Register c, Envelope envelope)
    {
        var id = envelope.NewId<Person>();
        if (state.People.ContainsKey(id)) return Decision.Nothing(id);
        if (!Authority.RunsRegion(state, envelope.By, c.Profile.Region)) return KernelErrors.NotAllowed();
        var email = c.Email?.Trim().ToLowerInvariant();
        return Check.All(
                state.Network!.Quotas.People is { } max && state.People.Count >= max ? NetworkErrors.PeopleQuotaReached(max) : null,
                Check.Name(c.Name, "name"),
                Email(state, email),
                Reference(state, c.Reference),
                Check.Languages(c.Profile.Languages, "languages"),
                Check.Region(state, c.Profile.Region, "region"),
                Check.Tags(c.Profile.Skills, "skills"),
                Check.Tags(c.Profile.Industries, "industries"),
                Check.Tags(c.Profile.Seeks, "seeks"),
                Check.Tags(c.Profile.Offers, "offers"),
                Affiliations(state, c.Affiliations))
            ?? new PersonEvent.Registered(id, c.Name, email, c.Reference, c.Profile, c.Affiliations);
    }

    private static Decision Update(NetworkState state, Person there, PersonCommand.Update c, Envelope envelope)
    {
        var profile = there.Profile;
        var email = c.Email.Given ? c.Email.Value?.Trim().ToLowerInvariant() : c.Email;
        var change = new PersonEvent.Updated(
            there.Id,
            c.Name.Against(there.Name),
            email.Against(there.Email),
            c.Reference.Against(there.Reference),
            c.Languages.Against(profile.Languages),
            c.Region.Against(profile.Region),
            c.Skills.Against(profile.Skills),
            c.Industries.Against(profile.Industries),
            c.Seeks.Against(profile.Seeks),
            c.Offers.Against(profile.Offers));
        if (change == new PersonEvent.Updated(there.Id, default, default, default, default, default, default, default, default, default))
            return Decision.Nothing(there.Id);
        // The reference is the operator's, not the person's. A region is an admin's to give only where it is the admin's own.
        var runs = Authority.RunsRegion(state, envelope.By, profile.Region);
        if (change.Reference.Given && !runs) return KernelErrors.NotAllowed();
        if (change.Region.Given && !Authority.Is(envelope.By, there.Id) && !Authority.RunsRegion(state, envelope.By, change.Region.Value))
            return KernelErrors.NotAllowed();
        return Check.All(
                change.Name.Given ? Check.Name(change.Name.Value, "name") : null,
                change.Email.Given ? Email(state, change.Email.Value) : null,
                change.Reference.Given ? Reference(state, change.Reference.Value) : null,
                change.Languages.Given ? Check.Languages(change.Languages.Value, "languages") : null,
                change.Region.Given ? Check.Region(state, change.Region.Value, "region") : null,
                change.Skills.Given ? Check.Tags(change.Skills.Value, "skills") : null,
                change.Industries.Given ? Check.Tags(change.Industries.Value, "industries") : null,
                change.Seeks.Given ? Check.Tags(change.Seeks.Value, "seeks") : null,
                change.Offers.Given ? Check.Tags(change.Offers.Value, "offers") : null)
            ?? change;
    }

    private static Decision Affiliate(NetworkState state, Person there, PersonCommand.Affiliate c)
    {
        var affiliation = new Affiliation(c.Organisation, c.Title);
        if (there.Affiliations.Contains(affiliation)) return Decision.Nothing(there.Id);
        return Check.All(
                state.Organisations.ContainsKey(c.Organisation) ? null : KernelErrors.NotFound("organisation"),
                Check.OptionalLine(c.Title, "title", Limits.NameMax),
                there.Affiliations.Count >= Limits.TagsMax && there.Affiliations.All(other => other.Organisation != c.Organisation)
                    ? KernelErrors.TooMany("organisation", Limits.TagsMax) : null)
            ?? new PersonEvent.Affiliated(there.Id, c.Organisation, c.Title);
    }

    private static Decision Remove(NetworkState state, Person there, Envelope envelope)
    {
        if (!Authority.RunsRegion(state, envelope.By, there.Profile.Region)) return KernelErrors.NotAllowed();
        var used = state.CirclesByPerson.ContainsKey(there.Id)
            || state.ApplicationsByPerson.ContainsKey(there.Id)
            || state.ProgrammesByManager.ContainsKey(there.Id)
            || state.SessionsByPerson.ContainsKey(there.Id)
            || state.Grants.ContainsKey(there.Id);
        return used ? PersonErrors.InUse() : new PersonEvent.Removed(there.Id);
    }

    private static Refusal? Email(NetworkState state, string? email) => email switch
    {
        null => null,
        { Length: > Limits.EmailMax } => KernelErrors.TooLong("email", Limits.EmailMax),
        _ when !IsEmail(email) => PersonErrors.EmailInvalid(),
        _ when state.PersonByEmail.ContainsKey(email) => PersonErrors.EmailTaken(),
        _ => null,
    };

    /// <summary>One @ with something on both sides, and no spaces: what mail servers decide, we do not guess.</summary>
    private static bool IsEmail(string email)
    {
        var at = email.IndexOf('@', StringComparison.Ordinal);
        return at > 0 && at == email.LastIndexOf('@') && at < email.Length - 1
            && !email.Any(char.IsWhiteSpace) && Check.OptionalLine(email, "email", Limits.EmailMax) is null
            && email[^1] != '.' && email[at + 1] != '.';
    }

    private static Refusal? Reference(NetworkState state, string? reference) =>
        reference is null ? null
        : Check.Line(reference, "reference", Limits.NameMax)
            ?? (state.PersonByReference.ContainsKey(reference) ? KernelErrors.ReferenceTaken("reference") : null);

    private static Refusal? Affiliations(NetworkState state, ValueList<Affiliation> affiliations)
    {
        if (affiliations.Count > Limits.TagsMax) return KernelErrors.TooMany("affiliations", Limits.TagsMax);
        for (var i = 0; i < affiliations.Count; i++)
        {
            if (!state.Organisations.ContainsKey(affiliations[i].Organisation)) return KernelErrors.NotFound($"affiliations.{i}.organisation");
            if (Check.OptionalLine(affiliations[i].Title, $"affiliations.{i}.title", Limits.NameMax) is { } refusal) return refusal;
        }

        return affiliations.DistinctBy(affiliation => affiliation.Organisation).Count() == affiliations.Count
            ? null
            : PersonErrors.AffiliatedTwice();
    }
}
