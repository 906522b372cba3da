using System.Collections.Immutable;
using Circles.Grains.Access;
using Circles.Grains.Kernel;
using Circles.Grains.People;
using NodaTime;

namespace Circles.Grains.Circles;

/// <summary>
/// Opening one circle to one named person, for when somebody must look who does not belong: decided by one who runs the network and may
/// not look themselves, told to the members, and over when its time is (decision 0022).
/// </summary>
public static class BreakGlass
{
    /// <summary>The state as it is to be read at a moment: what was opened until then or earlier is shut.</summary>
    /// <returns>The same object, as long as no time is up.</returns>
    public static NetworkState At(NetworkState state, Instant now)
    {
        while (!state.OpeningsByEnd.IsEmpty && state.OpeningsByEnd.Min is var first && first.Until <= now)
            state = CircleEvolution.Put(state, first.Circle, Lapse(state.Circles[first.Circle], first.Until));
        return state;
    }

    /// <summary>Whether the circle is open to somebody who does not belong to it.</summary>
    public static bool IsOpenTo(Circle circle, Actor actor)
    {
        if (circle.Openings.IsEmpty || actor is not Actor.Member member) return false;
        foreach (var opening in circle.Openings)
            if (opening.EndedAt is null && opening.Person == member.Person) return true;
        return false;
    }

    /// <summary>
    /// Who runs the network names the circle by its id, whether or not they may see it: a secret circle is the one that it matters for. They
    /// are told no more than that it is done.
    /// </summary>
    internal static Decision Open(NetworkState state, CircleCommand.OpenTo c, Envelope envelope)
    {
        if (!Authority.RunsNetwork(state, envelope.By))
            return state.Circles.TryGetValue(c.Circle, out var seen) && CircleVisibility.CanSee(state, envelope.By, seen)
                ? KernelErrors.NotAllowed()
                : KernelErrors.NotFound("circle");
        if (!state.Circles.TryGetValue(c.Circle, out var there)) return KernelErrors.NotFound("circle");
        if (there.Openings.Any(opening => opening.EndedAt is null && (opening.Person, opening.Until, opening.Reason) == (c.Person, c.Until, c.Reason)))
            return Decision.Nothing(there.Id);
        return Check.All(
                state.People.ContainsKey(c.Person) ? null : KernelErrors.NotFound("person"),
                Authority.Is(envelope.By, c.Person) ? CircleErrors.OpenedToOneself() : null,
                Check.Text(c.Reason, "because", Limits.LineMax),
                c.Until <= envelope.At ? AccessErrors.ExpiresInThePast().At("until")
                    : c.Until - envelope.At > Limits.OpeningMax ? CircleErrors.OpenedTooLong(Limits.OpeningMax.Days)
                    : null,
                there.Openings.Count >= Limits.OpeningsMax ? KernelErrors.TooMany("circle", Limits.OpeningsMax) : null)
            ?? new CircleEvent.OpenedTo(there.Id, c.Person, c.Until, c.Reason);
    }

    /// <summary>By those who run the network, and by the person. A circle that was never opened to that person is told as one that is not there.</summary>
    internal static Decision Shut(NetworkState state, CircleCommand.ShutTo c, Envelope envelope)
    {
        if (!state.Circles.TryGetValue(c.Circle, out var there)) return KernelErrors.NotFound("circle");
        var known = there.Openings.Any(opening => opening.Person == c.Person);
        if (!known || !(Authority.RunsNetwork(state, envelope.By) || Authority.Is(envelope.By, c.Person)))
            return CircleVisibility.CanSee(state, envelope.By, there) ? KernelErrors.NotAllowed() : KernelErrors.NotFound("circle");
        return there.Openings.Any(opening => opening.Person == c.Person && opening.EndedAt is null)
            ? new CircleEvent.ShutTo(there.Id, c.Person)
            : Decision.Nothing(there.Id);
    }

    /// <summary>The circle, open to the person for this reason and time instead of any before.</summary>
    internal static Circle Begin(Circle circle, Opening opening)
    {
        var rest = End(circle, opening.Person, opening.From);
        return rest with { Openings = rest.Openings.Add(opening) };
    }

    /// <summary>The circle, shut to the person.</summary>
    internal static Circle End(Circle circle, Id<Person> person, Instant at) => circle with
    {
        Openings = circle.Openings
            .Select(opening => opening.Person == person && opening.EndedAt is null ? opening with { EndedAt = at } : opening).ToValueList(),
    };

    /// <summary>What is open, by when it ends.</summary>
    internal static ImmutableSortedSet<(Instant Until, Id<Circle> Circle)> Index(
        ImmutableSortedSet<(Instant Until, Id<Circle> Circle)> index, Circle? before, Circle? after) =>
        before is { Openings.IsEmpty: false } || after is { Openings.IsEmpty: false }
            ? index.Except(Ends(before)).Union(Ends(after))
            : index;

    private static IEnumerable<(Instant Until, Id<Circle> Circle)> Ends(Circle? circle) =>
        circle is null ? [] : circle.Openings.Where(opening => opening.EndedAt is null).Select(opening => (opening.Until, circle.Id));

    private static Circle Lapse(Circle circle, Instant until) => circle with
    {
        Openings = circle.Openings
            .Select(opening => opening.EndedAt is null && opening.Until <= until ? opening with { EndedAt = opening.Until } : opening).ToValueList(),
    };
}
