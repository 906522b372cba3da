using Circles.Grains.Kernel;
using NodaTime;

namespace Circles.Grains.Clock;

/// <summary>A thing whose time comes, though nobody asks.</summary>
/// <param name="At">The first moment at which a strike does it.</param>
public readonly record struct Due(Instant At, AnyId Of) : IComparable<Due>
{
    /// <summary>When the clock has to strike next; null when nothing falls due.</summary>
    public static Instant? Next(NetworkState state) => state.Due.IsEmpty ? null : state.Due.Min.At;

    public int CompareTo(Due other) =>
        At != other.At ? At.CompareTo(other.At)
        : Of.Prefix != other.Of.Prefix ? string.CompareOrdinal(Of.Prefix, other.Of.Prefix)
        : Of.Value.CompareTo(other.Of.Value);
}
