using Circles.Grains.Access;
using Circles.Grains.Circles;
using Circles.Grains.Kernel;

namespace Circles.Grains.Diaries;

/// <summary>Who may read a diary: those in the circle's confidential ring.</summary>
public static class DiaryVisibility
{
    public static readonly Rule<DiaryEntry> Found = CircleVisibility.Confidences.OfPart<DiaryEntry>(
        InState, (state, entry) => CircleVisibility.Of(state, state.Sessions[entry.Session]));

    public static bool CanSee(NetworkState state, Actor actor, DiaryEntry entry) => Found.Allows(state, actor, entry);

    private static bool InState(NetworkState state, DiaryEntry entry, out DiaryEntry same) => state.Diaries.TryGetValue(entry.Id, out same!);
}
