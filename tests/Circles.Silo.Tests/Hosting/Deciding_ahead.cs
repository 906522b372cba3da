using System.Diagnostics;
using Circles.Grains.Kernel;
using Circles.Silo.Hosting;
using Circles.Silo.Tests.Journals;

namespace Circles.Silo.Tests.Hosting;

/// <summary>What is decided while an append is on its way stands on a state that may not come to be.</summary>
public sealed class Deciding_ahead : HostTest
{
    private sealed record Broken : Command;

    [Fact]
    public async Task Needs_no_append_to_end()
    {
        var first = await SendAndHold("R0");
        var next = Send("R1");
        await AllIsDecided();
        Assert.False(first.IsCompleted || next.IsCompleted);
        Assert.Equal(1, Network.Current.Sequence);
        Journal.LetGo();
        Assert.Equal(2, (await first).State.Sequence);
        Assert.Equal(3, (await next).State.Sequence);
        Assert.Equal([1, 1], Journal.Appends);
    }

    [Fact]
    public async Task Tells_no_refusal_before_what_it_stands_on_is_kept()
    {
        var first = await SendAndHold("R0", key: "once");
        var refused = Send("R1", key: "once");
        await AllIsDecided();
        Assert.False(refused.IsCompleted);
        Journal.LetGo();
        Assert.Equal("IDEMPOTENCY_KEY_REUSED", (await refused).Decision.Refusals[0].Code);
        Assert.Equal(2, (await first).State.Sequence);
    }

    [Theory]
    [InlineData(FaultyJournal.Fault.Full)]
    [InlineData(FaultyJournal.Fault.LostWrite)]
    internal async Task Is_done_again_when_that_was_not_kept(FaultyJournal.Fault fault)
    {
        var first = await SendAndHold("R0", key: "once");
        var other = Send("R1", key: "once");
        var next = Send("R2");
        await AllIsDecided();
        Journal.Next.Enqueue(fault);
        Journal.LetGo();
        await Assert.ThrowsAsync<JournalUnavailableException>(() => first);
        Assert.Equal(2, (await other).State.Sequence);
        Assert.Equal(3, (await next).State.Sequence);
        Assert.Equal(["R1", "R2"], await KeptRegions());
        Assert.Equal(await KeptRegions(), Network.Current.Network!.Regions.Keys);
    }

    [Fact]
    public async Task Is_done_again_when_it_is_not_known()
    {
        var first = await SendAndHold("R0");
        var next = new[] { Send("R0"), Send("R1") };
        await AllIsDecided();
        Journal.Next.Enqueue(FaultyJournal.Fault.LostAnswer);
        Journal.LetGo();
        await Assert.ThrowsAsync<JournalUnavailableException>(() => first);
        Assert.Empty((await next[0]).Decision.Events);
        Assert.Equal(3, (await next[1]).State.Sequence);
        Assert.Equal(["R0", "R1"], await KeptRegions());
    }

    [Fact]
    public async Task Is_done_again_when_the_race_was_lost()
    {
        await using var other = new NetworkHost(Kept, time: Time);
        var there = await other.OpenAsync(Demo);
        var first = await SendAndHold("R0", key: "mine");
        var next = new[] { Send("R1"), Send("R2") };
        await AllIsDecided();
        await there.SendAsync(Given.Region("R1"));
        Journal.LetGo();
        Assert.Equal(3, (await first).State.Sequence);
        Assert.Empty((await next[0]).Decision.Events);
        Assert.Equal(4, (await next[1]).State.Sequence);
        Assert.Equal(["R0", "R1", "R2"], await KeptRegions());
        Assert.Equal(await KeptRegions(), Network.Current.Network!.Regions.Keys);
    }

    [Fact]
    public async Task Is_finished_when_the_silo_stops()
    {
        var first = await SendAndHold("R0");
        var next = Send("R1");
        await AllIsDecided();
        var stopped = Host.StopAsync();
        Journal.LetGo();
        await stopped.WaitAsync(Given.Patience);
        await Task.WhenAll(first, next);
        Assert.Equal(["R0", "R1"], await KeptRegions());
    }

    /// <summary>A command that fails when it is decided: so all that were sent before it are.</summary>
    private async Task AllIsDecided() => await Assert.ThrowsAsync<UnreachableException>(
        () => Network.SendAsync(Given.Ask(new Broken())).AsTask().WaitAsync(Given.Patience));
}
