using Circles.Grains.Kernel;
using Circles.Silo.Journals;
using Circles.Silo.Snapshots;
using Circles.Silo.Tests.Journals;
using Circles.Silo.Tests.Journals.Postgres;

namespace Circles.Silo.Tests.Snapshots;

public abstract class Keeping_several_snapshots
{
    private const string Demo = "demo";

    private protected abstract ISnapshots Snapshots { get; }

    [Fact]
    public async Task finds_the_newest_one_in_a_range()
    {
        foreach (var at in (int[])[10, 20, 30]) await SaveAsync(at);
        foreach (var (from, to, found) in ((long, long, long?)[])[
            (0, long.MaxValue, 30), (0, 29, 20), (20, 20, 20), (11, 19, null), (0, 9, null), (31, long.MaxValue, null)])
            Assert.Equal(found, (await Snapshots.LoadAsync(Demo, from, to))?.Position.Sequence);
    }

    [Fact]
    public async Task lets_go_of_those_that_are_one_too_many()
    {
        for (var at = 1; at <= Limits.SnapshotsMax + 3; at++) await SaveAsync(at);
        var found = new List<long>();
        for (var to = long.MaxValue; await Snapshots.LoadAsync(Demo, 0, to) is { } snapshot; to = snapshot.Position.Sequence - 1)
            found.Add(snapshot.Position.Sequence);
        Assert.Equal(Limits.SnapshotsMax, found.Count);
        Assert.Equal(Limits.SnapshotsMax + 3, found[0]);
    }

    [Fact]
    public async Task throws_all_away_together()
    {
        foreach (var at in (int[])[10, 20]) await SaveAsync(at);
        await Snapshots.DropAsync(Demo);
        Assert.Null(await Snapshots.LoadAsync(Demo));
    }

    private async Task SaveAsync(int at)
    {
        var state = Story.Told(Demo).Take(at).Aggregate(NetworkState.Empty, Domain.Evolve);
        await Snapshots.SaveAsync(Demo, new Snapshot(new JournalPosition(at, default), state));
    }
}

public sealed class Keeping_several_snapshots_in_files : Keeping_several_snapshots, IDisposable
{
    private readonly TempFolder folder = new();

    private protected override ISnapshots Snapshots => new FileSnapshots(folder.Path);

    [Fact]
    public async Task reads_the_one_that_an_older_version_kept_until_it_keeps_another()
    {
        await new FileSnapshots(folder.Path).SaveAsync("demo", new Snapshot(new JournalPosition(1, default), Story.Told("demo").Take(1).Aggregate(NetworkState.Empty, Domain.Evolve)));
        var single = Path.Combine(Path.GetDirectoryName(folder.Snapshot("demo"))!, "demo.snapshot");
        File.Move(folder.Snapshot("demo"), single);
        var old = await Snapshots.LoadAsync("demo");
        Assert.Equal(1, old!.Position.Sequence);
        await Snapshots.SaveAsync("demo", old);
        Assert.False(File.Exists(single));
        Assert.NotNull(await Snapshots.LoadAsync("demo"));
    }

    public void Dispose() => folder.Dispose();
}

public sealed class Keeping_several_snapshots_in_PostgreSQL : Keeping_several_snapshots, IAsyncLifetime
{
    private TestDatabase database = null!;
    private PostgresSnapshots snapshots = null!;

    private protected override ISnapshots Snapshots => snapshots;

    public async ValueTask InitializeAsync()
    {
        database = await TestDatabase.CreateAsync();
        snapshots = new PostgresSnapshots(await database.ConnectAsync());
    }

    public async ValueTask DisposeAsync() => await database.DisposeAsync();
}

public sealed class Thinning_snapshots
{
    [Fact]
    public void keeps_the_newest_close_together_and_the_older_ones_ever_wider_apart()
    {
        var kept = new List<long>();
        for (var at = Limits.SnapshotEvery; at <= 1_000_000; at += Limits.SnapshotEvery)
        {
            kept.Add(at);
            foreach (var gone in Thinning.TooMany(kept)) kept.Remove(gone);
        }

        Assert.Equal(Limits.SnapshotsMax, kept.Count);
        Assert.Equal(1_000_000, kept[^1]);
        // Whatever moment of these events is asked for, the nearest snapshot before it is within the budget of a question.
        Assert.All(kept.Zip(kept.Prepend(0)), pair => Assert.InRange(pair.First - pair.Second, 1, Limits.PastReplayMax));
    }

    [Fact]
    public void lets_go_of_one_close_to_the_newest_rather_than_of_the_past()
    {
        var last = (Limits.SnapshotsMax - 1L) * Limits.SnapshotEvery;
        long[] kept = [.. Enumerable.Range(1, Limits.SnapshotsMax - 1).Select(i => (long)i * Limits.SnapshotEvery), last + 100, last + 200];
        Assert.Equal([last + 100], Thinning.TooMany(kept));
    }
}
