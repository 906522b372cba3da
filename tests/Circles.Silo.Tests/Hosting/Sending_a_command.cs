using System.Diagnostics;
using Circles.Grains.Kernel;
using Circles.Silo.Tests.Journals;

namespace Circles.Silo.Tests.Hosting;

public sealed class Sending_a_command : HostTest
{
    private sealed record Broken : Command;

    [Fact]
    public async Task Is_answered_with_the_decision_and_the_state_it_left()
    {
        var committed = await Send("PL");
        Assert.False(committed.Decision.IsRefused);
        Assert.Equal(2, committed.State.Sequence);
        Assert.Contains("PL", committed.State.Network!.Regions.Keys);
        Assert.Same(committed.State, Network.Current);
    }

    [Fact]
    public async Task Is_answered_after_the_commit_and_not_before()
    {
        var sent = await SendAndHold("PL");
        Assert.False(sent.IsCompleted);
        Assert.Equal(1, Network.Current.Sequence);
        Journal.LetGo();
        Assert.Equal(2, (await sent).State.Sequence);
    }

    [Fact]
    public async Task Shares_one_commit_with_those_that_wait()
    {
        var first = await SendAndHold("R0");
        var rest = Enumerable.Range(1, 20).Select(i => Send($"R{i}")).ToArray();
        Journal.LetGo();
        var answers = await Task.WhenAll([first, .. rest]);
        Assert.Equal([1, 20], Journal.Appends);
        Assert.Equal(Enumerable.Range(2, 21), answers.Select(answer => (int)answer.State.Sequence));
    }

    [Fact]
    public async Task Makes_no_batch_larger_than_the_limit()
    {
        var first = await SendAndHold("R0");
        var rest = Enumerable.Range(1, Limits.BatchMax + 1).Select(i => Send($"R{i}")).ToArray();
        Journal.LetGo();
        await Task.WhenAll([first, .. rest]);
        Assert.Equal([1, Limits.BatchMax, 1], Journal.Appends);
    }

    [Fact]
    public async Task Sees_what_the_one_before_it_in_the_batch_did()
    {
        var first = await SendAndHold("R0");
        var parent = Send("PL");
        var again = Send("PL");
        Journal.LetGo();
        await first;
        Assert.Single((await parent).Decision.Events);
        Assert.Empty((await again).Decision.Events);
    }

    [Fact]
    public async Task That_throws_fails_alone()
    {
        var first = await SendAndHold("R0");
        var before = Send("R1");
        var broken = Network.SendAsync(Given.Ask(new Broken())).AsTask();
        var after = Send("R2");
        Journal.LetGo();
        await Task.WhenAll(first, before, after);
        await Assert.ThrowsAsync<UnreachableException>(() => broken);
        Assert.Equal(["R0", "R1", "R2"], await KeptRegions());
    }

    [Fact]
    public async Task That_is_refused_writes_nothing()
    {
        var refused = await Network.SendAsync(Given.Region(""));
        Assert.True(refused.Decision.IsRefused);
        Assert.Empty(Journal.Appends);
    }

    [Fact]
    public async Task That_was_cancelled_while_it_waited_is_not_done()
    {
        using var cancel = new CancellationTokenSource();
        var first = await SendAndHold("R0");
        // As many as are decided ahead; what comes after them waits.
        var ahead = Enumerable.Range(0, Limits.BatchMax).Select(_ => Send("R1")).ToArray();
        var waiting = Send("R2", cancel: cancel.Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Journal.LetGo();
        await Task.WhenAll([first, .. ahead]);
        await Send("R3");
        Assert.Equal(["R0", "R1", "R3"], await KeptRegions());
    }

    [Fact]
    public async Task That_was_cancelled_after_it_was_taken_stands()
    {
        using var cancel = new CancellationTokenSource();
        var arrived = Journal.HoldAppends();
        var taken = Send("R0", cancel: cancel.Token);
        await arrived;
        await cancel.CancelAsync();
        Journal.LetGo();
        Assert.Equal(2, (await taken).State.Sequence);
    }

    [Fact]
    public async Task To_a_full_queue_is_refused_for_now()
    {
        var first = await SendAndHold("R0");
        // Beside the queue, one batch is decided ahead.
        var queued = Enumerable.Range(1, Limits.BatchMax + Limits.QueueMax).Select(i => Send($"R{i % 100}")).ToArray();
        var tooMany = new[] { Send("too-many"), Send("too-many") };
        Task<Committed>[] refused = [.. queued.Concat(tooMany).Where(sent => sent.IsCompleted)];
        Assert.Contains(tooMany[^1], refused);
        Assert.All(refused, sent => Assert.Equal("NETWORK_BUSY", sent.Result.Decision.Refusals[0].Code));
        Assert.All(refused, sent => Assert.True(sent.Result.Decision.Refusals[0].Retryable));
        Journal.LetGo();
        await first;
        Assert.All(await Task.WhenAll(queued.Except(refused)), answer => Assert.False(answer.Decision.IsRefused));
    }

    [Fact]
    public async Task Can_be_tried_without_doing_it()
    {
        var outcome = Network.Try(Given.Region("PL"));
        Assert.Equal(2, outcome.After.Sequence);
        Assert.Equal(1, Network.Current.Sequence);
        await Send("DE");
        Assert.Equal(["DE"], await KeptRegions());
    }
}

public sealed class A_journal_that_fails : HostTest
{
    [Fact]
    public async Task Tells_every_caller_of_the_batch_and_the_loop_goes_on()
    {
        var first = await SendAndHold("R0");
        var doomed = new[] { Send("R1"), Send("R2") };
        Journal.Next.Enqueue(FaultyJournal.Fault.None);
        Journal.Next.Enqueue(FaultyJournal.Fault.Full);
        Journal.LetGo();
        await first;
        foreach (var sent in doomed)
            Assert.Equal("JOURNAL_FULL", (await Assert.ThrowsAsync<JournalUnavailableException>(() => sent)).Code);
        await Send("R3");
        Assert.Equal(["R0", "R3"], await KeptRegions());
        Assert.Equal(await KeptRegions(), Network.Current.Network!.Regions.Keys);
    }

    [Fact]
    public async Task Leaves_the_published_state_as_it_was()
    {
        Journal.Next.Enqueue(FaultyJournal.Fault.LostWrite);
        var before = Network.Current;
        await Assert.ThrowsAsync<JournalUnavailableException>(() => Send("R0"));
        Assert.Same(before, Network.Current);
    }

    [Fact]
    public async Task Is_read_again_before_anything_more_is_decided()
    {
        Journal.Next.Enqueue(FaultyJournal.Fault.LostAnswer);
        await Assert.ThrowsAsync<JournalUnavailableException>(() => Send("R0"));
        Assert.Equal(3, (await Send("R1")).State.Sequence);
        Assert.Equal(["R0", "R1"], await KeptRegions());
    }

    [Theory]
    [InlineData(FaultyJournal.Fault.LostAnswer)]
    [InlineData(FaultyJournal.Fault.LostWrite)]
    [InlineData(FaultyJournal.Fault.Full)]
    internal async Task Makes_a_repeated_command_take_effect_once(FaultyJournal.Fault fault)
    {
        Journal.Next.Enqueue(fault);
        await Assert.ThrowsAsync<JournalUnavailableException>(() => Send("R0", key: "once"));
        var again = await Send("R0", key: "once");
        var more = await Send("R0", key: "once");
        Assert.Equal(again.Decision.Subject, more.Decision.Subject);
        Assert.Equal(2, (await Given.ReadAllAsync(Kept, Demo)).Count);
    }
}
