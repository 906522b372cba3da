using Circles.Grains.Access;
using Circles.Grains.Kernel;

namespace Circles.Grains.Organisations;

/// <summary>Who may see organisations: everyone inside the network; drafts of showcases only those who may change them.</summary>
public static class OrganisationVisibility
{
    /// <summary>Whether the actor is inside the network at all: its people, its clients with a role, its operators.</summary>
    public static bool CanSeeAny(NetworkState state, Actor actor) => actor switch
    {
        Actor.PlatformOperator or Actor.Duty => true,
        Actor.Member member => state.People.ContainsKey(member.Person),
        _ => !Authority.GrantsOf(state, actor).IsEmpty,
    };

    public static Showcase? Showcase(NetworkState state, Actor actor, Organisation organisation) =>
        organisation.Showcase is { } showcase && (showcase.Published || Authority.RunsRegion(state, actor, organisation.Region))
            ? showcase
            : null;
}
