using System.Diagnostics.Metrics;
using Circles.Bench.Mutations;
using Circles.Grains.Kernel;
using Circles.Grains.Networks;
using Circles.Grains.People;
using Circles.Silo;
using Circles.Silo.Hosting;
using Circles.Silo.Journals;
using Circles.Silo.Journals.Postgres;
using Circles.Silo.Journals.Sqlite;
using NodaTime;

namespace Circles.Bench.Writers;

/// <summary>Events in a second that one network keeps for so many writers at once, against bare inserts of as many rows into the same store.</summary>
/// <remarks>
/// Each writer asks again as soon as it is answered. The bare inserts are made twice: one commit for as many rows as there are writers, which
/// is the most that writers who wait can share, and one for as many as the silo's commits had.
/// </remarks>
internal static class Commits
{
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(2), WarmUp = TimeSpan.FromSeconds(3);

    private static long number;

    public static async Task MeasureAsync(string folder, int rounds, string word, int? writers)
    {
        Console.WriteLine(
            $"{"events in a second",-22}{"writers",8}{"Circles",10}{"in a commit",13}{"bare",10}{"share",8}{"bare, so many",15}{"share",8}");
        if ("sqlite".Contains(word, StringComparison.Ordinal))
        {
            await using var journal = new SqliteJournal(folder);
            await MeasureAsync("SQLite", journal, new BareSqlite(folder), rounds, writers);
        }

        if ("postgres".Contains(word, StringComparison.Ordinal))
        {
            await using var server = await PostgresServer.StartAsync();
            await using var database = await PostgresDatabase.OpenAsync(await server.MigrateAsync());
            await using var journal = new PostgresJournal(database);
            await MeasureAsync("PostgreSQL", journal, await BarePostgres.OpenAsync(server), rounds, writers);
        }
    }

    private static async Task MeasureAsync(string name, IJournal journal, IBareInserts bare, int rounds, int? only)
    {
        await using (bare)
        {
            await using var host = new NetworkHost(journal);
            await host.FoundAsync("bench", Ask(new NetworkCommand.Found("bench", "Bench", ["en"], "Europe/Warsaw")));
            var row = EventCodec.Encode(Domain.Handle((await host.OpenAsync("bench")).Current, Register()).Happened[0]);
            foreach (var writers in only is { } one ? [one] : (int[])[1, 32, 256])
            {
                var (ours, full, same, sizes) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
                await WriteAsync(host, writers, WarmUp);
                bare.Insert(row, writers, WarmUp);
                for (var round = 0; round < rounds; round++)
                {
                    var (rate, size) = await WriteAsync(host, writers, Turn);
                    ours.Add(rate);
                    sizes.Add(size);
                    full.Add(bare.Insert(row, writers, Turn));
                    same.Add(bare.Insert(row, Math.Max(1, (int)Math.Round(size)), Turn));
                }

                var (our, most, alike) = (Rounds.Median(ours), Rounds.Median(full), Rounds.Median(same));
                Console.WriteLine(
                    $"{name,-22}{writers,8}{our,10:F0}{Rounds.Median(sizes),13:F1}{most,10:F0}{our / most,8:F2}{alike,15:F0}{our / alike,8:F2}");
            }
        }
    }

    private static async Task<(double Rate, double Size)> WriteAsync(NetworkHost host, int writers, TimeSpan length)
    {
        using var counted = new Counted();
        var began = TimeProvider.System.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, writers).Select(_ => Task.Run(async () =>
        {
            while (TimeProvider.System.GetElapsedTime(began) < length)
            {
                var answer = await (await host.OpenAsync("bench")).SendAsync(Register());
                if (answer.Decision.IsRefused) throw new InvalidOperationException($"Refused: {answer.Decision.Refusals[0].Message}");
            }
        })));
        return (counted.Events / TimeProvider.System.GetElapsedTime(began).TotalSeconds, (double)counted.Events / counted.Commits);
    }

    private static Envelope Register() => Ask(new PersonCommand.Register(
        $"Person {Interlocked.Increment(ref number):D9}", null, null, new PersonProfile([], null, [], [], [], []), []));

    private static Envelope Ask(Command command)
    {
        var now = DateTimeOffset.UtcNow;
        // As a UUIDv7 begins: with the time.
        var seed = new UInt128((ulong)now.ToUnixTimeMilliseconds() << 16, (ulong)Interlocked.Increment(ref number) << 8);
        return new Envelope(command, Actor.Operator, Instant.FromDateTimeOffset(now), seed);
    }

    /// <summary>What the silo counted while this was there.</summary>
    private sealed class Counted : IDisposable
    {
        private readonly MeterListener listener = new();
        private long events;
        private long commits;

        public Counted()
        {
            listener.InstrumentPublished = (instrument, it) =>
            {
                if (instrument.Meter.Name == Telemetry.Name && instrument.Name is "circles.silo.events" or "circles.silo.commits")
                    it.EnableMeasurementEvents(instrument);
            };
            listener.SetMeasurementEventCallback<long>((instrument, value, _, _) =>
                Interlocked.Add(ref instrument.Name == "circles.silo.events" ? ref events : ref commits, value));
            listener.Start();
        }

        public long Events => Volatile.Read(ref events);

        public long Commits => Volatile.Read(ref commits);

        public void Dispose() => listener.Dispose();
    }
}
