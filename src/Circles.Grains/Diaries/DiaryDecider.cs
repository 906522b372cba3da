using System.Diagnostics;
using Circles.Grains.Access;
using Circles.Grains.Circles;
using Circles.Grains.Kernel;
using Circles.Grains.Packs;
using Circles.Grains.People;
using Circles.Grains.Sessions;

namespace Circles.Grains.Diaries;

internal static class DiaryDecider
{
    public static Decision Decide(NetworkState state, DiaryCommand command, Envelope envelope) => command switch
    {
        DiaryCommand.Write c => OnSession(state, c.Session, envelope, (session, circle, _) => Write(state, session, circle, c.Text, envelope)),
        DiaryCommand.Remark c => OnSession(state, c.Session, envelope, (session, circle, rule) => Remark(state, session, circle, rule, c.Text, envelope)),
        _ => throw new UnreachableException($"Decide has no case for {command.GetType().Name}."),
    };

    /// <summary>A held session of an open circle that keeps a diary, whose confidences the actor shares.</summary>
    private static Decision OnSession(
        NetworkState state, Id<Session> id, Envelope envelope, Func<Session, Circle, DiaryRule, Decision> decide)
    {
        if (!state.Sessions.TryGetValue(id, out var session)) return KernelErrors.NotFound("session");
        var circle = state.Circles[session.Circle];
        if (!CircleVisibility.CanSeeSession(state, envelope.By, circle, session)) return KernelErrors.NotFound("session");
        if (!CircleVisibility.CanSeeConfidences(state, envelope.By, circle, session)) return KernelErrors.NotAllowed();
        if (!circle.IsOpen) return CircleErrors.Closed();
        if (DiaryKeeping.RuleOf(state, circle) is not { } rule) return SessionErrors.NoDiary();
        return session.Status == SessionStatus.Held ? decide(session, circle, rule) : SessionErrors.NotHeld();
    }

    private static Decision Write(NetworkState state, Session session, Circle circle, string text, Envelope envelope)
    {
        if (DiaryKeeping.KeeperOf(state, circle, session) is not { } keeper || !Authority.Is(envelope.By, keeper))
            return DiaryErrors.NotTheKeeper();
        var before = state.DiaryBySession.TryGetValue(session.Id, out var there) ? state.Diaries[there] : null;
        if (before is not null && before.Text == text && before.Keeper == keeper) return Decision.Nothing(before.Id);
        return Check.All(Check.Text(text, "text", Limits.TextMax))
            ?? new DiaryEvent.Written(before?.Id ?? envelope.NewId<DiaryEntry>(), session.Id, keeper, text);
    }

    private static Decision Remark(NetworkState state, Session session, Circle circle, DiaryRule rule, string text, Envelope envelope)
    {
        if (rule.Remarks is not { } role || Authority.RoleIn(envelope.By, circle) != role || envelope.By is not Actor.Member member)
            return DiaryErrors.NotForRemarks();
        // The mentor speaks after the mentees, not instead of them (LSE-63).
        if (!state.DiaryBySession.TryGetValue(session.Id, out var there)) return DiaryErrors.NotWritten();
        if (state.Diaries[there].Remark == text) return Decision.Nothing(there);
        return Check.All(Check.Text(text, "text", Limits.TextMax)) ?? new DiaryEvent.Remarked(there, member.Person, text);
    }
}
