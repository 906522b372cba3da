using Circles.Grains.Kernel;
using Circles.Silo.Hosting;
using Circles.Silo.Journals;

namespace Circles.Silo.Tests.Hosting;

public sealed class Opening_a_network : HostTest
{
    [Fact]
    public async Task Gives_all_who_race_the_same_one()
    {
        await using var host = new NetworkHost(Journal, time: Time);
        var reads = Journal.ReadsAfter.Count;
        var all = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => host.OpenAsync(Demo).AsTask())));
        Assert.All(all, network => Assert.Same(all[0], network));
        Assert.Equal(reads + 1, Journal.ReadsAfter.Count);
    }

    [Theory]
    [InlineData("nowhere")]
    [InlineData("")]
    [InlineData("../demo")]
    [InlineData("DEMO")]
    public async Task That_is_not_there_says_so_and_makes_nothing(string slug)
    {
        await Assert.ThrowsAsync<NetworkUnknownException>(async () => await Host.OpenAsync(slug));
        Assert.Equal([Demo], await Kept.NetworksAsync());
    }

    [Fact]
    public async Task Is_possible_as_soon_as_it_was_founded()
    {
        await Assert.ThrowsAsync<NetworkUnknownException>(async () => await Host.OpenAsync("new"));
        await Host.FoundAsync("new", Given.Found("new"));
        Assert.Equal("new", (await Host.OpenAsync("new")).Current.Network!.Slug);
    }

    [Fact]
    public async Task Is_not_made_possible_by_a_refused_founding()
    {
        var refused = await Host.FoundAsync("new", Given.Found("new") with { By = Actor.Clock });
        Assert.Equal("NOT_ALLOWED", refused.Decision.Refusals[0].Code);
        Assert.Equal([Demo], await Kept.NetworksAsync());
        Assert.Equal("NETWORK_SLUG_INVALID", (await Host.FoundAsync("../x", Given.Found("../x"))).Decision.Refusals[0].Code);
        await Assert.ThrowsAsync<ArgumentException>(async () => await Host.FoundAsync("new", Given.Found("other")));
    }

    [Fact]
    public async Task Whose_founding_is_repeated_gives_the_first_answer()
    {
        var found = Given.Found("new");
        var first = await Host.FoundAsync("new", found);
        var again = await Host.FoundAsync("new", found);
        Assert.Equal(first.Decision.Subject, again.Decision.Subject);
        Assert.Empty(again.Decision.Events);
    }

    [Fact]
    public async Task Lists_the_tenants_and_not_the_platform()
    {
        await Host.FoundAsync(Slug.Platform, Given.Found(Slug.Platform));
        Assert.Equal([Demo], await Host.SlugsAsync());
        Assert.Equal([Demo, Slug.Platform], await Kept.NetworksAsync());
    }

    [Fact]
    public async Task Whose_journal_is_damaged_fails_alone()
    {
        // An event that does not fit what was there before: as good as a flipped bit.
        await Kept.AppendAsync("broken", 0, [new EncodedEvent("network.founded.1", "{}"u8.ToArray())]);
        var why = await Assert.ThrowsAsync<JournalDamagedException>(async () => await Host.OpenAsync("broken"));
        Assert.Equal(("broken", 1), (why.Network, why.Sequence));
        await Assert.ThrowsAsync<JournalDamagedException>(async () => await Host.FoundAsync("broken", Given.Found("broken")));
        Assert.False((await Send("PL")).Decision.IsRefused);
    }

    [Fact]
    public async Task Whose_journal_is_damaged_is_looked_at_again_after_a_while()
    {
        await Kept.AppendAsync("broken", 0, [new EncodedEvent("network.founded.1", "{}"u8.ToArray())]);
        await Assert.ThrowsAsync<JournalDamagedException>(async () => await Host.OpenAsync("broken"));
        var reads = Journal.ReadsAfter.Count;
        await Assert.ThrowsAsync<JournalDamagedException>(async () => await Host.OpenAsync("broken"));
        Assert.Equal(reads, Journal.ReadsAfter.Count);
        Time.Advance(Limits.DamagedFor);
        await Assert.ThrowsAsync<JournalDamagedException>(async () => await Host.OpenAsync("broken"));
        Assert.Equal(reads + 1, Journal.ReadsAfter.Count);
    }
}

public sealed class Reading_history : HostTest
{
    [Fact]
    public async Task Gives_the_events_asked_for_in_the_order_asked_for()
    {
        foreach (var region in Enumerable.Range(0, 60)) await Send($"R{region}");
        var events = await Network.ReadAsync([50, 2, 3, 1, 61]);
        Assert.Equal([50, 2, 3, 1, 61], events.Select(e => e.Sequence));
        Assert.Equal(await Given.ReplayAsync(Kept, Demo), Network.Current, (a, b) => a.Sequence == b.Sequence);
        Assert.Empty(await Network.ReadAsync([]));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task Refuses_numbers_of_no_event(long sequence) =>
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await Network.ReadAsync([sequence]));
}
