using Circles.Grains.Access;
using Circles.Grains.Kernel;

namespace Circles.Grains.Registry;

/// <summary>Who may see which networks there are: the platform's operator. No network's people learn of another.</summary>
public static class RegistryVisibility
{
    public static readonly Rule<RegisteredNetwork> Found = new(
        InState, new Ground<RegisteredNetwork>(Audience.PlatformOperator, RunsPlatform));

    public static bool CanSee(NetworkState state, Actor actor, RegisteredNetwork network) => Found.Allows(state, actor, network);

    private static bool RunsPlatform(NetworkState state, Actor actor, RegisteredNetwork network) => actor is Actor.PlatformOperator;

    private static bool InState(NetworkState state, RegisteredNetwork network, out RegisteredNetwork same) =>
        state.Registered.TryGetValue(network.Id, out same!);
}
