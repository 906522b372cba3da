using System.Collections.Immutable;
using System.Diagnostics;
using Circles.Grains.Clock;
using Circles.Grains.Kernel;
using Circles.Grains.People;
using NodaTime;

namespace Circles.Grains.Circles;

internal static class CircleEvolution
{
    public static NetworkState Evolve(NetworkState state, CircleEvent happened, Happened record)
    {
        if (happened is CircleEvent.WordsErased) return Retention.WithoutWords(state, happened.Circle);
        var before = state.Circles.GetValueOrDefault(happened.Circle);
        return Put(state, happened.Circle, happened switch
        {
            CircleEvent.Formed e => new Circle(
                e.Circle,
                e.Programme,
                e.Form,
                e.Visibility,
                e.Mode,
                e.Name,
                e.Description,
                false,
                e.Reference,
                ImmutableSortedDictionary<Id<Person>, CircleMember>.Empty,
                record.At,
                null),
            CircleEvent.Renamed e => before! with { Name = e.Name },
            CircleEvent.Updated e => before! with
            {
                Description = e.Description.Or(before.Description),
                Visibility = e.Visibility.Or(before.Visibility),
                Mode = e.Mode.Or(before.Mode),
                Listed = e.Listed.Or(before.Listed),
            },
            CircleEvent.MemberJoined e => before! with
            {
                Members = before.Members.SetItem(e.Person, new CircleMember(e.Person, e.Role, record.At)),
            },
            CircleEvent.MemberLeft e => before! with { Members = before.Members.Remove(e.Person) },
            CircleEvent.OpenedTo e => BreakGlass.Begin(before!, new Opening(e.Person, e.Reason, record.By, record.At, e.Until, null)),
            CircleEvent.ShutTo e => BreakGlass.End(before!, e.Person, record.At),
            CircleEvent.Closed => before! with { ClosedAt = record.At },
            CircleEvent.Removed => null,
            _ => throw new UnreachableException($"Evolve has no case for {happened.GetType().Name}."),
        });
    }

    /// <summary>The state with the circle as given, or without it, and every index that follows from it.</summary>
    public static NetworkState Put(NetworkState state, Id<Circle> id, Circle? after)
    {
        var before = state.Circles.GetValueOrDefault(id);
        var circlesByPerson = ReferenceEquals(before?.Members, after?.Members)
            ? state.CirclesByPerson
            : state.CirclesByPerson.Move(id, PeopleOf(before), PeopleOf(after));
        return state with
        {
            Circles = state.Circles.Put(id, after),
            CirclesByProgramme = state.CirclesByProgramme.Move(id, before?.Programme, after?.Programme),
            CirclesByPerson = circlesByPerson,
            CirclesByReference = state.CirclesByReference.Move(id, ReferencesOf(before), ReferencesOf(after)),
            Due = state.Due.Move(id, WordsKeptUntil(state, before), state.Erased.ContainsKey(id) ? null : WordsKeptUntil(state, after)),
            OpeningsByEnd = BreakGlass.Index(state.OpeningsByEnd, before, after),
        };
    }

    private static ImmutableSortedSet<Id<Person>> PeopleOf(Circle? circle) => circle is null ? [] : [.. circle.Members.Keys];

    /// <summary>A programme closes after its circles, so it is the circle's own closing that counts.</summary>
    public static Instant? WordsKeptUntil(NetworkState state, Circle? circle) =>
        circle?.ClosedAt is { } closed ? Retention.End(closed, state.PackOf(state.Programmes[circle.Programme])) : null;

    public static string[] ReferencesOf(Circle? circle) => circle?.Reference is { } reference ? [reference] : [];
}
