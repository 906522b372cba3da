using Circles.Grains.Kernel;

namespace Circles.Grains.Networks;

[StoredAs("network")]
public abstract record NetworkEvent(Id<Network> Network) : Event
{
    public override AnyId Of => Network;

    [StoredAs("founded.1")]
    public sealed record Founded(Id<Network> Network, string Slug, string Name, ValueList<string> Languages, string TimeZone)
        : NetworkEvent(Network);

    [StoredAs("described.1")]
    public sealed record Described(Id<Network> Network, Patch<string> Name, Patch<ValueList<string>> Languages, Patch<string> TimeZone)
        : NetworkEvent(Network);

    [StoredAs("region-defined.1")]
    public sealed record RegionDefined(
        Id<Network> Network, string Code, string Name, string? Parent, ValueList<string> Neighbours, bool Peripheral)
        : NetworkEvent(Network);

    [StoredAs("region-removed.1")]
    public sealed record RegionRemoved(Id<Network> Network, string Code) : NetworkEvent(Network);

    [StoredAs("quotas-set.1")]
    public sealed record QuotasSet(Id<Network> Network, Quotas Quotas) : NetworkEvent(Network);
}
