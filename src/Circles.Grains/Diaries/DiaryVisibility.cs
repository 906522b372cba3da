using Circles.Grains.Circles;
using Circles.Grains.Kernel;

namespace Circles.Grains.Diaries;

/// <summary>Who may read a diary: those in the circle's confidential ring.</summary>
public static class DiaryVisibility
{
    public static bool CanSee(NetworkState state, Actor actor, DiaryEntry entry)
    {
        if (state.Today is { } today && !today.Diaries.ContainsKey(entry.Id)) return false;
        var session = state.Sessions[entry.Session];
        return CircleVisibility.CanSeeConfidences(state, actor, state.Circles[session.Circle], session);
    }
}
