using Circles.Grains.Kernel;

namespace Circles.Grains.Access;

/// <summary>One reason for which somebody sees a thing.</summary>
/// <param name="Holds">Knows one state, and nothing of the past.</param>
public sealed record Ground<T>(Audience Audience, Func<NetworkState, Actor, T, bool> Holds);

/// <summary>The same thing in another state; false when it is not there.</summary>
public delegate bool SameIn<T>(NetworkState state, T thing, out T same);

/// <summary>
/// Who may see one kind of thing, or one part of it: those of whom one of its grounds holds, and nobody else. What decides and what
/// explains is the same list.
/// </summary>
/// <param name="same">Of a past state a rule is asked twice, of it and of today's (<see cref="PastState"/>): this finds the thing in today's.</param>
/// <param name="grounds">The quickest to ask first.</param>
public sealed class Rule<T>(SameIn<T> same, params Ground<T>[] grounds)
{
    public IEnumerable<Audience> Audiences => grounds.Select(ground => ground.Audience);

    public bool Allows(NetworkState state, Actor actor, T thing) =>
        Holds(state, actor, thing) && (state.Today is not { } today || (same(today, thing, out var now) && Holds(today, actor, now)));

    /// <summary>Those of whom the actor is one. Empty when the actor may not see the thing.</summary>
    public IEnumerable<Audience> Why(NetworkState state, Actor actor, T thing) => Allows(state, actor, thing)
        ? grounds.Where(ground => ground.Holds(state, actor, thing)).Select(ground => ground.Audience)
        : [];

    /// <summary>The same rule for a part of such a thing.</summary>
    /// <param name="whole">The thing that it is a part of.</param>
    public Rule<TPart> OfPart<TPart>(SameIn<TPart> samePart, Func<NetworkState, TPart, T> whole) => new(
        samePart,
        [.. grounds.Select(ground => new Ground<TPart>(ground.Audience, (state, actor, part) => ground.Holds(state, actor, whole(state, part))))]);

    private bool Holds(NetworkState state, Actor actor, T thing)
    {
        foreach (var ground in grounds)
            if (ground.Holds(state, actor, thing)) return true;
        return false;
    }
}
