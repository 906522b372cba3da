using Circles.Grains.Kernel;

namespace Circles.Grains.Registry;

/// <summary>Who may see which networks there are: the platform's operator. No network's people learn of another.</summary>
public static class RegistryVisibility
{
    public static bool CanSee(NetworkState state, Actor actor, RegisteredNetwork network) =>
        actor is Actor.PlatformOperator && (state.Today is not { } today || today.Registered.ContainsKey(network.Id));
}
