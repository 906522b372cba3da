using Circles.Gateway.FairUse;
using Circles.Silo.Tests;

namespace Circles.Gateway.Tests.FairUse;

public sealed class A_bucket
{
    private readonly ManualTime time = new();

    [Fact]
    public void gives_what_it_holds_and_then_what_flows_in()
    {
        var buckets = new Buckets<string>(time, 10, new Flow(100, 10));
        Assert.Equal(TimeSpan.Zero, buckets.Take("a", 60));
        Assert.Equal(40, buckets.Left("a"));
        Assert.Equal(TimeSpan.FromSeconds(2), buckets.Take("a", 60));
        Assert.Equal(40, buckets.Left("a"));
        time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(TimeSpan.Zero, buckets.Take("a", 60));
        time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(100, buckets.Left("a"));
    }

    [Fact]
    public void full_gives_what_is_more_than_it_holds_and_is_owed_the_rest()
    {
        var buckets = new Buckets<string>(time, 10, new Flow(100, 10));
        Assert.Equal(TimeSpan.Zero, buckets.Take("a", 250));
        Assert.Equal(0, buckets.Left("a"));
        Assert.Equal(TimeSpan.FromSeconds(16), buckets.Take("a", 10));
    }

    [Fact]
    public void gets_back_what_was_taken_for_nothing()
    {
        var buckets = new Buckets<string>(time, 10, new Flow(100, 10));
        buckets.Take("a", 60);
        buckets.Return("a", 60);
        buckets.Return("a", 60);
        Assert.Equal(100, buckets.Left("a"));
    }

    [Fact]
    public void is_one_of_so_many_and_the_emptiest_stay()
    {
        var buckets = new Buckets<int>(time, 100, new Flow(100, 10));
        for (var i = 0; i < 50; i++) buckets.Take(i, 100);
        for (var i = 50; i < 10_000; i++)
        {
            buckets.Take(i, 1);
            Assert.InRange(buckets.Count, 1, 100);
        }

        Assert.All(Enumerable.Range(0, 50), i => Assert.Equal(0, buckets.Left(i)));
    }

    [Fact]
    public async Task gives_no_more_than_it_holds_to_many_at_once()
    {
        var buckets = new Buckets<string>(time, 10, new Flow(1_000, 10));
        var taken = 0;
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < 1_000; i++)
                if (buckets.Take("a", 1) == TimeSpan.Zero) Interlocked.Increment(ref taken);
        })));
        Assert.Equal(1_000, taken);
    }
}
