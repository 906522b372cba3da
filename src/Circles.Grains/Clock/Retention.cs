using Circles.Grains.Applications;
using Circles.Grains.Circles;
using Circles.Grains.Diaries;
using Circles.Grains.Kernel;
using Circles.Grains.Packs;
using Circles.Grains.Sessions;
using NodaTime;

namespace Circles.Grains.Clock;

/// <summary>What people wrote is kept after closing as long as the pack says (LSE-50, LSE-84); then it goes, and what is counted stays.</summary>
public static class Retention
{
    /// <summary>Whether the words of a thing are gone, for everybody; asked of a past state, it is today's answer.</summary>
    /// <param name="of">A session or an entry of a diary is erased with its circle.</param>
    public static bool IsErased(NetworkState state, AnyId of)
    {
        var now = state.Today ?? state;
        if (of.Is<DiaryEntry>(out var entry)) return now.Diaries.TryGetValue(entry, out var it) && IsErased(now, it.Session);
        if (of.Is<Session>(out var session)) return now.Sessions.TryGetValue(session, out var it) && IsErased(now, it.Circle);
        return now.Erased.ContainsKey(of);
    }

    /// <summary>The first moment at which the words of what was closed are kept no more: so many months later in UTC's calendar.</summary>
    internal static Instant End(Instant closed, ProcessPack pack) =>
        closed.InUtc().LocalDateTime.PlusMonths(pack.RetentionMonths).InUtc().ToInstant();

    /// <summary>The state with everything that counts and without the words of one thing. Itself when there is no such thing.</summary>
    internal static NetworkState WithoutWords(NetworkState state, AnyId of)
    {
        if (of.Is<Circle>(out var circle) && state.Circles.ContainsKey(circle)) return WithoutWords(state, circle);
        if (!of.Is<Application>(out var id) || !state.Applications.TryGetValue(id, out var application)) return state;
        return ApplicationEvolution.Put(state, id, application with { Motivation = null, Reason = null });
    }

    private static NetworkState WithoutWords(NetworkState state, Id<Circle> id)
    {
        foreach (var session in state.SessionsByCircle.GetValueOrDefault(id, []))
        {
            state = SessionEvolution.Put(state, session, state.Sessions[session] with { Place = null, Theme = null });
            if (!state.DiaryBySession.TryGetValue(session, out var entry)) continue;
            // That it was kept, by whom and when, is no confidence: the text is.
            var there = state.Diaries[entry];
            state = DiaryEvolution.Put(state, there with { Text = "", Remark = there.Remark is null ? null : "" });
        }

        return CircleEvolution.Put(state, id, state.Circles[id] with { Name = null, Description = null });
    }
}
