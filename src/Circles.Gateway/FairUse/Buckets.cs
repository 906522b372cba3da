using System.Collections.Concurrent;

namespace Circles.Gateway.FairUse;

/// <summary>Token buckets by key: each holds so much, is refilled steadily, and what is done takes from it what it costs.</summary>
/// <remarks>
/// A bucket that is full says no more than one that is not there. So there are at most so many: when there would be more, the full ones
/// go first, then those nearest to it. (Those of the base library read the machine's own clock, and their number is not bounded.)
/// </remarks>
/// <param name="max">How many there may be.</param>
/// <param name="usual">How large they are, where nothing else is said.</param>
internal sealed class Buckets<TKey>(TimeProvider time, int max, Flow usual)
    where TKey : notnull
{
    private readonly ConcurrentDictionary<TKey, Bucket> buckets = new();
    private readonly Lock sweeping = new();

    public int Count => buckets.Count;

    /// <summary>Takes what something costs, or nothing when there is not enough. What costs more than a bucket holds takes a full one, and owes the rest.</summary>
    /// <returns>How long to wait until there is enough; zero when it was taken.</returns>
    /// <param name="flow">How large this one is from now on; the usual size unless given.</param>
    public TimeSpan Take(TKey key, double cost, Flow? flow = null)
    {
        var bucket = Find(key, flow ?? usual);
        using (bucket.Gate.EnterScope())
        {
            Refill(bucket);
            bucket.Flow = flow ?? usual;
            bucket.Level = Math.Min(bucket.Level, bucket.Flow.Size);
            var missing = Math.Min(cost, bucket.Flow.Size) - bucket.Level;
            if (missing > 0) return TimeSpan.FromSeconds(missing / bucket.Flow.PerSecond);
            bucket.Level -= cost;
            return TimeSpan.Zero;
        }
    }

    /// <summary>Gives back what was taken for nothing.</summary>
    public void Return(TKey key, double cost)
    {
        if (!buckets.TryGetValue(key, out var bucket)) return;
        using (bucket.Gate.EnterScope()) bucket.Level = Math.Min(bucket.Flow.Size, bucket.Level + cost);
    }

    /// <summary>What is left; never less than nothing.</summary>
    public double Left(TKey key)
    {
        if (!buckets.TryGetValue(key, out var bucket)) return usual.Size;
        using (bucket.Gate.EnterScope())
        {
            Refill(bucket);
            return Math.Max(0, bucket.Level);
        }
    }

    private Bucket Find(TKey key, Flow flow)
    {
        if (buckets.TryGetValue(key, out var there)) return there;
        if (buckets.Count >= max) MakeRoom();
        return buckets.GetOrAdd(key, static (_, made) => new Bucket { Flow = made.Flow, Level = made.Flow.Size, At = made.Now }, (Flow: flow, Now: time.GetTimestamp()));
    }

    private void MakeRoom()
    {
        using (sweeping.EnterScope())
        {
            if (buckets.Count < max) return;
            var fullest = buckets.Select(pair => (pair.Key, Share: LevelNow(pair.Value) / pair.Value.Flow.Size)).OrderByDescending(one => one.Share).ToList();
            var full = fullest.TakeWhile(one => one.Share >= 1).Count();
            foreach (var (key, _) in fullest.Take(Math.Max(full, (max / 4) + 1))) buckets.TryRemove(key, out _);
        }
    }

    private double LevelNow(Bucket bucket) =>
        Math.Min(bucket.Flow.Size, Volatile.Read(ref bucket.Level) + (time.GetElapsedTime(Volatile.Read(ref bucket.At)).TotalSeconds * bucket.Flow.PerSecond));

    private void Refill(Bucket bucket)
    {
        bucket.Level = LevelNow(bucket);
        bucket.At = time.GetTimestamp();
    }

    private sealed class Bucket
    {
        public readonly Lock Gate = new();
        public double Level;
        public long At;

        public required Flow Flow { get; set; }
    }
}

/// <summary>How large a bucket is.</summary>
/// <param name="Size">What it holds.</param>
/// <param name="PerSecond">What flows in.</param>
internal sealed record Flow(double Size, double PerSecond);
