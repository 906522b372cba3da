using Circles.Grains.Kernel;
using Circles.Silo.Hosting;
using Circles.Silo.Journals;
using Circles.Silo.Journals.Postgres;
using Circles.Silo.Snapshots;
using Circles.Silo.Tests.Journals.Postgres;

namespace Circles.Silo.Tests.Snapshots;

public sealed class Snapshots_in_PostgreSQL : IAsyncLifetime
{
    private const string Demo = "demo";

    private TestDatabase database = null!;
    private PostgresDatabase connections = null!;
    private PostgresJournal journal = null!;
    private Snapshot snapshot = null!;

    public async ValueTask InitializeAsync()
    {
        database = await TestDatabase.CreateAsync();
        connections = await database.ConnectAsync();
        journal = new PostgresJournal(connections);
        await journal.AppendAsync(Demo, 0, [.. Story.Told(Demo).Select(EventCodec.Encode)]);
        var (state, end) = await Replay.FromAsync(journal, Demo, NetworkState.Empty, default, CancellationToken.None);
        snapshot = new Snapshot(end, state);
        await Kept().SaveAsync(Demo, snapshot);
    }

    public async ValueTask DisposeAsync()
    {
        await journal.DisposeAsync();
        await database.DisposeAsync();
    }

    [Fact]
    public async Task Give_every_node_the_state_that_a_replay_gives()
    {
        var loaded = await new PostgresSnapshots(await database.ConnectAsync()).LoadAsync(Demo);
        Assert.Equal(snapshot.Position, loaded!.Position);
        Assert.Equal(Written(snapshot.State), Written(loaded.State));
    }

    [Fact]
    public async Task Go_in_as_many_parts_as_they_need()
    {
        var random = new Random(5);
        var state = snapshot.State with { History = snapshot.State.History };
        // Texts that do not compress: three parts and more.
        for (var i = 0; i < 40; i++)
        {
            var text = Convert.ToHexString(Enumerable.Range(0, 60_000).Select(_ => (byte)random.Next(256)).ToArray());
            var person = state.People.Values.First() with { Id = new((UInt128)(1_000 + i)), Name = text };
            state = state with { People = state.People.SetItem(person.Id, person) };
        }

        var later = snapshot.Position with { Sequence = snapshot.Position.Sequence + 1 };
        await Kept().SaveAsync(Demo, new Snapshot(later, state));
        Assert.InRange((long)(await database.ExecuteAsync("SELECT count(*) FROM circles.snapshot_part"))!, 4, 100);
        // The position is not the state's: that is what is wrong with it, and nothing else. The one before it is in its place, then.
        await database.ExecuteAsync("DELETE FROM circles.snapshot WHERE sequence = (SELECT min(sequence) FROM circles.snapshot)");
        await database.ExecuteAsync("UPDATE circles.snapshot SET sequence = sequence - 1");
        await database.ExecuteAsync("DELETE FROM circles.snapshot_part WHERE sequence = (SELECT min(sequence) FROM circles.snapshot_part)");
        await database.ExecuteAsync("UPDATE circles.snapshot_part SET sequence = sequence - 1");
        Assert.Equal(Written(state), Written((await Kept().LoadAsync(Demo))!.State));
    }

    [Theory]
    [InlineData("UPDATE circles.snapshot_part SET content = set_byte(content, 40, 255 - get_byte(content, 40))")]
    [InlineData("UPDATE circles.snapshot_part SET content = substring(content FOR 100)")]
    [InlineData("DELETE FROM circles.snapshot_part")]
    [InlineData("UPDATE circles.snapshot SET checksum = set_byte(checksum, 0, 255 - get_byte(checksum, 0))")]
    [InlineData("UPDATE circles.snapshot SET sequence = sequence - 1")]
    public async Task Are_ignored_when_changed(string sql)
    {
        await database.ExecuteAsync(sql);
        Assert.Null(await Kept().LoadAsync(Demo));
        await using var host = new NetworkHost(journal, Kept());
        Assert.Equal(snapshot.Position.Sequence, (await host.OpenAsync(Demo)).Current.Sequence);
    }

    [Fact]
    public async Task Of_another_history_are_thrown_away()
    {
        await database.ExecuteAsync("UPDATE circles.snapshot SET hash = set_byte(hash, 0, 255 - get_byte(hash, 0))");
        await using var host = new NetworkHost(journal, Kept());
        await host.OpenAsync(Demo);
        Assert.Equal(0L, await database.ExecuteAsync("SELECT count(*) FROM circles.snapshot"));
        Assert.Equal(0L, await database.ExecuteAsync("SELECT count(*) FROM circles.snapshot_part"));
    }

    [Fact]
    public async Task Of_another_build_are_left_alone_until_they_are_replaced()
    {
        var newer = new PostgresSnapshots(connections, "another build");
        Assert.Null(await newer.LoadAsync(Demo));
        Assert.NotNull(await Kept().LoadAsync(Demo));
        await newer.SaveAsync(Demo, snapshot);
        Assert.NotNull(await newer.LoadAsync(Demo));
        Assert.Null(await Kept().LoadAsync(Demo));
    }

    [Fact]
    public async Task Are_not_replaced_by_an_earlier_state_of_a_slower_node()
    {
        await Kept().SaveAsync(Demo, new Snapshot(new JournalPosition(3, default), snapshot.State));
        Assert.Equal(snapshot.Position, (await Kept().LoadAsync(Demo))!.Position);
    }

    [Fact]
    public async Task Are_seen_by_their_own_network_only() => Assert.Null(await Kept().LoadAsync("other"));

    [Fact]
    public async Task Can_be_missing_while_the_database_is_away()
    {
        var away = await database.ConnectAsync();
        await away.DisposeAsync();
        await Assert.ThrowsAnyAsync<Exception>(async () => await new PostgresSnapshots(away).SaveAsync(Demo, snapshot));
        Assert.Null(await new PostgresSnapshots(away).LoadAsync(Demo));
    }

    private PostgresSnapshots Kept() => new(connections);

    private static string Written(NetworkState state)
    {
        using var stream = new MemoryStream();
        // These are maps without an order of their own.
        var ordered = state with { History = state.History.Clear(), Receipts = state.Receipts.Clear(), Removed = state.Removed.Clear() };
        StateFile.Write(stream, ordered);
        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }
}
