using Circles.Grains.Applications;
using Circles.Grains.Circles;
using Circles.Grains.Diaries;
using Circles.Grains.Disclosures;
using Circles.Grains.Kernel;
using Circles.Grains.Networks;
using Circles.Grains.Organisations;
using Circles.Grains.People;
using Circles.Grains.Programmes;
using Circles.Grains.Sessions;

namespace Circles.Grains.Access;

/// <summary>A thing with the rule under which it is seen: what decides about it, and explains the decision.</summary>
internal abstract record Sight(IIdentified Thing)
{
    public abstract IEnumerable<Audience> Audiences { get; }

    public abstract bool Allows(NetworkState state, Actor actor);

    /// <summary>Those of whom the actor is one; empty when the actor may not see the thing.</summary>
    public abstract IEnumerable<Audience> Why(NetworkState state, Actor actor);
}

/// <param name="Seen">The thing as its rule looks at it.</param>
internal sealed record Sight<T>(IIdentified Thing, T Seen, Rule<T> Rule) : Sight(Thing)
{
    public override IEnumerable<Audience> Audiences => Rule.Audiences;

    // Whoever is not inside the network sees nothing of it but its frame, whatever stands in their name there.
    public override bool Allows(NetworkState state, Actor actor) =>
        (Seen is Network || OrganisationVisibility.CanSeeAny(state, actor)) && Rule.Allows(state, actor, Seen);

    public override IEnumerable<Audience> Why(NetworkState state, Actor actor) => Allows(state, actor) ? Rule.Why(state, actor, Seen) : [];
}

/// <summary>Explains the policy to those who may ask. To everybody else a thing that is there is as one that is not.</summary>
public static class Explanation
{
    /// <summary>Who sees such a thing; null when the asker may not see it or does not run it.</summary>
    public static IEnumerable<Audience>? WhoCanSee(NetworkState state, Actor asker, AnyId id) =>
        Visibility.Of(state, id) is { } sight && sight.Allows(state, asker) && (Authority.RunsNetwork(state, asker) || Runs(state, asker, sight.Thing))
            ? sight.Audiences
            : null;

    /// <summary>Why a person sees the thing: empty when they may not. Null when the asker may not know.</summary>
    /// <remarks>
    /// Everybody may ask why they themselves see what they see. Of others, the answer tells who sits with whom: so of circles, sessions and
    /// diaries it is for the programme's managers, and of a person's record for the person.
    /// </remarks>
    public static IEnumerable<Audience>? Why(NetworkState state, Actor asker, AnyId id, Id<Person> person)
    {
        if (Visibility.Of(state, id) is not { } sight || !sight.Allows(state, asker)) return null;
        if (Authority.Is(asker, person)) return sight.Why(state, asker);
        if (!state.People.TryGetValue(person, out var other) || !PersonVisibility.CanSee(state, asker, other)) return null;
        return Runs(state, asker, sight.Thing) || (!TellsOfRelations(sight.Thing) && Authority.RunsNetwork(state, asker))
            ? sight.Why(state, new Actor.Member(person))
            : null;
    }

    private static bool TellsOfRelations(IIdentified thing) => thing is Circle or Session or DiaryEntry or Disclosure or Person or Application;

    private static bool Runs(NetworkState state, Actor asker, IIdentified thing) => thing switch
    {
        Person it => Authority.Is(asker, it.Id),
        Organisation it => Authority.KeepsOrganisation(state, asker, it),
        Programme it => Authority.Runs(state, asker, it),
        Application it => Authority.Manages(state, asker, state.Programmes[it.Programme]),
        Circle it => Authority.Manages(state, asker, state.Programmes[it.Programme]),
        Session it => Authority.Manages(state, asker, state.Programmes[state.Circles[it.Circle].Programme]),
        Disclosure it => Authority.Manages(state, asker, state.Programmes[state.Circles[state.Sessions[it.Session].Circle].Programme]),
        DiaryEntry it => Authority.Manages(state, asker, state.Programmes[state.Circles[state.Sessions[it.Session].Circle].Programme]),
        _ => Authority.RunsNetwork(state, asker),
    };
}
