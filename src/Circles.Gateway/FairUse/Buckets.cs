using System.Collections.Concurrent;

namespace Circles.Gateway.FairUse;

/// <summary>Token buckets by key: each holds so much, is refilled steadily, and what is done takes from it what it costs.</summary>
/// <remarks>
/// A bucket that is full says no more than one that is not there. So there are at most so many: when there would be more, the full ones
/// go first, then those nearest to it. (Those of the base library read the machine's own clock, and their number is not bounded.)
/// </remarks>
/// <param name="max">How many there may be.</param>
/// <param name="size">What one holds.</param>
/// <param name="perSecond">What flows in.</param>
internal sealed class Buckets<TKey>(TimeProvider time, int max, double size, double perSecond)
    where TKey : notnull
{
    private readonly ConcurrentDictionary<TKey, Bucket> buckets = new();
    private readonly Lock sweeping = new();

    public double Size => size;

    public double PerSecond => perSecond;

    public int Count => buckets.Count;

    /// <summary>Takes what something costs, or nothing when there is not enough. What costs more than a bucket holds takes a full one, and owes the rest.</summary>
    /// <returns>How long to wait until there is enough; zero when it was taken.</returns>
    public TimeSpan Take(TKey key, double cost)
    {
        var bucket = Find(key);
        using (bucket.Gate.EnterScope())
        {
            Refill(bucket);
            var missing = Math.Min(cost, size) - bucket.Level;
            if (missing > 0) return TimeSpan.FromSeconds(missing / perSecond);
            bucket.Level -= cost;
            return TimeSpan.Zero;
        }
    }

    /// <summary>Gives back what was taken for nothing.</summary>
    public void Return(TKey key, double cost)
    {
        var bucket = Find(key);
        using (bucket.Gate.EnterScope()) bucket.Level = Math.Min(size, bucket.Level + cost);
    }

    /// <summary>What is left; never less than nothing.</summary>
    public double Left(TKey key)
    {
        if (!buckets.TryGetValue(key, out var bucket)) return size;
        using (bucket.Gate.EnterScope())
        {
            Refill(bucket);
            return Math.Max(0, bucket.Level);
        }
    }

    private Bucket Find(TKey key)
    {
        if (buckets.TryGetValue(key, out var there)) return there;
        if (buckets.Count >= max) MakeRoom();
        return buckets.GetOrAdd(key, static (_, all) => new Bucket { Level = all.Size, At = all.Now }, this);
    }

    private void MakeRoom()
    {
        using (sweeping.EnterScope())
        {
            if (buckets.Count < max) return;
            var fullest = buckets.OrderByDescending(pair => LevelNow(pair.Value)).ToList();
            var full = fullest.TakeWhile(pair => LevelNow(pair.Value) >= size).Count();
            foreach (var (key, _) in fullest.Take(Math.Max(full, (max / 4) + 1))) buckets.TryRemove(key, out _);
        }
    }

    private long Now => time.GetTimestamp();

    private double LevelNow(Bucket bucket) =>
        Math.Min(size, Volatile.Read(ref bucket.Level) + (time.GetElapsedTime(Volatile.Read(ref bucket.At)).TotalSeconds * perSecond));

    private void Refill(Bucket bucket)
    {
        bucket.Level = LevelNow(bucket);
        bucket.At = Now;
    }

    private sealed class Bucket
    {
        public readonly Lock Gate = new();
        public double Level;
        public long At;
    }
}
