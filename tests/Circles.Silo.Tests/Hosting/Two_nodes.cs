using Circles.Silo.Hosting;

namespace Circles.Silo.Tests.Hosting;

/// <summary>Two silos over one journal: the one under test and another that is faster.</summary>
public sealed class Two_nodes : HostTest
{
    [Fact]
    public async Task The_one_that_lost_the_race_decides_again()
    {
        await using var other = new NetworkHost(Kept, time: Time);
        var there = await other.OpenAsync(Demo);
        var sent = await SendAndHold("A");
        var second = Send("A2");
        await there.SendAsync(Given.Region("B"));
        Journal.LetGo();
        Assert.Equal(3, (await sent).State.Sequence);
        Assert.Equal(4, (await second).State.Sequence);
        Assert.Equal(["A", "A2", "B"], await KeptRegions());
        Assert.Equal(["A", "A2", "B"], Network.Current.Network!.Regions.Keys);
    }

    [Fact]
    public async Task A_command_that_the_other_did_already_is_not_done_twice()
    {
        await using var other = new NetworkHost(Kept, time: Time);
        var there = await other.OpenAsync(Demo);
        var sent = await SendAndHold("A");
        await there.SendAsync(Given.Region("A"));
        Journal.LetGo();
        Assert.Empty((await sent).Decision.Events);
        Assert.Equal(2, (await Given.ReadAllAsync(Kept, Demo)).Count);
    }

    [Fact]
    public async Task See_what_the_other_did()
    {
        await using var other = new NetworkHost(Kept, time: Time);
        var there = await other.OpenAsync(Demo);
        var committed = await there.SendAsync(Given.Region("B"));
        var state = await Network.CaughtUpToAsync(committed.State.Sequence).WaitAsync(Given.Patience);
        Assert.Contains("B", state.Network!.Regions.Keys);
    }

    [Fact]
    public async Task That_race_all_the_time_make_one_history()
    {
        await using var other = new NetworkHost(Kept, time: Time);
        var there = await other.OpenAsync(Demo);
        var sent = Enumerable.Range(0, 400).Select(i =>
            Task.Run(() => (i % 2 == 0 ? Network : there).SendAsync(Given.Region($"R{i:000}")).AsTask()));
        var answers = await Task.WhenAll(sent).WaitAsync(Given.Patience);
        var done = answers.Count(answer => !answer.Decision.IsRefused);
        Assert.Equal(done, (await KeptRegions()).Count());
        Assert.Equal(1 + done, (await Given.ReadAllAsync(Kept, Demo)).Count);
        await Network.CaughtUpToAsync(1 + done).WaitAsync(Given.Patience);
        await there.CaughtUpToAsync(1 + done).WaitAsync(Given.Patience);
        Assert.Equal(Network.Current.Network!.Regions.Keys, there.Current.Network!.Regions.Keys);
    }

    [Fact]
    public async Task That_both_found_a_network_make_one()
    {
        await using var other = new NetworkHost(Kept, time: Time);
        var founded = await Task.WhenAll(
            Host.FoundAsync("new", Given.Found("new")).AsTask(), other.FoundAsync("new", Given.Found("new")).AsTask());
        Assert.Single(founded, answer => !answer.Decision.IsRefused);
        Assert.Single(founded, answer => answer.Decision.Refusals.Any(refusal => refusal.Code == "NETWORK_SLUG_TAKEN"));
    }
}
