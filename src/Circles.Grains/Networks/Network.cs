using System.Collections.Immutable;
using Circles.Grains.Kernel;

namespace Circles.Grains.Networks;

/// <summary>The network itself: its name and the frame that everything in it stands in.</summary>
/// <param name="Slug">The network's name in addresses: a DNS label, for good.</param>
/// <param name="Languages">Language tags that the network works in; the first is its default.</param>
/// <param name="TimeZone">An IANA zone (<c>Europe/Warsaw</c>) for times that name no other.</param>
/// <param name="Regions">By code.</param>
public sealed record Network(
    Id<Network> Id,
    string Slug,
    string Name,
    ValueList<string> Languages,
    string TimeZone,
    ImmutableSortedDictionary<string, Region> Regions) : IIdentified
{
    /// <summary>The slug of the platform's own stream: no tenant, but the registry of networks and its operator's tokens.</summary>
    public const string Platform = "platform";

    public static string Prefix => "net";

    /// <summary>Looked up letter by letter, never as a culture sorts.</summary>
    public ImmutableSortedDictionary<string, Region> Regions { get; init => field = value.WithComparers(StringComparer.Ordinal); } =
        Regions.WithComparers(StringComparer.Ordinal);

    /// <summary>What the platform's operator lets the network use.</summary>
    public Quotas Quotas { get; init; } = Quotas.None;

    /// <summary>Whether <paramref name="code"/> is <paramref name="root"/> or lies below it.</summary>
    public bool Within(string? code, string root)
    {
        for (var at = code; at is not null; at = Regions.GetValueOrDefault(at)?.Parent)
            if (at == root) return true;
        return false;
    }
}

/// <summary>What a network may use; null is without a bound of its own.</summary>
/// <param name="People">How many people it may have at a time.</param>
/// <param name="CostPerMinute">What its requests may cost together, as <c>extensions.cost</c> counts.</param>
public sealed record Quotas(int? People, int? CostPerMinute)
{
    public static readonly Quotas None = new(null, null);
}

/// <summary>A region of the network's tree, with the regions it borders on.</summary>
/// <param name="Code">The operator's own code, NUTS for example (<c>PL51</c>).</param>
/// <param name="Neighbours">Codes, both ways: if A borders on B then B on A.</param>
/// <param name="Peripheral">Far from the centres that support is usually given in (SYS-03).</param>
public sealed record Region(string Code, string Name, string? Parent, ImmutableSortedSet<string> Neighbours, bool Peripheral)
{
    /// <summary>Told apart letter by letter, never as a culture sorts.</summary>
    public ImmutableSortedSet<string> Neighbours { get; init => field = value.WithComparer(StringComparer.Ordinal); } =
        Neighbours.WithComparer(StringComparer.Ordinal);
}
