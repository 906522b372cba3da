using System.Diagnostics;
using Circles.Silo.Hosting;
using Circles.Silo.Journals.Sqlite;
using Circles.Silo.Snapshots;

namespace Circles.Bench;

/// <summary>From the first use of a network to its being in memory, by a second node over the same files.</summary>
internal static class Opening
{
    private const int Times = 7;

    public static async Task<IReadOnlyList<(string Name, TimeSpan Took)>> MeasureAsync(string folder)
    {
        var replayed = await MedianAsync(folder, new NoSnapshots());
        // The first opening leaves a snapshot behind when it closes.
        var kept = new FileSnapshots(folder);
        await OpenAsync(folder, kept);
        return [("opening demo, journal replayed", replayed), ("opening demo, from a snapshot", await MedianAsync(folder, kept))];
    }

    private static async Task<TimeSpan> MedianAsync(string folder, ISnapshots snapshots)
    {
        var all = new List<TimeSpan>();
        for (var i = 0; i < Times; i++) all.Add(await OpenAsync(folder, snapshots));
        return all.Order().ElementAt(Times / 2);
    }

    private static async Task<TimeSpan> OpenAsync(string folder, ISnapshots snapshots)
    {
        await using var journal = new SqliteJournal(folder);
        await using var networks = new NetworkHost(journal, snapshots);
        var began = Stopwatch.GetTimestamp();
        await networks.OpenAsync("demo");
        return Stopwatch.GetElapsedTime(began);
    }
}
