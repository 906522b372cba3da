using System.Collections;
using System.Text.Json;
using Circles.Grains.Kernel;
using Circles.Silo.Hosting;
using Circles.Silo.Journals;
using Circles.Silo.Snapshots;
using Circles.Silo.Tests.Journals;

namespace Circles.Silo.Tests.Snapshots;

public sealed class Opening_from_a_snapshot : IAsyncLifetime
{
    private const string Demo = "demo";

    private readonly TempFolder folder = new();
    private readonly VolatileJournal journal = new();
    private Snapshot snapshot = null!;

    public async ValueTask InitializeAsync()
    {
        await journal.AppendAsync(Demo, 0, [.. Story.Told(Demo).Select(EventCodec.Encode)]);
        var (state, end) = await Replay.FromAsync(journal, Demo, NetworkState.Empty, default, CancellationToken.None);
        snapshot = new Snapshot(end, state);
        await Files().SaveAsync(Demo, snapshot);
    }

    public ValueTask DisposeAsync()
    {
        folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Gives_the_state_that_a_replay_gives_tables_and_indexes()
    {
        var loaded = await Files().LoadAsync(Demo);
        Assert.Equal(snapshot.Position, loaded!.Position);
        AssertSame(snapshot.State, loaded.State);
    }

    [Fact]
    public async Task Gives_a_state_that_goes_on_as_a_replayed_one_does()
    {
        var more = await journal.AppendAsync(Demo, snapshot.Position.Sequence, [Given.Events(Demo, 2)[1]]);
        await using var host = new NetworkHost(journal, Files());
        var state = (await host.OpenAsync(Demo)).Current;
        Assert.Equal(more.Sequence, state.Sequence);
        AssertSame(await Given.ReplayAsync(journal, Demo), state);
    }

    [Fact]
    public void Holds_every_table_of_the_state()
    {
        // An index says what a table says in another order, and is named after it: PeopleByOrganisation. So does what is due.
        var tables = typeof(NetworkState).GetProperties()
            .Where(property => property.GetMethod is { IsStatic: false })
            .Select(property => property.Name)
            .Where(name => !name.Contains("By", StringComparison.Ordinal))
            .Except([nameof(NetworkState.Today), nameof(NetworkState.Due)]);
        Assert.Equal(tables.Order(), typeof(StateFile).GetProperties().Select(property => property.Name).Order());
    }

    [Fact]
    public async Task Reads_only_what_came_after()
    {
        var reads = new FaultyJournal(journal);
        await using var host = new NetworkHost(reads, Files());
        await host.OpenAsync(Demo);
        Assert.Equal([snapshot.Position.Sequence - 1, snapshot.Position.Sequence], reads.ReadsAfter);
    }

    [Fact]
    public async Task Ignores_one_with_any_byte_changed()
    {
        var good = await File.ReadAllBytesAsync(folder.Snapshot(Demo));
        var random = new Random(7);
        for (var i = 0; i < 200; i++)
        {
            var bytes = (byte[])good.Clone();
            bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
            await File.WriteAllBytesAsync(folder.Snapshot(Demo), bytes);
            Assert.Null(await Files().LoadAsync(Demo));
            Assert.False(File.Exists(folder.Snapshot(Demo)));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    [InlineData(32)]
    [InlineData(500)]
    public async Task Ignores_one_that_is_cut_short(int length)
    {
        var good = await File.ReadAllBytesAsync(folder.Snapshot(Demo));
        await File.WriteAllBytesAsync(folder.Snapshot(Demo), good[..length]);
        Assert.Null(await Files().LoadAsync(Demo));
    }

    [Fact]
    public async Task Ignores_one_of_another_build() =>
        Assert.Null(await new FileSnapshots(folder.Path, "another build").LoadAsync(Demo));

    [Fact]
    public async Task Ignores_one_of_another_network()
    {
        File.Copy(folder.Snapshot(Demo), folder.Snapshot("other"));
        Assert.Null(await Files().LoadAsync("other"));
    }

    [Fact]
    public async Task Ignores_one_that_is_ahead_of_the_journal()
    {
        var older = new VolatileJournal();
        await older.AppendAsync(Demo, 0, [.. Story.Told(Demo).Take(20).Select(EventCodec.Encode)]);
        await using var host = new NetworkHost(older, Files());
        Assert.Equal(20, (await host.OpenAsync(Demo)).Current.Sequence);
        Assert.False(File.Exists(folder.Snapshot(Demo)));
    }

    [Fact]
    public async Task Ignores_one_of_another_history()
    {
        var restored = new VolatileJournal();
        await restored.AppendAsync(Demo, 0, Given.Events(Demo, (int)snapshot.Position.Sequence + 5));
        await using var host = new NetworkHost(restored, Files());
        AssertSame(await Given.ReplayAsync(restored, Demo), (await host.OpenAsync(Demo)).Current);
    }

    [Fact]
    public async Task Is_possible_after_an_orderly_stop()
    {
        File.Delete(folder.Snapshot(Demo));
        await using (var host = new NetworkHost(journal, Files()))
        {
            var network = await host.OpenAsync(Demo);
            for (var i = 0; i < Limits.SnapshotMin; i++) await network.SendAsync(Given.Region($"R{i}"));
        }

        var saved = await Files().LoadAsync(Demo);
        Assert.Equal(snapshot.Position.Sequence + Limits.SnapshotMin, saved!.Position.Sequence);
        AssertSame(await Given.ReplayAsync(journal, Demo), saved.State);
    }

    private FileSnapshots Files() => new(folder.Path);

    private static void AssertSame(NetworkState expected, NetworkState actual)
    {
        foreach (var property in typeof(NetworkState).GetProperties().Where(property => property.GetMethod is { IsStatic: false }))
            Assert.Equal(
                $"{property.Name}: {Canonical(property.GetValue(expected))}", $"{property.Name}: {Canonical(property.GetValue(actual))}");
    }

    /// <summary>Maps without regard to the order that their keys' hashes give.</summary>
    private static string Canonical(object? value) => value switch
    {
        IDictionary map => string.Join(
            "\n", map.Keys.Cast<object>().Select(key => $"{key} = {Canonical(map[key])}").Order(StringComparer.Ordinal)),
        string text => text,
        IEnumerable list => string.Join(", ", list.Cast<object>().Select(Canonical)),
        null => "",
        _ when value.GetType().Name.StartsWith("ValueTuple", StringComparison.Ordinal) => value.ToString()!,
        _ => JsonSerializer.Serialize(value, value.GetType(), Json.Options),
    };
}
