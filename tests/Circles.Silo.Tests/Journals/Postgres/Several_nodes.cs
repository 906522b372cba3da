using System.Diagnostics;
using Circles.Silo.Hosting;
using Circles.Silo.Journals.Postgres;

namespace Circles.Silo.Tests.Journals.Postgres;

/// <summary>Three silos over one database, each with connections of its own.</summary>
public sealed class Several_nodes : IAsyncLifetime
{
    private const string Demo = "demo";

    private TestDatabase database = null!;
    private Node[] nodes = [];

    public async ValueTask InitializeAsync()
    {
        database = await TestDatabase.CreateAsync();
        nodes = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Node.OpenAsync(database.Service)));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in nodes) await node.DisposeAsync();
        await database.DisposeAsync();
    }

    [Fact]
    public async Task That_write_all_at_once_make_one_history()
    {
        var sent = Enumerable.Range(0, 600).Select(i => Task.Run(() => nodes[i % 3].SendAsync($"P{i:000}")));
        var answers = await Task.WhenAll(sent).WaitAsync(Given.Patience * 2);
        var done = answers.Count(answer => !answer.Decision.IsRefused);
        // A node may lose its race many times, and then says so; most are done.
        Assert.All(
            answers.Where(answer => answer.Decision.IsRefused), answer => Assert.Equal("NETWORK_BUSY", answer.Decision.Refusals[0].Code));
        Assert.True(done > 300, $"{done}");
        var kept = await Given.ReplayAsync(nodes[0].Journal, Demo);
        Assert.Equal((1 + done, done), (kept.Sequence, kept.People.Count));
        foreach (var node in nodes)
        {
            var state = await node.Network.CaughtUpToAsync(1 + done).WaitAsync(Given.Patience);
            Assert.Equal(kept.People.Keys, state.People.Keys);
        }
    }

    [Fact]
    public async Task Decide_again_on_what_the_faster_one_did()
    {
        for (var i = 0; i < 20; i++)
        {
            // The same region for all: one makes it, and for the others it is there already.
            var sent = nodes.Select(node => node.Network.SendAsync(Given.Region($"R{i:00}")).AsTask());
            var answers = await Task.WhenAll(sent).WaitAsync(Given.Patience);
            Assert.Single(answers, answer => !answer.Decision.Events.IsEmpty);
            Assert.All(answers, answer => Assert.False(answer.Decision.IsRefused));
        }

        Assert.Equal(21, (await Given.ReadAllAsync(nodes[0].Journal, Demo)).Count);
    }

    [Fact]
    public async Task See_each_others_commits_within_100_ms_in_the_median()
    {
        var took = new List<double>();
        for (var i = 0; i < 60; i++)
        {
            var committed = await nodes[i % 3].SendAsync($"P{i}");
            var began = Stopwatch.GetTimestamp();
            await nodes[(i + 1) % 3].Network.CaughtUpToAsync(committed.State.Sequence).WaitAsync(Given.Patience);
            took.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }

        took.Sort();
        TestContext.Current.SendDiagnosticMessage($"another node's commit: median {took[30]:F1} ms, 95% {took[57]:F1} ms");
        Assert.True(took[30] < 100, $"{took[30]:F1} ms");
    }

    [Fact]
    public async Task That_found_the_same_network_make_one()
    {
        for (var i = 0; i < 10; i++)
        {
            var slug = $"new-{i}";
            var founding = nodes.Select(node => node.Host.FoundAsync(slug, Given.Found(slug)).AsTask());
            var founded = await Task.WhenAll(founding).WaitAsync(Given.Patience);
            Assert.Single(founded, answer => !answer.Decision.IsRefused);
            Assert.Equal(2, founded.Count(answer => answer.Decision.Refusals.Any(refusal => refusal.Code == "NETWORK_SLUG_TAKEN")));
            foreach (var node in nodes) Assert.Contains(slug, await node.Host.SlugsAsync());
        }
    }

    [Fact]
    public async Task Unload_what_is_idle_and_follow_again_what_the_others_do()
    {
        var time = new ManualTime();
        await using var sleepy = await Node.OpenAsync(database.Service, time);
        time.Advance(Limits.IdleAfter + TimeSpan.FromSeconds(1));
        await sleepy.Host.UnloadIdleAsync();
        Assert.Throws<InvalidOperationException>(() => sleepy.Network.Current);
        var committed = await nodes[0].SendAsync("while it slept");
        var caughtUp = await sleepy.Network.CaughtUpToAsync(committed.State.Sequence).WaitAsync(Given.Patience);
        Assert.Equal(committed.State.Sequence, caughtUp.Sequence);
        await using var states = sleepy.Network.FollowAsync(committed.State.Sequence).GetAsyncEnumerator();
        var next = states.MoveNextAsync().AsTask();
        var more = await nodes[1].SendAsync("when it was awake");
        Assert.True(await next.WaitAsync(Given.Patience));
        Assert.Equal(more.State.Sequence, states.Current.Sequence);
    }

    [Fact]
    public async Task Do_a_duty_on_one_of_them_at_a_time_and_pass_it_on()
    {
        var time = new ManualTime();
        var (acting, most, turns) = (0, 0, 0);
        using var enough = new CancellationTokenSource();
        var stops = nodes.Select(_ => CancellationTokenSource.CreateLinkedTokenSource(enough.Token)).ToArray();
        var took = new SemaphoreSlim(0);
        var holder = -1;
        var runs = nodes.Select((node, i) => new DutyRunner(node.Journal, time).RunAsync(Demo, "reminders", async held =>
        {
            InterlockedMax(ref most, Interlocked.Increment(ref acting));
            Interlocked.Increment(ref turns);
            holder = i;
            took.Release();
            var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await using (held.Register(ended.SetResult)) await ended.Task;
            Interlocked.Decrement(ref acting);
            held.ThrowIfCancellationRequested();
        }, stops[i].Token)).ToArray();
        for (var left = nodes.Length; left > 0; left--)
        {
            await time.PassUntil(TakenAsync(took), TimeSpan.FromSeconds(1));
            await stops[holder].CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => runs[holder].WaitAsync(Given.Patience));
        }

        Assert.Equal((1, 3), (most, turns));
        foreach (var stop in stops) stop.Dispose();
    }

    [Fact]
    public async Task Move_a_duty_within_30_s_when_its_node_dies()
    {
        await using var second = new PostgresJournal(await database.ConnectAsync());
        using var stop = new CancellationTokenSource();
        var hold = await nodes[0].Journal.HoldDutyAsync(Demo, "reminders");
        Assert.NotNull(hold);
        var took = new SemaphoreSlim(0);
        var run = new DutyRunner(second).RunAsync(Demo, "reminders", held =>
        {
            took.Release();
            return Task.CompletedTask;
        }, stop.Token);
        // A process that dies leaves its locks as a session that is ended does.
        await database.ExecuteAsync($"""
            SELECT count(pg_terminate_backend(pid)) FROM pg_locks
            WHERE locktype = 'advisory' AND granted AND database = (SELECT oid FROM pg_database WHERE datname = '{database.Name}')
            """);
        Assert.True(await took.WaitAsync(TimeSpan.FromSeconds(30)));
        await run.WaitAsync(Given.Patience);
    }

    [Fact]
    public async Task Tell_a_holder_that_its_duty_is_lost_with_the_connection_and_with_silence()
    {
        foreach (var silent in (bool[])[false, true])
        {
            using var wire = new Wire(database.Server.Port);
            var time = new ManualTime();
            await using var connections = await PostgresDatabase.OpenAsync(wire.Through(database.Service));
            await using var journal = new PostgresJournal(connections, time);
            var hold = await journal.HoldDutyAsync(Demo, silent ? "silent" : "cut");
            Assert.NotNull(hold);
            var lost = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
            await using var told = hold.Lost.Register(() => lost.SetResult(true));
            if (silent) wire.Silent = true;
            else wire.Cut();
            time.Advance(Limits.DatabaseBeat);
            Assert.True(await lost.Task.WaitAsync(Given.Patience));
            wire.Silent = false;
            wire.Cut();
            // The node itself goes on, with a new connection.
            await using var again = await journal.HoldDutyAsync(Demo, silent ? "silent-2" : "cut-2");
            Assert.NotNull(again);
            await hold.DisposeAsync();
        }
    }

    private static async Task<bool> TakenAsync(SemaphoreSlim took)
    {
        await took.WaitAsync();
        return true;
    }

    private static void InterlockedMax(ref int target, int value)
    {
        for (var seen = Volatile.Read(ref target); seen < value; seen = Volatile.Read(ref target))
            Interlocked.CompareExchange(ref target, value, seen);
    }
}
