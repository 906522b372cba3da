using System.Diagnostics;
using Circles.Bench.Large;
using Circles.Grains.Kernel;
using Circles.Silo;
using Circles.Silo.Hosting;
using Circles.Silo.Journals.Sqlite;
using Circles.Silo.Snapshots;

namespace Circles.Bench;

/// <summary>Questions of the past in a journal of 100,000 events that was opened and closed at every 20,000, so that states of it are kept.</summary>
internal static class Past
{
    private const int Events = 100_000, Step = 20_000;

    public static async Task<IReadOnlyList<(string Name, TimeSpan Took)>> MeasureAsync(string folder)
    {
        var end = 0L;
        await using var journal = new SqliteJournal(folder);
        foreach (var some in new LargeNetwork(people: Events, circles: 1, sessions: 1).Events().Take(Events).Chunk(Step))
        {
            end = (await journal.AppendAsync(LargeNetwork.Slug, end, [.. some.Select(EventCodec.Encode)])).Sequence;
            await using var networks = new NetworkHost(journal, new FileSnapshots(folder));
            await networks.OpenAsync(LargeNetwork.Slug);
        }

        return
        [
            ("asOf 20,000 events back, kept there", await AskAsync(journal, folder, end - Step)),
            ("asOf 20,001 back, 19,999 replayed", await AskAsync(journal, folder, end - Step - 1)),
        ];
    }

    private static async Task<TimeSpan> AskAsync(SqliteJournal journal, string folder, long sequence)
    {
        await using var networks = new NetworkHost(journal, new FileSnapshots(folder));
        var network = await networks.OpenAsync(LargeNetwork.Slug);
        var began = Stopwatch.GetTimestamp();
        var (state, refused) = await network.AsOfAsync(new Moment.After(sequence));
        return state?.Sequence == sequence ? Stopwatch.GetElapsedTime(began) : throw new InvalidOperationException(refused?.Code);
    }
}
