using Circles.Grains.Kernel;
using Circles.Silo.Hosting;
using Circles.Silo.Journals.Sqlite;

namespace Circles.Silo.Tests.Hosting;

public sealed class An_idle_network : HostTest
{
    [Fact]
    public async Task Is_unloaded_and_opened_again_with_the_same_state()
    {
        await Send("PL");
        await PassIdleTime();
        Assert.Throws<InvalidOperationException>(() => Network.Current);
        var again = await Host.OpenAsync(Demo);
        Assert.NotSame(Network, again);
        Assert.Contains("PL", again.Current.Network!.Regions.Keys);
    }

    [Fact]
    public async Task That_was_unloaded_opens_again_for_what_is_asked_of_it()
    {
        await PassIdleTime();
        Assert.Equal(2, (await Send("PL")).State.Sequence);
        await PassIdleTime();
        Assert.Equal(2, (await Network.CaughtUpToAsync(2)).Sequence);
        Assert.Equal(2, Assert.Single(await Network.ReadAsync([2])).Sequence);
    }

    [Fact]
    public async Task Stays_while_it_is_used()
    {
        Time.Advance(Limits.IdleAfter - TimeSpan.FromSeconds(1));
        _ = Network.Current;
        Time.Advance(TimeSpan.FromSeconds(2));
        await Host.UnloadIdleAsync();
        Assert.Same(Network, await Host.OpenAsync(Demo));
    }

    [Fact]
    public async Task Stays_while_it_is_followed()
    {
        await using var states = Network.FollowAsync(1).GetAsyncEnumerator();
        var next = states.MoveNextAsync().AsTask();
        await PassIdleTime();
        await Send("PL");
        Assert.True(await next.WaitAsync(Given.Patience));
    }

    [Fact]
    public async Task Stays_while_a_command_waits_for_its_commit()
    {
        var sent = await SendAndHold("PL");
        await PassIdleTime();
        Journal.LetGo();
        Assert.Equal(2, (await sent).State.Sequence);
        Assert.Equal(2, Network.Current.Sequence);
    }

    private async Task PassIdleTime()
    {
        Time.Advance(Limits.IdleAfter);
        await Host.UnloadIdleAsync();
    }
}

public sealed class Following_a_network : HostTest
{
    [Fact]
    public async Task Skips_what_a_slow_reader_missed()
    {
        await using var states = Network.FollowAsync(0).GetAsyncEnumerator();
        Assert.True(await states.MoveNextAsync());
        Assert.Equal(1, states.Current.Sequence);
        for (var i = 0; i < 9; i++) await Send($"R{i}");
        Assert.True(await states.MoveNextAsync());
        Assert.Equal(10, states.Current.Sequence);
    }

    [Fact]
    public async Task Ends_when_the_silo_stops()
    {
        await using var states = Network.FollowAsync(0).GetAsyncEnumerator();
        Assert.True(await states.MoveNextAsync());
        await Send("PL");
        await Host.StopAsync().WaitAsync(Given.Patience);
        Assert.True(await states.MoveNextAsync());
        Assert.Equal(2, states.Current.Sequence);
        Assert.False(await states.MoveNextAsync().AsTask().WaitAsync(Given.Patience));
        await Assert.ThrowsAsync<SiloStoppingException>(() => Network.CaughtUpToAsync(1));
    }

    [Fact]
    public async Task Waits_for_a_sequence_number_only_as_long_as_the_caller_does()
    {
        using var patience = new CancellationTokenSource();
        var waiting = Network.CaughtUpToAsync(2, patience.Token);
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.Equal(1, (await Network.CaughtUpToAsync(1)).Sequence);
    }
}

public sealed class An_orderly_stop : HostTest
{
    [Fact]
    public async Task Finishes_what_is_queued_and_refuses_what_comes_later()
    {
        var first = await SendAndHold("R0");
        var queued = Enumerable.Range(1, 300).Select(i => Send($"R{i}")).ToArray();
        var stopping = Host.StopAsync();
        Journal.LetGo();
        await Task.WhenAll([first, .. queued]).WaitAsync(Given.Patience);
        await stopping.WaitAsync(Given.Patience);
        Assert.Equal(301, (await KeptRegions()).Count());
        Assert.Equal("SERVER_STOPPING", (await Send("late")).Decision.Refusals[0].Code);
        await Assert.ThrowsAsync<SiloStoppingException>(async () => await Host.OpenAsync(Demo));
    }

    [Fact]
    public async Task Under_load_loses_nothing_that_was_acknowledged()
    {
        using var folder = new TempFolder();
        await using var journal = new SqliteJournal(folder.Path);
        await using var host = new NetworkHost(journal);
        var network = await Given.FoundAndOpenAsync(host, Demo);
        var enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var acknowledged = 0;
        var senders = Enumerable.Range(0, 16).Select(sender => Task.Run(async () =>
        {
            var done = new List<string>();
            for (var i = 0; ; i++)
            {
                var code = $"R{sender}-{i}";
                var answer = await network.SendAsync(Given.Region(code));
                if (answer.Decision.IsRefused) return done;
                done.Add(code);
                if (Interlocked.Increment(ref acknowledged) == 200) enough.SetResult();
            }
        })).ToArray();
        await enough.Task.WaitAsync(Given.Patience);
        await host.StopAsync().WaitAsync(Given.Patience);
        var all = await Task.WhenAll(senders).WaitAsync(Given.Patience);
        var kept = (await Given.ReplayAsync(journal, Demo)).Network!.Regions;
        Assert.Equal(all.Sum(done => done.Count), kept.Count);
        Assert.All(all.SelectMany(done => done), code => Assert.Contains(code, (IReadOnlyDictionary<string, Grains.Networks.Region>)kept));
    }

    [Fact]
    public async Task May_be_asked_for_twice()
    {
        await Task.WhenAll(Host.StopAsync(), Host.StopAsync()).WaitAsync(Given.Patience);
        await Host.StopAsync();
    }
}
