using Circles.Grains.Circles;
using Circles.Grains.Clock;
using Circles.Grains.Organisations;
using Circles.Grains.People;
using Circles.Grains.Programmes;
using Circles.Grains.Sessions;

namespace Circles.Grains.Kernel;

/// <summary>A state of the past as it may be shown today.</summary>
/// <remarks>
/// Two rules keep a past answer from telling more than today's. What was taken back or erased since is gone from it, for everybody. And
/// with <see cref="NetworkState.Today"/> set, each visibility function asks its rule twice: of the past state and of today's.
/// </remarks>
public static class PastState
{
    /// <summary>The past as today allows it. Given such a state again with a later today, it is brought up to that.</summary>
    /// <param name="past">A state that the network was in at or before <paramref name="today"/>.</param>
    /// <param name="today">A state that is not itself one of the past.</param>
    public static NetworkState Of(NetworkState past, NetworkState today)
    {
        var shown = ReferenceEquals(past.Today?.Removed, today.Removed) ? past : WithoutRemoved(past, today);
        if (!ReferenceEquals(shown.Erased, today.Erased)) shown = WithoutErased(shown, today);
        return shown with { Today = today };
    }

    private static NetworkState WithoutErased(NetworkState past, NetworkState today)
    {
        var shown = past;
        foreach (var (id, at) in today.Erased)
            if (!past.Erased.TryGetValue(id, out var before) || before != at) shown = Retention.WithoutWords(shown, id);
        return shown with { Erased = today.Erased };
    }

    private static NetworkState WithoutRemoved(NetworkState past, NetworkState today)
    {
        foreach (var id in today.Removed.Keys)
        {
            if (past.Removed.ContainsKey(id)) continue;
            if (id.Is<Session>(out var session)) past = Without(past, session);
            else if (id.Is<Circle>(out var circle)) past = Without(past, circle);
            else if (id.Is<Person>(out var person)) past = Without(past, person);
            else if (id.Is<Organisation>(out var organisation)) past = Without(past, organisation);
        }

        return past;
    }

    private static NetworkState Without(NetworkState state, Id<Session> id)
    {
        if (state.DiaryBySession.TryGetValue(id, out var entry))
            state = state with { Diaries = state.Diaries.Remove(entry), DiaryBySession = state.DiaryBySession.Remove(id) };
        return SessionEvolution.Put(state, id, null);
    }

    private static NetworkState Without(NetworkState state, Id<Circle> id)
    {
        foreach (var session in state.SessionsByCircle.GetValueOrDefault(id, [])) state = Without(state, session);
        return CircleEvolution.Put(state, id, null);
    }

    private static NetworkState Without(NetworkState state, Id<Person> id)
    {
        foreach (var circle in state.CirclesByPerson.GetValueOrDefault(id, []))
            state = CircleEvolution.Put(state, circle, state.Circles[circle] with { Members = state.Circles[circle].Members.Remove(id) });
        foreach (var session in state.SessionsByPerson.GetValueOrDefault(id, []))
            state = SessionEvolution.Put(state, session, Without(state.Sessions[session], id));
        foreach (var programme in state.ProgrammesByManager.GetValueOrDefault(id, []))
            state = ProgrammeEvolution.Put(
                state, programme, state.Programmes[programme] with { Managers = state.Programmes[programme].Managers.Remove(id) });
        return PersonEvolution.Put(state, id, null) with { Grants = state.Grants.Remove(id) };
    }

    private static Session Without(Session session, Id<Person> id) => session with
    {
        Keeper = session.Keeper == id ? null : session.Keeper,
        Advisers = session.Advisers.Remove(id),
        Attendance = session.Attendance.Remove(id),
    };

    private static NetworkState Without(NetworkState state, Id<Organisation> id)
    {
        foreach (var person in state.PeopleByOrganisation.GetValueOrDefault(id, []))
            state = PersonEvolution.Put(state, person, Without(state.People[person], id));
        return OrganisationEvolution.Put(state, id, null);
    }

    private static Person Without(Person person, Id<Organisation> id) => person with
    {
        Affiliations = person.Affiliations.Where(affiliation => affiliation.Organisation != id).ToValueList(),
    };
}
