using System.Diagnostics;
using Circles.Grains.Kernel;

namespace Circles.Grains.Registry;

internal static class RegistryEvolution
{
    public static NetworkState Evolve(NetworkState state, RegistryEvent happened, Happened record)
    {
        return happened switch
        {
            RegistryEvent.NetworkRegistered e =>
                Put(state, new RegisteredNetwork(e.Registered, e.Slug, record.At, NetworkStanding.Active, Because: null, record.At)),
            RegistryEvent.NetworkSuspended e => Put(state, At(NetworkStanding.Suspended, e.Because)),
            RegistryEvent.NetworkResumed => Put(state, At(NetworkStanding.Active, because: null)),
            RegistryEvent.NetworkClosed e => Put(state, At(NetworkStanding.Closed, e.Because)),
            _ => throw new UnreachableException($"Evolve has no case for {happened.GetType().Name}."),
        };

        RegisteredNetwork At(NetworkStanding standing, string? because) =>
            state.Registered[happened.Registered] with { Standing = standing, Because = because, Since = record.At };
    }

    /// <summary>The state with the network as given and the index that follows from it.</summary>
    public static NetworkState Put(NetworkState state, RegisteredNetwork after) => state with
    {
        Registered = state.Registered.Put(after.Id, after),
        RegisteredBySlug = state.RegisteredBySlug.SetItem(after.Slug, after.Id),
    };
}
