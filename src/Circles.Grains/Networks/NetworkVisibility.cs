using Circles.Grains.Access;
using Circles.Grains.Kernel;

namespace Circles.Grains.Networks;

/// <summary>Who may see the network's frame: its name, languages and regions; and who sees its numbers.</summary>
public static class NetworkVisibility
{
    public static readonly Rule<Network> Frame = new(InState, new(Audience.Everybody, IsInside), new(Audience.Support, Supports));

    /// <summary>How it is set up beyond its frame: what it may use.</summary>
    public static readonly Rule<Network> Settings = new(InState, new(Audience.NetworkOperator, RunsIt), new(Audience.Support, Supports));

    /// <summary>Counts over the whole network: those who see numbers and no names.</summary>
    public static readonly Rule<Network> Numbers = new(
        InState, new(Audience.OperatorInNumbers, RunsIt), new(Audience.AdminInNumbers, AdminsSomewhere), new(Audience.SupportInNumbers, Supports));

    /// <summary>Whether the actor is inside the network at all: its people, its clients with a role, its operators. Support stays at the door.</summary>
    public static bool IsInside(NetworkState state, Actor actor) => actor switch
    {
        Actor.PlatformOperator or Actor.Duty => true,
        Actor.Member member => state.People.ContainsKey(member.Person),
        _ => Authority.GrantsOf(state, actor).Any(grant => grant.Role != Role.SupportReader),
    };

    private static bool IsInside(NetworkState state, Actor actor, Network network) => IsInside(state, actor);

    private static bool RunsIt(NetworkState state, Actor actor, Network network) => Authority.RunsNetwork(state, actor);

    private static bool AdminsSomewhere(NetworkState state, Actor actor, Network network) => Authority.AdminsSomewhere(state, actor);

    private static bool Supports(NetworkState state, Actor actor, Network network) => Authority.Supports(state, actor);

    private static bool InState(NetworkState state, Network network, out Network same) => (same = state.Network!) is not null;
}
