using NodaTime;

namespace Circles.Silo;

/// <summary>A moment in a network's past.</summary>
public abstract record Moment
{
    /// <summary>After the event with this number.</summary>
    public sealed record After(long Sequence) : Moment;

    /// <summary>
    /// After the last event at or before this time: the event stands at or before it, and the next one after it. Nodes' clocks differ, so
    /// times need not rise along a journal, and within that difference several events may be such; then the same one of them is taken
    /// each time, once the journal has gone on by more than the difference.
    /// </summary>
    public sealed record At(Instant Time) : Moment;

    private Moment()
    {
    }
}
