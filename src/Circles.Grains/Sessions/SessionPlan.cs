using Circles.Grains.Circles;
using Circles.Grains.Kernel;
using Circles.Grains.Packs;
using Circles.Grains.Programmes;

namespace Circles.Grains.Sessions;

/// <summary>A circle's plan held against its pack: what a mentor should know, and nobody is stopped by.</summary>
public static class SessionPlan
{
    /// <summary>The circle's sessions that are planned or held, by start.</summary>
    public static IEnumerable<Session> Of(NetworkState state, Circle circle) =>
        state.SessionsByCircle.GetValueOrDefault(circle.Id, [])
            .Select(id => state.Sessions[id])
            .Where(session => session.Status != SessionStatus.Cancelled)
            .OrderBy(session => session.StartsAt)
            .ThenBy(session => session.Id);

    /// <summary>Advice as refusals of nothing: code and sentence. Blended circles need sessions in person at set places (LSE-09).</summary>
    public static IEnumerable<Refusal> Warnings(NetworkState state, Circle circle)
    {
        if (circle.Mode != MeetingMode.Blended) yield break;
        var sessions = Of(state, circle).ToList();
        foreach (var position in state.PackOf(state.Programmes[circle.Programme]).InPersonAt)
        {
            if (!At(sessions, position).Any(session => session.Mode == MeetingMode.InPerson))
                yield return SessionErrors.NotInPersonAt(position);
        }
    }

    /// <summary>The agenda that the pack gives for a session, or null.</summary>
    public static PackAgenda? AgendaOf(NetworkState state, Circle circle, Session session)
    {
        var sessions = Of(state, circle).ToList();
        return state.PackOf(state.Programmes[circle.Programme]).Agendas
            .FirstOrDefault(agenda => (agenda.Form is null || agenda.Form == circle.Form) && At(sessions, agenda.At).Contains(session));
    }

    /// <summary>Of three or more, the middle is all that is neither first nor last.</summary>
    private static IEnumerable<Session> At(List<Session> sessions, SessionPosition position) => position switch
    {
        SessionPosition.First => sessions.Take(1),
        SessionPosition.Last => sessions.Skip(Math.Max(1, sessions.Count - 1)),
        _ => sessions.Count < 3 ? [] : sessions[1..^1],
    };
}
