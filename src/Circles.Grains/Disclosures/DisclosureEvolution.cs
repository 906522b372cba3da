using System.Collections.Immutable;
using System.Diagnostics;
using Circles.Grains.Kernel;
using Circles.Grains.People;
using NodaTime;

namespace Circles.Grains.Disclosures;

internal static class DisclosureEvolution
{
    public static NetworkState Evolve(NetworkState state, DisclosureEvent happened, Happened record)
    {
        return Put(state, happened switch
        {
            DisclosureEvent.Asked e => new Disclosure(
                e.Disclosure,
                e.Session,
                e.Recipient,
                e.Because,
                record.By,
                record.At,
                ImmutableSortedDictionary<Id<Person>, Instant>.Empty,
                WithdrawnAt: null),
            DisclosureEvent.Consented e => Before() with { Consents = Before().Consents.SetItem(e.Person, record.At) },
            DisclosureEvent.Withdrawn => Before() with { WithdrawnAt = record.At },
            _ => throw new UnreachableException($"Evolve has no case for {happened.GetType().Name}."),
        });

        Disclosure Before() => state.Disclosures[happened.Disclosure];
    }

    /// <summary>The state with the disclosure as given and the indexes that follow from it: its session and its recipient stay.</summary>
    public static NetworkState Put(NetworkState state, Disclosure after)
    {
        var before = state.Disclosures.GetValueOrDefault(after.Id);
        return state with
        {
            Disclosures = state.Disclosures.Put(after.Id, after),
            DisclosuresBySession = state.DisclosuresBySession.Move(after.Id, before?.Session, after.Session),
            DisclosuresByRecipient = state.DisclosuresByRecipient.Move(after.Id, before?.Recipient, after.Recipient),
        };
    }
}
