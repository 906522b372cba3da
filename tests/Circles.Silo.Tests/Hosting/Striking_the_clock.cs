using Circles.Grains.Kernel;
using Circles.Silo.Hosting;
using Circles.Silo.Journals;
using Circles.Silo.Tests.Journals;
using Circles.Tests;
using NodaTime;

namespace Circles.Silo.Tests.Hosting;

/// <summary>Networks in which words fall due to be erased, under clocks that stand still until a test moves them.</summary>
public sealed class Striking_the_clock : IAsyncLifetime
{
    private const string Demo = "demo";

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(40);

    private readonly ManualTime time = new();
    private readonly VolatileJournal kept = new();
    private FaultyJournal journal = null!;
    private NetworkHost host = null!;

    public ValueTask InitializeAsync()
    {
        journal = new FaultyJournal(kept);
        host = new NetworkHost(journal, time: time);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public async Task Comes_when_something_falls_due_in_an_open_network()
    {
        var end = await KeepAsync(Demo, Soon);
        var network = await host.OpenAsync(Demo);
        await using var clock = new NetworkClock(host);
        await time.HasTimer(Soon);
        time.Advance(Soon);
        var state = await network.CaughtUpToAsync(end + 1).WaitAsync(Given.Patience);
        Assert.Null(Assert.Single(state.Circles.Values).Name);
        var erased = Assert.Single(await network.ReadAsync([end + 1]));
        Assert.Equal((Actor.Clock, At(Soon)), (erased.By, erased.At));
    }

    [Fact]
    public async Task Comes_though_nobody_opens_the_network()
    {
        var end = await KeepAsync(Demo, Soon);
        await using var clock = new NetworkClock(host);
        await time.HasTimer(Soon);
        time.Advance(Soon);
        await GrowsAsync(Demo, end);
        Assert.Equal(At(Soon), Assert.Single((await Given.ReplayAsync(kept, Demo)).Erased.Values));
    }

    [Fact]
    public async Task Comes_for_what_another_node_made_due_since_by_the_next_look()
    {
        await kept.AppendAsync(Demo, 0, Given.Events(Demo, 1));
        await using var clock = new NetworkClock(host);
        await clock.Looked.WaitAsync(Given.Patience);
        var late = ClosedCircles.Of(Demo, [At(-Soon)]);
        await kept.AppendAsync(Demo, 1, late[1..]);
        await time.HasTimer(Limits.ClockLookEvery);
        await time.PassUntil(Done(GrowsAsync(Demo, late.Count)), Limits.ClockLookEvery / 4);
        Assert.Single((await Given.ReplayAsync(kept, Demo)).Erased);
    }

    [Fact]
    public async Task Is_one_nodes_at_a_time()
    {
        // Three strikes' worth, overdue.
        var circles = (2 * Grains.Kernel.Limits.StrikeMax) + 1;
        var end = await KeepAsync(Demo, [.. Enumerable.Repeat(-Soon, circles)]);
        var second = new FaultyJournal(kept);
        await using var other = new NetworkHost(second, time: time);
        await using (var hold = await kept.HoldDutyAsync(Demo, "clock"))
        {
            Assert.NotNull(hold);
            await using var one = new NetworkClock(host);
            await using var two = new NetworkClock(other);
            // Each has asked for the duty and waits.
            await Task.WhenAll(one.Looked, two.Looked).WaitAsync(Given.Patience);
            await time.HasTimer(Limits.DutyRetryEvery);
            Assert.Equal(end, (await Given.ReplayAsync(kept, Demo)).Sequence);
            await hold.DisposeAsync();
            await time.PassUntil(Done(GrowsAsync(Demo, end + circles - 1)), Limits.DutyRetryEvery);
        }

        // Who had it did all of it.
        Assert.Equal([0, 3], new[] { journal.Appends.Count, second.Appends.Count }.Order());
        Assert.Equal(end + circles, (await Given.ReplayAsync(kept, Demo)).Sequence);
    }

    [Fact]
    public async Task Gives_the_duty_back_when_it_stops()
    {
        var end = await KeepAsync(Demo, -Soon);
        var arrived = journal.HoldAppends();
        var clock = new NetworkClock(host);
        await arrived;
        Assert.Null(await kept.HoldDutyAsync(Demo, "clock"));
        var stopped = clock.DisposeAsync().AsTask();
        journal.LetGo();
        await stopped.WaitAsync(Given.Patience);
        await using var hold = await kept.HoldDutyAsync(Demo, "clock");
        Assert.NotNull(hold);
        // What was on its way to the journal stands.
        Assert.Equal(end + 1, (await Given.ReplayAsync(kept, Demo)).Sequence);
    }

    [Fact]
    public async Task Comes_again_when_the_journal_could_not_keep_what_it_did()
    {
        var end = await KeepAsync(Demo, -Soon);
        journal.Next.Enqueue(FaultyJournal.Fault.Full);
        await using var clock = new NetworkClock(host);
        await time.HasTimer(Limits.ClockRetryAfter);
        Assert.Equal(end, (await Given.ReplayAsync(kept, Demo)).Sequence);
        time.Advance(Limits.ClockRetryAfter);
        await GrowsAsync(Demo, end);
    }

    [Fact]
    public async Task Is_not_kept_from_the_others_by_a_network_that_is_damaged()
    {
        await kept.AppendAsync("bad", 0, [new EncodedEvent("nobody.knows.1", "{}"u8.ToArray())]);
        var end = await KeepAsync(Demo, -Soon);
        await using var clock = new NetworkClock(host);
        await GrowsAsync(Demo, end);
    }

    private Instant At(TimeSpan fromNow) => Given.Noon + Duration.FromTimeSpan(fromNow);

    /// <summary>Puts a network with closed circles into the journal.</summary>
    /// <param name="due">How long from the test's beginning each one's words are due.</param>
    /// <returns>The journal's end.</returns>
    private async Task<long> KeepAsync(string slug, params TimeSpan[] due) =>
        (await kept.AppendAsync(slug, 0, ClosedCircles.Of(slug, [.. due.Select(At)]))).Sequence;

    /// <summary>Waits for an event beyond a place in the journal.</summary>
    private async Task GrowsAsync(string slug, long after)
    {
        using var patience = new CancellationTokenSource(Given.Patience);
        await foreach (var _ in kept.FollowAsync(slug, after, patience.Token)) return;
    }

    private static async Task<bool> Done(Task task)
    {
        await task;
        return true;
    }
}
