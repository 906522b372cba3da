using Circles.Grains.Circles;
using Circles.Grains.Kernel;
using Circles.Grains.Packs;
using Circles.Grains.People;

namespace Circles.Grains.Sessions;

/// <summary>Who keeps the diary of a session: in turn in groups, always the same in pairs, as the pack says (LSE-61, LSE-62).</summary>
public static class DiaryKeeping
{
    /// <summary>The pack's rule for the circle's form, or null when such circles keep no diary.</summary>
    public static DiaryRule? RuleOf(NetworkState state, Circle circle) =>
        state.PackOf(state.Programmes[circle.Programme]).Form(circle.Form)?.Diary;

    /// <summary>
    /// Who wrote the entry, once it is written: no later change in the circle hands a text to somebody else. Until then whom the group
    /// appointed, else whose turn it is; of a session that was held, the next in turn who was present. Null when nobody can keep it.
    /// </summary>
    public static Id<Person>? KeeperOf(NetworkState state, Circle circle, Session session)
    {
        if (RuleOf(state, circle) is not { } rule) return null;
        if (state.DiaryBySession.TryGetValue(session.Id, out var entry)) return state.Diaries[entry].Keeper;
        if (session.Keeper is { } appointed && circle.Has(appointed, rule.Keeper)) return appointed;
        var candidates = circle.In(rule.Keeper).Select(member => member.Person).ToList();
        if (candidates.Count == 0) return null;
        if (!rule.Rotates) return candidates[0];
        // Cancelled sessions had no diary: they do not use up anybody's turn.
        var turn = state.SessionsByCircle[circle.Id]
            .Select(id => state.Sessions[id])
            .Count(other => other.Status != SessionStatus.Cancelled && other.Number < session.Number);
        for (var i = 0; i < candidates.Count; i++)
        {
            var next = candidates[(turn + i) % candidates.Count];
            var present = session.Attendance.TryGetValue(next, out var attendance) && attendance == Attendance.Present;
            if (session.Status != SessionStatus.Held || present) return next;
        }

        return candidates[turn % candidates.Count];
    }
}
