namespace Circles.Silo.Snapshots;

/// <summary>Which of a network's snapshots are let go: the further back, the wider apart they may stand.</summary>
public static class Thinning
{
    /// <summary>Those of the sequence numbers that are to go, so that <see cref="Limits.SnapshotsMax"/> remain. Never the newest.</summary>
    public static IReadOnlyList<long> TooMany(IReadOnlyList<long> sequences)
    {
        var (left, gone) = (sequences.Distinct().Order().ToList(), new List<long>());
        while (left.Count > Limits.SnapshotsMax)
        {
            var at = Enumerable.Range(0, left.Count - 1).MinBy(i => Loss(left, i));
            gone.Add(left[at]);
            left.RemoveAt(at);
        }

        return gone;
    }

    /// <summary>
    /// The gap that letting one go leaves, in proportion to the root of how far back it reaches: with the age itself the oldest ones would
    /// stand too far apart for a question's budget, with none of it the newest would.
    /// </summary>
    private static double Loss(List<long> ascending, int at)
    {
        var before = at == 0 ? 0 : ascending[at - 1];
        return (double)(ascending[at + 1] - before) / Math.Sqrt(Math.Max(Limits.SnapshotEvery, ascending[^1] - before));
    }
}
