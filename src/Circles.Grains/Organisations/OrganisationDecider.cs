using System.Diagnostics;
using Circles.Grains.Access;
using Circles.Grains.Kernel;

namespace Circles.Grains.Organisations;

internal static class OrganisationDecider
{
    public static Decision Decide(NetworkState state, OrganisationCommand command, Envelope envelope) => command switch
    {
        OrganisationCommand.Register c => Register(state, c, envelope),
        OrganisationCommand.Update c => OnExisting(state, c.Organisation, envelope, there => Update(state, there, c, envelope)),
        OrganisationCommand.Present c => OnExisting(state, c.Organisation, envelope, there => Present(there, c)),
        OrganisationCommand.Remove c => OnExisting(state, c.Organisation, envelope, there => Remove(state, there, envelope)),
        _ => throw new UnreachableException($"Decide has no case for {command.GetType().Name}."),
    };

    private static Decision OnExisting(
        NetworkState state, Id<Organisation> id, Envelope envelope, Func<Organisation, Decision> decide)
    {
        // Every organisation of a network is listed to all who may see the network, so "not allowed" tells nothing new.
        if (!OrganisationVisibility.CanSeeAny(state, envelope.By)) return KernelErrors.NotFound("organisation");
        if (!state.Organisations.TryGetValue(id, out var there)) return KernelErrors.NotFound("organisation");
        return Authority.KeepsOrganisation(state, envelope.By, there) ? decide(there) : KernelErrors.NotAllowed();
    }

    private static Decision Register(NetworkState state, OrganisationCommand.Register c, Envelope envelope)
    {
        var id = envelope.NewId<Organisation>();
        if (state.Organisations.ContainsKey(id)) return Decision.Nothing(id);
        if (!Authority.RunsRegion(state, envelope.By, c.Region)) return KernelErrors.NotAllowed();
        return Check.All(
                Check.Name(c.Name, "name"),
                Check.Region(state, c.Region, "region"),
                Reference(state, c.Reference))
            ?? new OrganisationEvent.Registered(id, c.Name, c.Kind, c.Region, c.Reference);
    }

    private static Decision Update(NetworkState state, Organisation there, OrganisationCommand.Update c, Envelope envelope)
    {
        var change = new OrganisationEvent.Updated(
            there.Id,
            c.Name.Against(there.Name),
            c.Kind.Against(there.Kind),
            c.Region.Against(there.Region),
            c.Reference.Against(there.Reference));
        if (change == new OrganisationEvent.Updated(there.Id, default, default, default, default)) return Decision.Nothing(there.Id);
        if (change.Region.Given && !Authority.RunsRegion(state, envelope.By, change.Region.Value)) return KernelErrors.NotAllowed();
        // Where it lies and what it is known by are the network's to say, not its own.
        if ((change.Region.Given || change.Reference.Given) && !Authority.RunsRegion(state, envelope.By, there.Region))
            return KernelErrors.NotAllowed();
        return Check.All(
                change.Name.Given ? Check.Name(change.Name.Value, "name") : null,
                change.Region.Given ? Check.Region(state, change.Region.Value, "region") : null,
                change.Reference.Given ? Reference(state, change.Reference.Value) : null)
            ?? change;
    }

    private static Decision Present(Organisation there, OrganisationCommand.Present c)
    {
        if (there.Showcase == c.Showcase) return Decision.Nothing(there.Id);
        return Check.All(
                Check.Line(c.Showcase.Headline, "headline", Limits.LineMax),
                Check.OptionalText(c.Showcase.Text, "text", Limits.TextMax),
                Check.Tags(c.Showcase.Strengths, "strengths"),
                Website(c.Showcase.Website))
            ?? new OrganisationEvent.Presented(there.Id, c.Showcase);
    }

    private static Decision Remove(NetworkState state, Organisation there, Envelope envelope)
    {
        if (!Authority.RunsRegion(state, envelope.By, there.Region)) return KernelErrors.NotAllowed();
        var used = state.PeopleByOrganisation.ContainsKey(there.Id)
            || state.Programmes.Values.Any(programme => programme.Organisation == there.Id)
            || state.Grants.Values.Concat(state.Clients.Values.Select(client => client.Grants))
                .Any(grants => grants.Any(grant => grant.Organisation == there.Id));
        return used ? OrganisationErrors.InUse() : new OrganisationEvent.Removed(there.Id);
    }

    private static Refusal? Reference(NetworkState state, string? reference) =>
        reference is null ? null
        : Check.Line(reference, "reference", Limits.NameMax)
            ?? (state.OrganisationByReference.ContainsKey(reference) ? KernelErrors.ReferenceTaken("reference") : null);

    /// <summary>Web addresses only: anything else in a link that portals show would be a trap.</summary>
    private static Refusal? Website(string? website) =>
        website is null
        || (Check.OptionalLine(website, "website", Limits.LineMax) is null && !website.Contains(' ', StringComparison.Ordinal)
            && Uri.TryCreate(website, UriKind.Absolute, out var uri)
            && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp))
            ? null
            : OrganisationErrors.WebsiteInvalid();
}
