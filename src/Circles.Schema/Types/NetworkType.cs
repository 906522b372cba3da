using Circles.Grains.Access;
using Circles.Grains.Kernel;
using Circles.Grains.Networks;
using Circles.GraphQL.Types;
using Circles.Schema.Federation;
using static Circles.GraphQL.Types.Scalars;

namespace Circles.Schema.Types;

public static class NetworkType
{
    public static readonly ObjectType<Network> Type = new("Network", "A mentoring network: the frame that everything else stands in.", () =>
    [
        new("id", Id.NonNull, "Opaque; for good.", (network, _) => network.Id.ToString()),
        new("slug", Scalars.Text.NonNull, "The network's name in addresses and in the `Circles-Network` header.", (network, _) => network.Slug),
        new("name", Scalars.Text.NonNull, "The network's name.", (network, _) => network.Name),
        new("languages", CustomScalars.Locale.NonNull.List.NonNull, "The first is the default.", (network, _) => network.Languages),
        new("timeZone", CustomScalars.TimeZone.NonNull, "Of times that name no other.", (network, _) => network.TimeZone),
        new("regions", RegionType.Type.NonNull.List.NonNull, "All regions, by code.", (network, _) => network.Regions.Values),
        new("region", RegionType.Type, "One region; null when there is none with this code.",
            (network, query) => (object?)network.Regions.GetValueOrDefault(query.Text("code")))
        {
            Arguments = [new("code", Scalars.Text.NonNull, "The operator's own code.")],
        },
        new("sequence", CustomScalars.Sequence.NonNull, "The number of the last event that this answer stands on.",
            (_, query) => (object)query.Snapshot.Sequence),
        new("quotas", QuotasType.Type, "What it may use; null for those who do not run the network.",
            (network, query) => Authority.RunsNetwork(query.Snapshot, query.Viewer) ? network.Quotas : null),
        new("numbers", NumbersType.Type, "Counts for those who run the network or a region; null for others.",
            (_, query) => Authority.RunsSomewhere(query.Snapshot, query.Viewer) ? Numbers.OfNetwork(query.Snapshot) : null),
    ])
    {
        Interfaces = [NodeType.Type],
        AppliedDirectives = [Subgraph.KeyById, Subgraph.KeyBy("slug")],
    };
}

public static class RegionType
{
    public static readonly ObjectType<Region> Type = new("Region", "A region in the network's tree.", () =>
    [
        new("code", Scalars.Text.NonNull, "The operator's own code, NUTS for example.", (region, _) => region.Code),
        new("name", Scalars.Text.NonNull, "The region's name.", (region, _) => region.Name),
        new("peripheral", Scalars.Boolean.NonNull, "Far from the centres that support is usually given in.", (region, _) => region.Peripheral),
        new("parent", Type!, "The region that this one lies in; null at the top.",
            (region, query) => region.Parent is { } code ? query.Snapshot.Network!.Regions[code] : null),
        new("children", Type!.NonNull.List.NonNull, "The regions that lie in this one.",
            (region, query) => query.Snapshot.Network!.Regions.Values.Where(other => other.Parent == region.Code)),
        new("neighbours", Type!.NonNull.List.NonNull, "The regions that this one borders on.",
            (region, query) => region.Neighbours.Select(code => query.Snapshot.Network!.Regions[code])),
    ]);
}
