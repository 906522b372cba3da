using Circles.Grains.Kernel;

namespace Circles.Grains.Registry;

[StoredAs("registry")]
public abstract record RegistryEvent(Id<RegisteredNetwork> Registered) : Event
{
    public override AnyId Of => Registered;

    [StoredAs("network-registered.1")]
    public sealed record NetworkRegistered(Id<RegisteredNetwork> Registered, string Slug) : RegistryEvent(Registered);

    [StoredAs("network-suspended.1")]
    public sealed record NetworkSuspended(Id<RegisteredNetwork> Registered, string Because) : RegistryEvent(Registered);

    [StoredAs("network-resumed.1")]
    public sealed record NetworkResumed(Id<RegisteredNetwork> Registered) : RegistryEvent(Registered);

    [StoredAs("network-closed.1")]
    public sealed record NetworkClosed(Id<RegisteredNetwork> Registered, string Because) : RegistryEvent(Registered);
}
