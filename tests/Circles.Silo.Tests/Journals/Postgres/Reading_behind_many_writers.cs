using System.Globalization;
using Circles.Grains.Kernel;
using Circles.Silo.Journals;
using Npgsql;

namespace Circles.Silo.Tests.Journals.Postgres;

/// <summary>Eight writers that commit late, roll back and race, and a transaction elsewhere that does not end (P4).</summary>
public sealed class Reading_behind_many_writers
{
    private const string Demo = "demo", Elsewhere = "elsewhere";
    private const int Writers = 8, EventsAtOnceMax = 100, Seed = 20_261_124;

    /// <summary>A small run; the whole one is <c>CIRCLES_EVENTS=1000000</c>.</summary>
    private static readonly long Events =
        long.Parse(Environment.GetEnvironmentVariable("CIRCLES_EVENTS") is { Length: > 0 } told ? told : "10000", CultureInfo.InvariantCulture);

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(20);

    [Fact]
    public async Task Skips_no_event_and_sees_none_twice()
    {
        await using var database = await TestDatabase.CreateAsync();
        EncodedEvent[] sample = [.. Given.Events(Demo, EventsAtOnceMax)];
        await using var reader = await database.OpenAsync();
        await using (var founder = await database.OpenAsync())
            foreach (var network in (string[])[Demo, Elsewhere]) await founder.AppendAsync(network, 0, [.. Given.Events(network, 1)]);

        // It has a lower transaction id than all that follow, and ends after them.
        await using var other = new NpgsqlConnection(database.Superuser + ";Pooling=false");
        await other.OpenAsync();
        await using var open = await other.BeginTransactionAsync();
        await RunAsync(other, $"UPDATE circles.head SET sequence = sequence WHERE network = '{Elsewhere}'");

        var reading = Task.Run(() => ReadAsync(reader));
        await Task.WhenAll([.. Enumerable.Range(0, Writers).Select(writer => Task.Run(() => WriteAsync(database, writer, sample))), HoldUpAsync()])
            .WaitAsync(Patience);
        var read = await reading.WaitAsync(Patience);
        await open.RollbackAsync();
        Assert.Equal(read, await database.ExecuteAsync($"SELECT sequence FROM circles.head WHERE network = '{Demo}'"));
        Assert.Equal(read, await database.ExecuteAsync($"SELECT count(*) FROM circles.event WHERE network = '{Demo}'"));

        async Task HoldUpAsync()
        {
            // Takes the head's turn, writes beyond the end, and takes it back: what it wrote was never there.
            await using var late = new NpgsqlConnection(database.Superuser + ";Pooling=false");
            await late.OpenAsync();
            while (!reading.IsCompleted)
            {
                await using var taken = await late.BeginTransactionAsync();
                await RunAsync(late, $"SELECT FROM circles.head WHERE network = '{Demo}' FOR UPDATE");
                await RunAsync(late, $"""
                    INSERT INTO circles.event SELECT * FROM jsonb_populate_record(
                        (SELECT e FROM circles.event e WHERE network = '{Demo}' AND sequence = 1), '{"{"}"sequence": 999999999{"}"}')
                    """);
                await taken.RollbackAsync();
            }
        }
    }

    private static async Task WriteAsync(TestDatabase database, int writer, EncodedEvent[] sample)
    {
        var chance = new Random(Seed + writer);
        await using var journal = await database.OpenAsync();
        for (long at = 1; at < Events;)
        {
            try
            {
                at = (await journal.AppendAsync(Demo, at, sample[..chance.Next(1, sample.Length)])).Sequence;
            }
            catch (JournalConflictException e)
            {
                at = e.Actual;
            }
        }
    }

    /// <summary>Follows as a node does: told of an end, it reads up to there.</summary>
    private static async Task<long> ReadAsync(IJournal journal)
    {
        JournalPosition at = default;
        await foreach (var end in journal.FollowAsync(Demo, 0))
        {
            await foreach (var stored in journal.ReadAsync(Demo, at.Sequence))
            {
                Assert.Equal(at.Sequence + 1, stored.Sequence);
                Assert.Equal(ChainHash.Of(at.Hash, Demo, stored.Sequence, stored.Event), stored.Hash);
                at = stored.Position;
            }

            Assert.True(at.Sequence >= end, $"Told of {end}, it found {at.Sequence}.");
            if (at.Sequence >= Events) break;
        }

        return at.Sequence;
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
