using Circles.Grains.Circles;
using Circles.Grains.Kernel;
using Circles.Silo.Hosting;
using Circles.Silo.Journals;
using NodaTime;

namespace Circles.Silo.Tests.Hosting;

/// <summary>A network in which a circle is open to somebody by break-glass, and nothing happens any more.</summary>
public sealed class What_is_open_for_a_time : IAsyncLifetime
{
    private const string Demo = "demo";

    private readonly VolatileJournal kept = new();
    private readonly ManualTime time = new();
    private NetworkHost host = null!;
    private INetwork network = null!;

    private TimeSpan Left => Story.OpenUntil.ToDateTimeOffset() - time.GetUtcNow();

    public async ValueTask InitializeAsync()
    {
        await kept.AppendAsync(Demo, 0, [.. Story.Told(Demo).Select(EventCodec.Encode)]);
        host = new NetworkHost(kept, time: time);
        network = await host.OpenAsync(Demo);
    }

    public async ValueTask DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public async Task Is_shut_for_whoever_asks_once_its_time_is_up()
    {
        await using var follower = network.FollowAsync(0).GetAsyncEnumerator();
        Assert.True(await follower.MoveNextAsync());
        time.Advance(Left - TimeSpan.FromTicks(1));
        Assert.Single(network.Current.OpeningsByEnd);
        time.Advance(TimeSpan.FromTicks(1));
        var shut = network.Current;
        Assert.Empty(shut.OpeningsByEnd);
        Assert.Equal(Story.OpenUntil, shut.Circles.Values.Single(circle => circle.Openings.Count > 0).Openings[^1].EndedAt);
        Assert.Same(shut, network.Current);
        Assert.Equal(follower.Current.Sequence, shut.Sequence);
    }

    [Fact]
    public async Task Is_told_as_shut_to_whoever_follows()
    {
        await using var follower = network.FollowAsync(0).GetAsyncEnumerator();
        Assert.True(await follower.MoveNextAsync());
        Assert.Single(follower.Current.OpeningsByEnd);
        var next = follower.MoveNextAsync().AsTask();
        await time.HasTimer(Left);
        Assert.False(next.IsCompleted);
        time.Advance(Left);
        Assert.True(await next.WaitAsync(Given.Patience));
        Assert.Empty(follower.Current.OpeningsByEnd);
    }

    [Fact]
    public async Task Is_shut_in_the_past_that_is_shown_once_its_time_is_up()
    {
        await using var follower = network.FollowAsync(0).GetAsyncEnumerator();
        Assert.True(await follower.MoveNextAsync());
        time.Advance(Left);
        var (past, _) = await network.AsOfAsync(new Moment.After(follower.Current.Sequence - 1));
        Assert.Single(past!.OpeningsByEnd);
        Assert.Empty(past.Today!.OpeningsByEnd);
    }
}
