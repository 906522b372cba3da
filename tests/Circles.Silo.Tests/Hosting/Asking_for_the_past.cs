using Circles.Grains.Kernel;
using Circles.Silo.Hosting;
using Circles.Silo.Journals;
using Circles.Silo.Snapshots;
using Circles.Silo.Tests.Journals;
using NodaTime;

namespace Circles.Silo.Tests.Hosting;

/// <summary>The story's events lie an hour apart, the first one at one o'clock.</summary>
public sealed class Asking_for_the_past : IAsyncLifetime
{
    private const string Demo = "demo";

    private readonly VolatileJournal kept = new();
    private readonly ManualTime time = new();
    private FaultyJournal journal = null!;
    private NetworkHost host = null!;
    private INetwork network = null!;
    private long end;

    public async ValueTask InitializeAsync()
    {
        end = (await kept.AppendAsync(Demo, 0, [.. Story.Told(Demo).Select(EventCodec.Encode)])).Sequence;
        time.Advance(TimeSpan.FromDays(30));
        await RestartAsync();
    }

    public async ValueTask DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public async Task gives_for_every_event_the_state_that_a_replay_up_to_it_gives()
    {
        var state = NetworkState.Empty;
        foreach (var happened in Story.Told(Demo))
        {
            state = Domain.Evolve(state, happened);
            var (past, refused) = await network.AsOfAsync(new Moment.After(happened.Sequence));
            Assert.Null(refused);
            Assert.Same(network.Current, past!.Today);
            Assert.Equal(PastState.Of(state, network.Current) with { Today = null } is var expected ? (expected.Sequence, expected.At) : default, (past.Sequence, past.At));
            Assert.Equal(expected.People.Values.Select(person => person.Name), past.People.Values.Select(person => person.Name));
            Assert.Equal(expected.Circles.Keys, past.Circles.Keys);
            Assert.Equal(expected.History.Count, past.History.Count);
        }
    }

    [Fact]
    public async Task by_time_gives_the_last_event_at_or_before_it()
    {
        for (var sequence = 1; sequence <= end; sequence++)
        {
            var at = Given.Noon + Duration.FromHours(sequence);
            Assert.Equal(sequence, (await AtAsync(at)).State!.Sequence);
            Assert.Equal(sequence, (await AtAsync(at + Duration.FromMinutes(59))).State!.Sequence);
        }
    }

    [Fact]
    public async Task by_time_reads_as_few_events_as_a_binary_search()
    {
        journal.ReadsAfter.Clear();
        await AtAsync(Given.Noon + Duration.FromHours(end));
        Assert.InRange(journal.ReadsAfter.Count, 1, 7);
    }

    /// <summary>Clocks of nodes differ: what is found stands between an event not after the time and one that is, and stays when more come.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task by_time_is_answered_where_times_do_not_rise(int seed)
    {
        var chance = new Random(seed);
        var state = NetworkState.Empty;
        var times = new List<Instant>();
        var (skewed, encoded) = (new VolatileJournal(), new List<EncodedEvent>());
        for (var i = 0; i < 200; i++)
        {
            var at = Given.Noon + Duration.FromMinutes(i + chance.Next(-5, 6));
            var outcome = Domain.Handle(state, (i == 0 ? Given.Found(Demo) : Given.Region($"R{i}")) with { At = at });
            encoded.AddRange(outcome.Happened.Select(EventCodec.Encode));
            state = outcome.After;
            times.Add(at);
        }

        var before = new Dictionary<int, long>();
        foreach (var length in (int[])[100, 200])
        {
            await skewed.AppendAsync(Demo, length - 100, [.. encoded.Skip(length - 100).Take(100)]);
            await using var silo = new NetworkHost(skewed, time: time);
            var open = await silo.OpenAsync(Demo);
            for (var minute = 5; minute < 80; minute++)
            {
                var asked = Given.Noon + Duration.FromMinutes(minute);
                var found = (await open.AsOfAsync(new Moment.At(asked))).State!.Sequence;
                Assert.True(times[(int)found - 1] <= asked);
                Assert.True(times[(int)found] > asked);
                Assert.Equal(before.GetValueOrDefault(minute, found), found);
                before[minute] = found;
            }
        }
    }

    [Fact]
    public async Task knows_nothing_before_the_network_nor_of_what_is_to_come()
    {
        foreach (var moment in (Moment[])[
            new Moment.After(0), new Moment.After(end + 1), new Moment.After(long.MaxValue),
            new Moment.At(Given.Noon), new Moment.At(Instant.MinValue), new Moment.At(Instant.MaxValue),
            new Moment.At(Instant.FromDateTimeOffset(time.GetUtcNow()) + Duration.FromSeconds(1))])
            Assert.Equal("AS_OF_UNKNOWN", (await network.AsOfAsync(moment)).Refused!.Code);
    }

    [Fact]
    public async Task replays_once_for_all_who_ask_for_the_same_moment_until_nobody_did_for_a_while()
    {
        var first = (await network.AsOfAsync(new Moment.After(20))).State;
        journal.ReadsAfter.Clear();
        Assert.Same(first, (await network.AsOfAsync(new Moment.After(20))).State);
        Assert.Empty(journal.ReadsAfter);
        time.Advance(Limits.PastStateFor);
        await host.UnloadIdleAsync();
        Assert.Equal(20, (await network.AsOfAsync(new Moment.After(20))).State!.Sequence);
        Assert.NotEmpty(journal.ReadsAfter);
    }

    [Fact]
    public async Task goes_on_from_a_past_state_that_is_near()
    {
        await network.AsOfAsync(new Moment.After(20));
        journal.ReadsAfter.Clear();
        await network.AsOfAsync(new Moment.After(25));
        Assert.Equal([20], journal.ReadsAfter);
    }

    [Fact]
    public async Task keeps_no_more_than_a_few_states()
    {
        for (var i = 0; i <= Limits.PastStatesMax; i++)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await network.AsOfAsync(new Moment.After(10 + i));
        }

        journal.ReadsAfter.Clear();
        await network.AsOfAsync(new Moment.After(11));
        Assert.Empty(journal.ReadsAfter);
        await network.AsOfAsync(new Moment.After(10));
        Assert.NotEmpty(journal.ReadsAfter);
    }

    [Fact]
    public async Task is_under_the_rules_of_the_newest_state()
    {
        await network.AsOfAsync(new Moment.After(20));
        await network.SendAsync(Given.Region("NEW"));
        Assert.Same(network.Current, (await network.AsOfAsync(new Moment.After(20))).State!.Today);
    }

    [Fact]
    public async Task is_refused_when_it_would_replay_more_than_its_budget()
    {
        await RestartAsync(replayMax: 10);
        Assert.Equal(10, (await network.AsOfAsync(new Moment.After(10))).State!.Sequence);
        // The budget counts from the nearest state that is known.
        Assert.Equal(20, (await network.AsOfAsync(new Moment.After(20))).State!.Sequence);
        var refused = (await network.AsOfAsync(new Moment.After(31))).Refused!;
        Assert.Equal("AS_OF_TOO_FAR", refused.Code);
        Assert.Contains("10", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task begins_at_the_nearest_snapshot_and_needs_no_more_than_what_follows_it()
    {
        using var folder = new TempFolder();
        var snapshots = new FileSnapshots(folder.Path);
        foreach (var at in (int[])[10, 30])
        {
            var (state, position) = await Replay.FromAsync(kept, Demo, NetworkState.Empty, default, CancellationToken.None, to: at);
            await snapshots.SaveAsync(Demo, new Snapshot(position, state));
        }

        await RestartAsync(snapshots, replayMax: 12);
        journal.ReadsAfter.Clear();
        Assert.Equal(22, (await network.AsOfAsync(new Moment.After(22))).State!.Sequence);
        Assert.Equal([9, 10], journal.ReadsAfter);
        Assert.Equal(35, (await network.AsOfAsync(new Moment.After(35))).State!.Sequence);
        Assert.Equal(30, (await network.AsOfAsync(new Moment.After(30))).State!.Sequence);
    }

    [Fact]
    public async Task can_be_given_up_and_then_costs_nobody_else_anything()
    {
        using var gone = new CancellationTokenSource();
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await network.AsOfAsync(new Moment.After(12), gone.Token));
        Assert.Equal(12, (await network.AsOfAsync(new Moment.After(12))).State!.Sequence);
    }

    [Fact]
    public async Task is_refused_as_busy_to_one_more_than_may_wait_and_to_nobody_who_waits()
    {
        journal.HeldReads = new TaskCompletionSource();
        // One replays, the others wait for their turn.
        var asked = Enumerable.Range(1, 1 + Limits.PastWaitersMax).Select(at => (at, Past: network.AsOfAsync(new Moment.After(at)).AsTask())).ToList();
        var refused = (await network.AsOfAsync(new Moment.After(end - 1))).Refused!;
        Assert.Equal(("NETWORK_BUSY", true), (refused.Code, refused.Retryable));
        // What needs no replay is told all the same.
        Assert.Equal(end, (await network.AsOfAsync(new Moment.After(end))).State!.Sequence);
        journal.HeldReads.SetResult();
        foreach (var (at, past) in asked) Assert.Equal(at, (await past.WaitAsync(Given.Patience)).State!.Sequence);
        Assert.Equal(end - 1, (await network.AsOfAsync(new Moment.After(end - 1))).State!.Sequence);
    }

    [Fact]
    public async Task of_a_damaged_journal_is_told_and_nothing_is_shown_of_it()
    {
        journal.Damaged = 5;
        Assert.Equal(4, (await network.AsOfAsync(new Moment.After(4))).State!.Sequence);
        foreach (var moment in (Moment[])[new Moment.After(5), new Moment.After(20)])
        {
            var why = await Assert.ThrowsAsync<JournalDamagedException>(async () => await network.AsOfAsync(moment));
            Assert.Equal((5, "JOURNAL_DAMAGED"), (why.Sequence, why.Code));
        }

        journal.Damaged = 0;
        Assert.Equal(20, (await network.AsOfAsync(new Moment.After(20))).State!.Sequence);
    }

    private async Task<(NetworkState? State, Refusal? Refused)> AtAsync(Instant at) => await network.AsOfAsync(new Moment.At(at));

    private async Task RestartAsync(ISnapshots? snapshots = null, int? replayMax = null)
    {
        if (host is not null) await host.DisposeAsync();
        journal = new FaultyJournal(kept);
        host = new NetworkHost(journal, snapshots, time) { PastReplayMax = replayMax ?? Limits.PastReplayMax };
        network = await host.OpenAsync(Demo);
    }
}
