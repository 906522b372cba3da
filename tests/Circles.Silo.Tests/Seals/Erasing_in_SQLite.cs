using Circles.Grains.Kernel;
using Circles.Grains.People;
using Circles.Silo.Journals;
using Circles.Silo.Journals.Sqlite;
using Circles.Silo.Seals;
using Circles.Silo.Snapshots;
using Microsoft.Data.Sqlite;

namespace Circles.Silo.Tests.Seals;

public sealed class Erasing_in_SQLite : Erasing_somebody
{
    private readonly TempFolder folder = new();

    protected override IEnumerable<string> Files => Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories);

    private protected override Task PrepareAsync() => Task.CompletedTask;

    private protected override Task<(IJournal Journal, IKeyStore Keys, Func<Sealing, ISnapshots> Snapshots)> OpenAsync() =>
        Task.FromResult<(IJournal, IKeyStore, Func<Sealing, ISnapshots>)>(
            (new SqliteJournal(folder.Path), new SqliteKeys(folder.Path, TimeSpan.FromMilliseconds(500)), seals => new FileSnapshots(folder.Path, seals)));

    public override ValueTask DisposeAsync()
    {
        folder.Dispose();
        return base.DisposeAsync();
    }

    [Fact]
    public async Task Shows_no_state_that_says_erased_while_the_key_cannot_be_destroyed()
    {
        await using var node = await NodeAsync();
        var network = await node.Networks.OpenAsync(Demo);
        await using (var held = new SqliteConnection($"Data Source={SqliteKeys.PathOf(folder.Path, Demo)};Pooling=false"))
        {
            await held.OpenAsync(TestContext.Current.CancellationToken);
            await using var hold = held.CreateCommand();
            hold.CommandText = "BEGIN EXCLUSIVE";
            await hold.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
            // Whether it was done is not known to the caller: it was, and is finished as soon as the keys can be had.
            await Assert.ThrowsAsync<JournalUnavailableException>(async () => await network.SendAsync(Given.Ask(new PersonCommand.Erase(Canaries.Zofia))));
            Assert.Empty(network.Current.Erased);
        }

        using var patience = new CancellationTokenSource(Given.Patience);
        var state = await network.CaughtUpToAsync((await Given.ReadAllAsync(node.Journal, Demo))[^1].Sequence, patience.Token);
        Assert.Equal([Canaries.Zofia], state.Erased.Keys.Select(id => id.Is<Person>(out var person) ? person : default));
        Assert.Empty(await KeyOfAsync(node, Demo, Canaries.Zofia));
    }

    [Fact]
    public async Task Closes_copies_of_the_journal_from_before_to_the_keys_of_now()
    {
        using var copies = new TempFolder();
        await SqliteBackup.CopyAsync(folder.Path, Demo, copies.Path, TestContext.Current.CancellationToken);
        using var old = new TempFolder();
        Directory.CreateDirectory(old.Networks);
        File.Copy(SqliteKeys.PathOf(folder.Path, Demo), SqliteKeys.PathOf(old.Path, Demo));
        await using (var node = await NodeAsync()) await EraseAsync(node);

        File.Copy(SqliteKeys.PathOf(folder.Path, Demo), SqliteKeys.PathOf(copies.Path, Demo));
        Assert.Equal(Gone.Text, await NameInCopyAsync(copies.Path));
        // With the keys of then it opens: it was the keys.
        File.Copy(SqliteKeys.PathOf(old.Path, Demo), SqliteKeys.PathOf(copies.Path, Demo), overwrite: true);
        Assert.StartsWith("zofia-name-", await NameInCopyAsync(copies.Path), StringComparison.Ordinal);
    }

    private async Task<string> NameInCopyAsync(string path)
    {
        await using var copy = new SqliteJournal(path);
        await using var seals = new Sealing(new SqliteKeys(path), MasterKeys.InText(MasterKey, "the test"));
        var (state, _) = await Replay.FromAsync(copy, Demo, NetworkState.Empty, default, TestContext.Current.CancellationToken, seals: seals);
        return state.People[Canaries.Zofia].Name;
    }
}
