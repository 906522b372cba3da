using System.Collections.Immutable;
using Circles.Grains.Access;
using Circles.Grains.Applications;
using Circles.Grains.Diaries;
using Circles.Grains.Disclosures;
using Circles.Grains.Kernel;
using Circles.Grains.SignIn;
using NodaTime;

namespace Circles.Grains.People;

/// <summary>A state without a person's identity and own words: what they took part in stays, so that numbers stay true.</summary>
/// <remarks>It is what replaying gives once the person's key is destroyed; a test holds the two together.</remarks>
public static class PersonErasure
{
    /// <summary>The state with every word of theirs gone, every role ended and every token dead.</summary>
    public static NetworkState Without(NetworkState state, IReadOnlySet<Id<Person>> gone, Instant at)
    {
        foreach (var id in gone)
            if (state.People.TryGetValue(id, out var person)) state = SignInEvolution.Put(PersonEvolution.Put(state, id, Without(person, at)), id, []);
        foreach (var application in state.Applications.Values.Where(it => gone.Contains(it.Person) || Has(gone, it.DecidedBy)).ToList())
            state = ApplicationEvolution.Put(state, application.Id, Without(application, gone));
        foreach (var entry in state.Diaries.Values.Where(it => gone.Contains(it.Keeper) || Has(gone, it.RemarkBy)).ToList())
            state = DiaryEvolution.Put(state, Without(entry, gone));
        foreach (var disclosure in state.Disclosures.Values.Where(it => Has(gone, it.AskedBy)).ToList())
            state = DisclosureEvolution.Put(state, disclosure with { Because = Gone.Text });
        foreach (var token in state.Tokens.Values.Where(it => Has(gone, it.Bearer)).ToList())
            state = AccessEvolution.Put(state, token with { Label = Gone.Text, RevokedAt = token.RevokedAt ?? at });
        return state with { Grants = state.Grants.RemoveRange(gone) };
    }

    private static Person Without(Person person, Instant at) => person with
    {
        Name = Gone.Text,
        Email = null,
        Reference = null,
        // The region is where they are counted.
        Profile = PersonProfile.Empty with { Region = person.Profile.Region },
        Affiliations = [],
        ErasedAt = person.ErasedAt ?? at,
    };

    private static bool Has(IReadOnlySet<Id<Person>> gone, Actor? actor) => actor is Actor.Member member && gone.Contains(member.Person);

    private static bool Has(IReadOnlySet<Id<Person>> gone, Id<Person>? person) => person is { } one && gone.Contains(one);

    private static Application Without(Application application, IReadOnlySet<Id<Person>> gone) => application with
    {
        Motivation = gone.Contains(application.Person) ? null : application.Motivation,
        Reason = application.Reason is null || application.Status == ApplicationStatus.Withdrawn ? null : Gone.Text,
    };

    private static DiaryEntry Without(DiaryEntry entry, IReadOnlySet<Id<Person>> gone) => entry with
    {
        Text = gone.Contains(entry.Keeper) ? Gone.Text : entry.Text,
        Remark = Has(gone, entry.RemarkBy) ? Gone.Text : entry.Remark,
    };
}
