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

    /// <summary>Whom the group appointed, else whose turn it is; null when nobody can keep it.</summary>
    public static Id<Person>? KeeperOf(NetworkState state, Circle circle, Session session)
    {
        if (RuleOf(state, circle) is not { } rule) return null;
        if (session.Keeper is { } appointed && circle.Has(appointed, rule.Keeper)) return appointed;
        var candidates = circle.In(rule.Keeper).Select(member => member.Person).ToList();
        if (candidates.Count == 0) return null;
        if (!rule.Rotates) return candidates[0];
        // Cancelled sessions had no diary: they do not use up anybody's turn.
        var turn = state.SessionsByCircle[circle.Id]
            .Select(id => state.Sessions[id])
            .Count(other => other.Status != SessionStatus.Cancelled && other.Number < session.Number);
        return candidates[turn % candidates.Count];
    }
}
