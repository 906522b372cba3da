using System.Text;
using System.Text.Json;
using Circles.Grains.Kernel;
using Circles.Grains.People;
using Circles.Silo.Hosting;
using Circles.Silo.Journals;
using Circles.Silo.Seals;
using Circles.Silo.Snapshots;

namespace Circles.Silo.Tests.Seals;

/// <summary>What holds in every store once a person was erased: each store's tests inherit this.</summary>
public abstract class Erasing_somebody : IAsyncLifetime
{
    protected const string Demo = "demo", Other = "other";

    private readonly Canaries canaries = new(Demo);

    protected string MasterKey { get; } = MasterKeys.New();

    /// <summary>All files that the store has, but for what a database's own log keeps for a while.</summary>
    protected abstract IEnumerable<string> Files { get; }

    private protected abstract Task PrepareAsync();

    /// <summary>As a node of its own has it.</summary>
    private protected abstract Task<(IJournal Journal, IKeyStore Keys, Func<Sealing, ISnapshots> Snapshots)> OpenAsync();

    /// <summary>Has the store write what it holds in memory.</summary>
    private protected virtual Task FlushAsync() => Task.CompletedTask;

    public async ValueTask InitializeAsync()
    {
        await PrepareAsync();
        var (journal, keys, _) = await OpenAsync();
        await using var seals = Over(keys);
        await journal.AppendAsync(Demo, 0, await canaries.SealedAsync(seals));
        await journal.AppendAsync(Other, 0, await new Canaries(Other).SealedAsync(seals));
        await journal.DisposeAsync();
    }

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Leaves_neither_words_nor_key_in_any_file()
    {
        await using var node = await NodeAsync();
        var key = await KeyOfAsync(node, Demo, Canaries.Zofia);
        await FlushAsync();
        Assert.True(await StandsAsync([key]));
        await EraseAsync(node);
        await node.Networks.StopAsync();
        await FlushAsync();
        Assert.False(await StandsAsync([key, .. canaries.OfZofia.Concat(canaries.OfEwa).SelectMany(Canaries.Spellings)]));
        Assert.Empty(await KeyOfAsync(node, Demo, Canaries.Zofia));
        Assert.NotEmpty(await KeyOfAsync(node, Demo, Canaries.Ewa));
    }

    [Fact]
    public async Task Takes_them_out_of_the_state_of_history_and_of_the_past()
    {
        await using var node = await NodeAsync();
        var network = await node.Networks.OpenAsync(Demo);
        var before = network.Current;
        Assert.All(canaries.OfZofia.Where(word => !word.Contains("-why-", StringComparison.Ordinal)), word => Assert.Contains(word, Written(before), StringComparison.Ordinal));
        // Kept in memory since it was asked for.
        var (past, _) = await network.AsOfAsync(new Moment.After(before.Sequence - 1));
        Assert.Contains(canaries.OfZofia.First(), Written(past!), StringComparison.Ordinal);
        var erased = await EraseAsync(node);

        Assert.All(canaries.OfZofia, word => Assert.DoesNotContain(word, Written(erased), StringComparison.Ordinal));
        Assert.All(
            canaries.OfEwa.Where(word => !word.Contains("-why-", StringComparison.Ordinal)),
            word => Assert.Contains(word, Written(erased), StringComparison.Ordinal));
        Assert.Equal((2, 2, 2, 4), (erased.People.Count, erased.Circles[Canaries.Pair].Members.Count, erased.Diaries.Count, erased.Applications.Count));
        var history = Text(await network.ReadAsync([.. Enumerable.Range(1, (int)erased.Sequence).Select(i => (long)i)]));
        Assert.All(canaries.OfZofia, word => Assert.DoesNotContain(word, history, StringComparison.Ordinal));
        Assert.All(canaries.OfEwa, word => Assert.Contains(word, history, StringComparison.Ordinal));
        foreach (var sequence in (long[])[before.Sequence - 1, before.Sequence - 3])
        {
            var (shown, _) = await network.AsOfAsync(new Moment.After(sequence));
            Assert.All(canaries.OfZofia, word => Assert.DoesNotContain(word, Written(shown!), StringComparison.Ordinal));
            Assert.Contains(canaries.OfEwa.First(), Written(shown!), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Is_the_same_state_when_it_is_replayed_without_the_key()
    {
        await using var node = await NodeAsync();
        var erased = await EraseAsync(node);
        await node.Networks.StopAsync();
        var (replayed, _) = await Replay.FromAsync(
            node.Journal, Demo, NetworkState.Empty, default, CancellationToken.None, seals: node.Seals);
        Assert.Equal(Written(erased), Written(replayed));
    }

    [Fact]
    public async Task Closes_the_snapshots_from_before()
    {
        await using var node = await NodeAsync();
        var network = await node.Networks.OpenAsync(Demo);
        var before = new Snapshot(await EndAsync(node), network.Current);
        await node.Snapshots.SaveAsync(Demo, before);
        Assert.NotNull(await node.Snapshots.LoadAsync(Demo));
        await EraseAsync(node);
        Assert.Null(await node.Snapshots.LoadAsync(Demo));
        // One that was being written meanwhile comes too late.
        await Record.ExceptionAsync(async () => await node.Snapshots.SaveAsync(Demo, before));
        Assert.Null(await node.Snapshots.LoadAsync(Demo));
        var after = new Snapshot(await EndAsync(node), (await node.Networks.OpenAsync(Demo)).Current);
        await node.Snapshots.SaveAsync(Demo, after);
        Assert.Equal(Written(after.State), Written((await node.Snapshots.LoadAsync(Demo))!.State));
    }

    [Fact]
    public async Task Is_done_again_by_whoever_opens_the_network_after_a_cut()
    {
        // The event is there and the node was killed before it destroyed the key.
        await using (var cut = await NodeAsync())
        {
            var end = await EndAsync(cut);
            var happened = new Happened(end.Sequence + 1, Given.Noon, Actor.Operator, null, 1, null, default, new PersonEvent.Erased(Canaries.Zofia));
            await cut.Journal.AppendAsync(Demo, end.Sequence, [EventCodec.Encode(happened)]);
            Assert.NotEmpty(await KeyOfAsync(cut, Demo, Canaries.Zofia));
        }

        await using var node = await NodeAsync();
        await node.Networks.OpenAsync(Demo);
        Assert.Empty(await KeyOfAsync(node, Demo, Canaries.Zofia));
    }

    [Fact]
    public async Task Reaches_other_nodes_that_had_the_key_in_use()
    {
        await using var node = await NodeAsync();
        await using var second = await NodeAsync();
        var there = await second.Networks.OpenAsync(Demo);
        Assert.Contains(canaries.OfZofia.First(), Written(there.Current), StringComparison.Ordinal);
        var erased = await EraseAsync(node);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var state = await there.CaughtUpToAsync(erased.Sequence, patience.Token);
        Assert.DoesNotContain(canaries.OfZofia.First(), Written(state), StringComparison.Ordinal);
        Assert.DoesNotContain(canaries.OfZofia.First(), Text(await there.ReadAsync([5])), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Leaves_the_same_person_of_another_network_alone()
    {
        await using var node = await NodeAsync();
        await EraseAsync(node);
        var other = await node.Networks.OpenAsync(Other);
        Assert.StartsWith("zofia-name-", other.Current.People[Canaries.Zofia].Name, StringComparison.Ordinal);
        Assert.NotEmpty(await KeyOfAsync(node, Other, Canaries.Zofia));
    }

    [Fact]
    public async Task Asked_twice_changes_nothing_more()
    {
        await using var node = await NodeAsync();
        var erased = await EraseAsync(node);
        Assert.Equal(erased.Sequence, (await EraseAsync(node)).Sequence);
    }

    private protected async Task<Node> NodeAsync()
    {
        var (journal, keys, snapshots) = await OpenAsync();
        return new Node(journal, Over(keys), snapshots);
    }

    private protected async Task<NetworkState> EraseAsync(Node node)
    {
        var network = await node.Networks.OpenAsync(Demo);
        var done = await network.SendAsync(Given.Ask(new PersonCommand.Erase(Canaries.Zofia)));
        Assert.False(done.Decision.IsRefused);
        return done.State;
    }

    private protected static async Task<byte[]> KeyOfAsync(Node node, string network, Id<Person> person) =>
        (await node.Seals.Store.FindAsync(network, [person.ToString()]))[person.ToString()];

    private Sealing Over(IKeyStore keys) => new(keys, MasterKeys.InText(MasterKey, "the test"));

    private static async Task<JournalPosition> EndAsync(Node node) => (await Given.ReadAllAsync(node.Journal, Demo))[^1].Position;

    /// <summary>Whether one of the words stands in one of the files.</summary>
    private async Task<bool> StandsAsync(IReadOnlyList<byte[]> words)
    {
        Assert.NotEmpty(Files);
        foreach (var file in Files)
        {
            var bytes = await File.ReadAllBytesAsync(file);
            if (words.Any(word => bytes.AsSpan().IndexOf(word) >= 0)) return true;
        }

        return false;
    }

    private static string Written(NetworkState state)
    {
        using var stream = new MemoryStream();
        StateFile.Write(stream, state);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static string Text(IReadOnlyList<Happened> history) =>
        string.Concat(history.Select(happened => Encoding.UTF8.GetString(EventCodec.Encode(happened).Json.Span)));

    private protected sealed class Node(IJournal journal, Sealing seals, Func<Sealing, ISnapshots> snapshots) : IAsyncDisposable
    {
        public IJournal Journal => journal;

        public Sealing Seals => seals;

        public ISnapshots Snapshots { get; } = snapshots(seals);

        public NetworkHost Networks { get; } = new(journal, snapshots(seals), seals: seals);

        public async ValueTask DisposeAsync()
        {
            await Networks.DisposeAsync();
            await seals.DisposeAsync();
            await journal.DisposeAsync();
        }
    }
}
