using System.Diagnostics;
using System.Globalization;
using Circles.Grains.Kernel;
using Circles.Silo.Hosting;
using Circles.Silo.Journals;
using Circles.Silo.Journals.Sqlite;
using Circles.Silo.Snapshots;

namespace Circles.Bench.Large;

/// <summary>How long the largest network takes to open, from a snapshot and from its journal alone, and what it needs of memory.</summary>
internal static class OpeningLarge
{
    private const int EventsAtOnce = 10_000;

    /// <summary>Each opening is by a process of its own: what is measured is all that such a server needs, the making not among it.</summary>
    public static async Task MeasureAsync(string folder, int rounds)
    {
        var began = Stopwatch.GetTimestamp();
        var (events, bytes) = await MakeAsync(folder, new LargeNetwork(people: 1_000_000, circles: 100_000, sessions: 1_000_000));
        Console.WriteLine($"{events} events made in {Stopwatch.GetElapsedTime(began).TotalSeconds:F0} s, snapshot of {bytes >> 20} MiB");
        Console.WriteLine($"{"opening",-34}{"took",10}{"in use",12}{"at most",12}");
        for (var round = 0; round < rounds; round++) await OpenElsewhereAsync(folder, "snapshot");
        await OpenElsewhereAsync(folder, "journal");
    }

    /// <summary>The part of the other process.</summary>
    public static async Task OpenHereAsync(string folder, string from)
    {
        await using var journal = new SqliteJournal(folder);
        await using var networks = new NetworkHost(journal, from == "snapshot" ? new FileSnapshots(folder) : null);
        var began = Stopwatch.GetTimestamp();
        var network = await networks.OpenAsync(LargeNetwork.Slug);
        var took = Stopwatch.GetElapsedTime(began);
        var kept = GC.GetTotalMemory(forceFullCollection: true);
        using var self = Process.GetCurrentProcess();
        Console.WriteLine($"{$"1 M people, from its {from}",-34}{took.TotalSeconds,8:F1} s{kept >> 20,8} MiB{self.PeakWorkingSet64 >> 20,8} MiB");
        GC.KeepAlive(network);
    }

    /// <returns>How many events, and the snapshot's size.</returns>
    private static async Task<(long Events, long Bytes)> MakeAsync(string folder, LargeNetwork network)
    {
        await using var journal = new SqliteJournal(folder);
        var (state, end) = (NetworkState.Empty, default(JournalPosition));
        foreach (var some in network.Events().Chunk(EventsAtOnce))
        {
            end = await journal.AppendAsync(LargeNetwork.Slug, end.Sequence, [.. some.Select(EventCodec.Encode)]);
            foreach (var happened in some) state = Domain.Evolve(state, happened);
        }

        await new FileSnapshots(folder).SaveAsync(LargeNetwork.Slug, new Snapshot(end, state));
        return (end.Sequence, new DirectoryInfo(folder).EnumerateFiles("*.snapshot", SearchOption.AllDirectories).Single().Length);
    }

    private static async Task OpenElsewhereAsync(string folder, string from)
    {
        using var other = Process.Start("dotnet", [typeof(OpeningLarge).Assembly.Location, "open", folder, from]);
        await other.WaitForExitAsync();
        if (other.ExitCode != 0) throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"Opening ended with {other.ExitCode}."));
    }
}
