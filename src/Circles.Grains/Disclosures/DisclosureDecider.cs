using System.Diagnostics;
using Circles.Grains.Access;
using Circles.Grains.Circles;
using Circles.Grains.Kernel;
using Circles.Grains.People;
using Circles.Grains.Sessions;

namespace Circles.Grains.Disclosures;

internal static class DisclosureDecider
{
    public static Decision Decide(NetworkState state, DisclosureCommand command, Envelope envelope) => command switch
    {
        DisclosureCommand.Ask c => Ask(state, c, envelope),
        DisclosureCommand.Consent c => OnConcerning(state, c.Disclosure, envelope, (there, member) => Consent(state, there, member)),
        DisclosureCommand.Withdraw c => OnConcerning(state, c.Disclosure, envelope, (there, member) =>
            there.WithdrawnAt is null ? new DisclosureEvent.Withdrawn(there.Id, member) : Decision.Nothing(there.Id)),
        _ => throw new UnreachableException($"Decide has no case for {command.GetType().Name}."),
    };

    /// <summary>By those who run the circle's meetings: a manager outside the ring asks, too, and the members answer.</summary>
    private static Decision Ask(NetworkState state, DisclosureCommand.Ask c, Envelope envelope)
    {
        var id = envelope.NewId<Disclosure>();
        if (state.Disclosures.ContainsKey(id)) return Decision.Nothing(id);
        if (!state.Sessions.TryGetValue(c.Session, out var session)) return KernelErrors.NotFound("session");
        var circle = state.Circles[session.Circle];
        if (!CircleVisibility.CanSeeSession(state, envelope.By, circle, session)) return KernelErrors.NotFound("session");
        if (!CircleVisibility.IsMemberOrManager(state, envelope.By, circle)) return KernelErrors.NotAllowed();
        var knows = state.People.TryGetValue(c.Recipient, out var recipient) && PersonVisibility.CanSee(state, envelope.By, recipient);
        var asked = state.DisclosuresBySession.GetValueOrDefault(session.Id, []);
        var refused = Check.All(
            session.Status == SessionStatus.Held ? null : SessionErrors.NotHeld(),
            // Whether a diary is written is itself told to those who read it only.
            CircleVisibility.IsMember(envelope.By, circle) && DisclosureVisibility.WrittenAt(state, session.Id) is null
                ? DisclosureErrors.NothingWritten("session")
                : null,
            !knows ? KernelErrors.NotFound("recipient") : null,
            knows && CircleVisibility.IsMember(new Actor.Member(c.Recipient), circle) ? DisclosureErrors.RecipientInside() : null,
            Check.Text(c.Because, "because", Limits.LineMax),
            asked.Count >= Limits.DisclosuresMax ? KernelErrors.TooMany("session", Limits.DisclosuresMax) : null);
        if (refused is not null) return refused;
        var happened = new DisclosureEvent.Asked(id, session.Id, c.Recipient, c.Because);
        return CircleVisibility.IsMember(envelope.By, circle) && envelope.By is Actor.Member member
            ? Decision.Done(id, happened, new DisclosureEvent.Consented(id, member.Person))
            : happened;
    }

    private static Decision OnConcerning(
        NetworkState state, Id<Disclosure> id, Envelope envelope, Func<Disclosure, Id<Person>, Decision> decide)
    {
        if (!state.Disclosures.TryGetValue(id, out var there) || !DisclosureVisibility.CanSee(state, envelope.By, there))
            return KernelErrors.NotFound("disclosure");
        return envelope.By is Actor.Member member && DisclosureVisibility.Concerns(state, envelope.By, there)
            ? decide(there, member.Person)
            : KernelErrors.NotAllowed();
    }

    private static Decision Consent(NetworkState state, Disclosure there, Id<Person> member)
    {
        if (there.WithdrawnAt is not null) return DisclosureErrors.Withdrawn();
        if (DisclosureVisibility.WrittenAt(state, there.Session) is not { } written) return DisclosureErrors.NothingWritten("disclosure");
        return there.Consents.TryGetValue(member, out var at) && at >= written
            ? Decision.Nothing(there.Id)
            : new DisclosureEvent.Consented(there.Id, member);
    }
}
