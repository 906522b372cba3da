using System.Collections.Immutable;
using System.Diagnostics;
using Circles.Grains.Kernel;
using Circles.Grains.People;
using NodaTime;
using Attendances = System.Collections.Immutable.ImmutableSortedDictionary<
    Circles.Grains.Kernel.Id<Circles.Grains.People.Person>, Circles.Grains.Sessions.Attendance>;

namespace Circles.Grains.Sessions;

internal static class SessionEvolution
{
    public static NetworkState Evolve(NetworkState state, SessionEvent happened, Happened record)
    {
        var before = state.Sessions.GetValueOrDefault(happened.Session);
        return Put(state, happened.Session, happened switch
        {
            SessionEvent.Planned e => new Session(
                e.Session,
                e.Circle,
                e.Number,
                e.StartsAt,
                e.Minutes,
                e.TimeZone,
                e.Mode,
                e.Place,
                e.Theme,
                e.Reference,
                SessionStatus.Planned,
                null,
                [],
                Attendances.Empty,
                0,
                null,
                record.At),
            SessionEvent.Updated e => before! with
            {
                Mode = e.Mode.Or(before.Mode),
                Place = e.Place.Or(before.Place),
                Theme = e.Theme.Or(before.Theme),
            },
            SessionEvent.Moved e => before! with { StartsAt = e.StartsAt, Minutes = e.Minutes, Moves = before.Moves + 1 },
            SessionEvent.Cancelled e => before! with { Status = SessionStatus.Cancelled, Notice = Duration.FromMinutes(e.NoticeMinutes) },
            SessionEvent.AdviserInvited e => before! with { Advisers = before.Advisers.Add(e.Person) },
            SessionEvent.KeeperAppointed e => before! with { Keeper = e.Person },
            SessionEvent.Held e => before! with
            {
                Status = SessionStatus.Held,
                Attendance = before.Attendance.SetItems(e.Attendance.Select(a => KeyValuePair.Create(a.Person, a.Attendance))),
            },
            SessionEvent.AttendanceRecorded e => before! with { Attendance = before.Attendance.SetItem(e.Person, e.Attendance) },
            SessionEvent.Removed => null,
            _ => throw new UnreachableException($"Evolve has no case for {happened.GetType().Name}."),
        });
    }

    /// <summary>The state with the session as given, or without it, and every index that follows from it.</summary>
    public static NetworkState Put(NetworkState state, Id<Session> id, Session? after)
    {
        var before = state.Sessions.GetValueOrDefault(id);
        return state with
        {
            Sessions = state.Sessions.Put(id, after),
            SessionsByCircle = state.SessionsByCircle.Move(id, before?.Circle, after?.Circle),
            SessionsByPerson = state.SessionsByPerson.Move(id, PeopleOf(before), PeopleOf(after)),
        };
    }

    /// <summary>Everyone under whom the session stands in the index, some perhaps twice.</summary>
    public static IEnumerable<Id<Person>> PeopleIn(Session session)
    {
        foreach (var adviser in session.Advisers) yield return adviser;
        foreach (var (person, _) in session.Attendance) yield return person;
        if (session.Keeper is { } keeper) yield return keeper;
    }

    private static ImmutableSortedSet<Id<Person>> PeopleOf(Session? session) => session is null ? [] : [.. PeopleIn(session)];
}
