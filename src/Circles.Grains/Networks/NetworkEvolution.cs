using System.Collections.Immutable;
using System.Diagnostics;
using Circles.Grains.Kernel;

namespace Circles.Grains.Networks;

internal static class NetworkEvolution
{
    public static NetworkState Evolve(NetworkState state, NetworkEvent happened) => state with
    {
        Network = happened switch
        {
            NetworkEvent.Founded e => new Network(
                e.Network, e.Slug, e.Name, e.Languages, e.TimeZone, ImmutableSortedDictionary.Create<string, Region>(StringComparer.Ordinal)),
            NetworkEvent.Described e => state.Network! with
            {
                Name = e.Name.Or(state.Network.Name),
                Languages = e.Languages.Or(state.Network.Languages),
                TimeZone = e.TimeZone.Or(state.Network.TimeZone),
            },
            NetworkEvent.RegionDefined e => state.Network! with { Regions = Define(state.Network.Regions, e) },
            NetworkEvent.RegionRemoved e => state.Network! with { Regions = Border(state.Network.Regions, e.Code, []).Remove(e.Code) },
            NetworkEvent.QuotasSet e => state.Network! with { Quotas = e.Quotas },
            _ => throw new UnreachableException($"Evolve has no case for {happened.GetType().Name}."),
        },
    };

    private static ImmutableSortedDictionary<string, Region> Define(
        ImmutableSortedDictionary<string, Region> regions, NetworkEvent.RegionDefined e)
    {
        var neighbours = e.Neighbours.ToImmutableSortedSet(StringComparer.Ordinal);
        return Border(regions, e.Code, neighbours).SetItem(e.Code, new Region(e.Code, e.Name, e.Parent, neighbours, e.Peripheral));
    }

    /// <summary>Makes exactly <paramref name="neighbours"/> border on the region, in their own records.</summary>
    private static ImmutableSortedDictionary<string, Region> Border(
        ImmutableSortedDictionary<string, Region> regions, string code, ImmutableSortedSet<string> neighbours)
    {
        var bordering = regions.GetValueOrDefault(code)?.Neighbours ?? [];
        foreach (var other in bordering.Union(neighbours))
        {
            if (!regions.TryGetValue(other, out var region)) continue;
            regions = regions.SetItem(other, region with
            {
                Neighbours = neighbours.Contains(other) ? region.Neighbours.Add(code) : region.Neighbours.Remove(code),
            });
        }

        return regions;
    }
}
