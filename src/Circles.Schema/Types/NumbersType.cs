using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Circles.Grains.Applications;
using Circles.Grains.Circles;
using Circles.Grains.Kernel;
using Circles.Grains.Programmes;
using Circles.Grains.Sessions;
using Circles.GraphQL.Types;
using static Circles.GraphQL.Types.Scalars;

namespace Circles.Schema.Types;

/// <summary>Counts for those who see numbers and no names. Secret circles are in none of them.</summary>
public sealed record Numbers(
    int Organisations, int People, int Programmes, int Applications, int Accepted, int Circles, int PeopleInCircles, int SessionsHeld)
{
    // A state never changes, so what is counted in it is counted once: a dashboard asks for the same numbers again and again.
    private static readonly ConditionalWeakTable<NetworkState, Counted> Known = [];

    public static Numbers OfNetwork(NetworkState state) => Known.GetOrCreateValue(state).Network
        ??= Of(state, state.Programmes.Values, state.Organisations.Count, state.People.Count);

    public static Numbers OfProgramme(NetworkState state, Programme programme) => Known.GetOrCreateValue(state).Programmes
        .GetOrAdd(programme.Id, static (_, asked) => Of(asked.state, [asked.programme], 0, 0), (state, programme));

    private static Numbers Of(NetworkState state, IEnumerable<Programme> programmes, int organisations, int people)
    {
        var all = programmes.ToList();
        var applications = all.SelectMany(programme => state.ApplicationsByProgramme.GetValueOrDefault(programme.Id, []))
            .Select(id => state.Applications[id])
            .ToList();
        var circles = all.SelectMany(programme => state.CirclesByProgramme.GetValueOrDefault(programme.Id, []))
            .Select(id => state.Circles[id])
            .Where(circle => CircleVisibility.IsCounted(state, circle))
            .ToList();
        return new Numbers(
            organisations,
            people,
            all.Count,
            applications.Select(application => application.Person).Distinct().Count(),
            applications.Where(application => application.Status == ApplicationStatus.Accepted).Select(a => a.Person).Distinct().Count(),
            circles.Count,
            circles.SelectMany(circle => circle.Members.Keys).Distinct().Count(),
            circles.Sum(circle => state.SessionsByCircle.GetValueOrDefault(circle.Id, [])
                .Count(id => state.Sessions[id].Status == SessionStatus.Held)));
    }

    private sealed class Counted
    {
        public Numbers? Network { get; set; }

        public ConcurrentDictionary<Id<Programme>, Numbers> Programmes { get; } = new();
    }

    /// <summary>Whether they are for somebody who sees the names as well, so that nothing need be hidden.</summary>
    public bool AreInFull { get; init; }

    /// <summary>A count of people, or null when it is small enough to point at somebody.</summary>
    public static int? Hidden(int people) => people is > 0 and < Limits.SmallestGroup ? null : people;

    /// <summary>A count of what people do, or null when they are few enough to be pointed at.</summary>
    public int? Told(int count, int people) => AreInFull || Hidden(people) is not null ? count : null;
}

public static class NumbersType
{
    public static readonly ObjectType<Numbers> Type = new(
        "Numbers", "Counts without names. Secret circles are not counted; over fewer than 5 people a count is null, except for the programme's managers.", () =>
    [
        new("organisations", Int.NonNull, "Organisations in the network; 0 for a programme.", (n, _) => n.Organisations),
        new("people", Int, "People in the network; 0 for a programme.", (n, _) => n.Told(n.People, n.People)),
        new("programmes", Int.NonNull, "Programmes, open and closed.", (n, _) => n.Programmes),
        new("applicants", Int, "People who applied.", (n, _) => n.Told(n.Applications, n.Applications)),
        new("accepted", Int, "People whose application was accepted.", (n, _) => n.Told(n.Accepted, n.Accepted)),
        new("circles", Int, "Circles, open and closed.", (n, _) => n.Told(n.Circles, n.PeopleInCircles)),
        new("peopleInCircles", Int, "People who are in a circle.", (n, _) => n.Told(n.PeopleInCircles, n.PeopleInCircles)),
        new("sessionsHeld", Int, "Sessions that took place.", (n, _) => n.Told(n.SessionsHeld, n.PeopleInCircles)),
    ])
    {
        Guard = Seen.WithItsParent,
    };
}
