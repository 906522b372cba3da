using System.Collections.Immutable;
using Circles.Grains.Kernel;
using Circles.Grains.Organisations;
using Circles.Grains.People;
using NodaTime;

namespace Circles.Grains.Programmes;

/// <summary>A mentoring programme: started from a process pack, pinned to that version of it.</summary>
/// <param name="Pack">Name and version; the rules themselves are in <c>NetworkState.Packs</c>.</param>
/// <param name="Stage">The pack's stage the programme is in.</param>
/// <param name="Declared">What managers have declared done or waived, for gates that need it (LSE-29), with when.</param>
public sealed record Programme(
    Id<Programme> Id,
    string Name,
    PackKey Pack,
    string? Region,
    Id<Organisation>? Organisation,
    MeetingMode Mode,
    LocalDate StartsOn,
    LocalDate? EndsOn,
    string Stage,
    ImmutableSortedDictionary<string, Instant> Declared,
    ImmutableSortedSet<Id<Person>> Managers,
    Instant StartedAt,
    Instant? ClosedAt) : IIdentified
{
    public static string Prefix => "prg";

    /// <summary>Told apart letter by letter, never as a culture sorts.</summary>
    public ImmutableSortedDictionary<string, Instant> Declared { get; init => field = value.WithComparers(StringComparer.Ordinal); } =
        Declared.WithComparers(StringComparer.Ordinal);

    public bool IsOpen => ClosedAt is null;
}

/// <summary>One version of a process pack: <c>lse</c> and <c>1.0.0</c>.</summary>
public readonly record struct PackKey(string Name, string Version) : IComparable<PackKey>
{
    public int CompareTo(PackKey other) =>
        string.CompareOrdinal(Name, other.Name) is var byName and not 0 ? byName : string.CompareOrdinal(Version, other.Version);

    public override string ToString() => $"{Name}@{Version}";
}

/// <summary>How people meet (LSE-08). A programme or circle may be any; a single session is one of the first two.</summary>
public enum MeetingMode
{
    InPerson,
    Online,
    Blended,
}
