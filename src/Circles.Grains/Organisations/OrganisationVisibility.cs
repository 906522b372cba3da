using Circles.Grains.Access;
using Circles.Grains.Kernel;

namespace Circles.Grains.Organisations;

/// <summary>Who may see organisations: everyone inside the network; drafts of showcases only those who may change them.</summary>
public static class OrganisationVisibility
{
    /// <summary>Whether the actor is inside the network at all: its people, its clients with a role, its operators.</summary>
    /// <remarks>Of a past state: was inside then and is inside today.</remarks>
    public static bool CanSeeAny(NetworkState state, Actor actor) =>
        IsInside(state, actor) && (state.Today is not { } today || IsInside(today, actor));

    private static bool IsInside(NetworkState state, Actor actor) => actor switch
    {
        Actor.PlatformOperator or Actor.Duty => true,
        Actor.Member member => state.People.ContainsKey(member.Person),
        _ => !Authority.GrantsOf(state, actor).IsEmpty,
    };

    /// <remarks>Of a past state: one that the actor might have seen then, if one can be seen today.</remarks>
    public static Showcase? Showcase(NetworkState state, Actor actor, Organisation organisation) =>
        state.Today is not { } today || (today.Organisations.TryGetValue(organisation.Id, out var now) && Shown(today, actor, now) is not null)
            ? Shown(state, actor, organisation)
            : null;

    private static Showcase? Shown(NetworkState state, Actor actor, Organisation organisation) =>
        organisation.Showcase is { } showcase && (showcase.Published || Authority.RunsRegion(state, actor, organisation.Region))
            ? showcase
            : null;
}
