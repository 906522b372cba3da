using System.Globalization;
using Circles.Grains.Kernel;
using Circles.Silo.Hosting;
using Circles.Silo.Journals;
using Circles.Silo.Journals.Sqlite;
using Microsoft.Data.Sqlite;

namespace Circles.Silo.Tests.Journals;

/// <summary>Damage is found, never served (P5); a write that was cut short is no damage.</summary>
public sealed class A_damaged_journal_file : IAsyncLifetime
{
    private const string Demo = "demo";
    private const int Events = 40;

    private readonly TempFolder folder = new();
    private SqliteJournal journal = null!;
    private byte[] good = [];
    private List<StoredEvent> written = [];

    public async ValueTask InitializeAsync()
    {
        journal = new SqliteJournal(folder.Path, lockedWait: TimeSpan.FromMilliseconds(50));
        var events = Given.Events(Demo, Events);
        // In two commits, so that pages are written over.
        await journal.AppendAsync(Demo, 0, events[..25]);
        await journal.AppendAsync(Demo, 25, events[25..]);
        written = await Given.ReadAllAsync(journal, Demo);
        await journal.ReleaseAsync(Demo);
        good = await File.ReadAllBytesAsync(folder.Journal(Demo));
    }

    public async ValueTask DisposeAsync()
    {
        await journal.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task With_a_flipped_bit_anywhere_is_found_or_reads_as_before()
    {
        var seed = Seed();
        var random = new Random(seed);
        var found = 0;
        for (var i = 0; i < 400; i++)
        {
            var (at, bit) = (random.Next(good.Length), random.Next(8));
            var bytes = (byte[])good.Clone();
            bytes[at] ^= (byte)(1 << bit);
            await Replace(bytes);
            try
            {
                var read = await ReplayedAsync();
                var same = written.Count == read.Count && written.Zip(read, SameEvent).All(equal => equal);
                Assert.True(same, $"Bit {bit} of byte {at}: served (CIRCLES_SEED={seed}).");
            }
            catch (SiloException)
            {
                found++;
            }
        }

        Assert.True(found > 0);
    }

    [Theory]
    [InlineData("UPDATE event SET json = CAST(replace(CAST(json AS TEXT), 'Region 9', 'Region 8') AS BLOB) WHERE sequence = 10", 10)]
    [InlineData("UPDATE event SET name = 'network.described.1' WHERE sequence = 7", 7)]
    [InlineData("DELETE FROM event WHERE sequence = 12", 12)]
    [InlineData("DELETE FROM event WHERE sequence = 1", 1)]
    [InlineData("DELETE FROM event WHERE sequence > 30", 40)]
    [InlineData("DELETE FROM event", 40)]
    [InlineData("DELETE FROM head", 0)]
    [InlineData("UPDATE head SET sequence = 39", 39)]
    [InlineData("UPDATE event SET hash = zeroblob(32) WHERE sequence = 20", 20)]
    [InlineData("UPDATE event SET hash = x'00' WHERE sequence = 20", 20)]
    [InlineData("UPDATE event SET sequence = 41 WHERE sequence = 40", 40)]
    [InlineData("INSERT INTO event SELECT sequence + 40, name, json, hash FROM event WHERE sequence = 40", 41)]
    [InlineData(
        "UPDATE event SET sequence = -sequence WHERE sequence IN (5, 6); UPDATE event SET sequence = sequence + 11 WHERE sequence < 0", 5)]
    [InlineData("UPDATE journal SET network = 'other'", 0)]
    [InlineData("UPDATE journal SET format = 2", 0)]
    [InlineData("DROP TABLE event", 0)]
    [InlineData("PRAGMA application_id = 1", 0)]
    public async Task That_was_edited_names_the_network_and_the_first_wrong_event(string sql, long sequence)
    {
        Edit(sql);
        var why = await Assert.ThrowsAsync<JournalDamagedException>(ReplayedAsync);
        Assert.Equal((Demo, sequence), (why.Network, why.Sequence));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(99)]
    [InlineData(4096)]
    [InlineData(-4096)]
    [InlineData(-1)]
    public async Task That_lost_its_end_is_not_served(int length)
    {
        await Replace(good[..(length >= 0 ? length : good.Length + length)]);
        await Assert.ThrowsAsync<JournalDamagedException>(ReplayedAsync);
    }

    [Fact]
    public async Task That_belongs_to_another_network_is_not_served()
    {
        await journal.AppendAsync("other", 0, Given.Events("other", 3));
        await journal.ReleaseAsync("other");
        File.Copy(folder.Journal("other"), folder.Journal(Demo), overwrite: true);
        await Assert.ThrowsAsync<JournalDamagedException>(ReplayedAsync);
    }

    [Fact]
    public async Task That_is_no_journal_is_left_as_it_is()
    {
        var text = "This is not a database, but somebody's letter.\n"u8.ToArray();
        await Replace(text);
        await Assert.ThrowsAsync<JournalDamagedException>(ReplayedAsync);
        await Assert.ThrowsAsync<JournalDamagedException>(async () => await journal.AppendAsync(Demo, 0, Given.Events(Demo, 1)));
        await journal.ReleaseAsync(Demo);
        Assert.Equal(text, await File.ReadAllBytesAsync(folder.Journal(Demo)));
    }

    [Fact]
    public async Task Takes_no_append_after_a_wrong_end()
    {
        Edit("UPDATE event SET hash = zeroblob(32) WHERE sequence = 40");
        await Assert.ThrowsAsync<JournalDamagedException>(async () => await journal.AppendAsync(Demo, 40, Given.Events(Demo, 1)));
    }

    [Fact]
    public async Task Keeps_its_network_closed_while_others_work_on()
    {
        Edit("DELETE FROM event WHERE sequence = 12");
        await using var host = new NetworkHost(journal);
        var other = await Given.FoundAndOpenAsync(host, "other");
        var why = await Assert.ThrowsAsync<JournalDamagedException>(async () => await host.OpenAsync(Demo));
        Assert.Equal("JOURNAL_DAMAGED", why.Code);
        Assert.Contains("demo", why.Message, StringComparison.Ordinal);
        Assert.False((await other.SendAsync(Given.Region("PL"))).Decision.IsRefused);
    }

    [Fact]
    public async Task Is_found_when_a_single_event_is_read_later()
    {
        await using var host = new NetworkHost(journal);
        var network = await host.OpenAsync(Demo);
        await journal.ReleaseAsync(Demo);
        Edit("UPDATE event SET json = CAST(replace(CAST(json AS TEXT), 'Region 9', 'Region 8') AS BLOB) WHERE sequence = 10");
        Assert.Equal(9, (await network.ReadAsync([9]))[0].Sequence);
        Assert.Equal(10, (await Assert.ThrowsAsync<JournalDamagedException>(async () => await network.ReadAsync([10]))).Sequence);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1000)]
    [InlineData(4000)]
    public async Task Whose_last_write_was_torn_opens_with_what_was_acknowledged(int torn)
    {
        // As after a crash: the files of a writer that still has them open.
        using var crashed = new TempFolder();
        await journal.AppendAsync(Demo, Events, [Given.Events(Demo, 2)[1]]);
        var acknowledged = await File.ReadAllBytesAsync(folder.Journal(Demo) + "-wal");
        await journal.AppendAsync(Demo, Events + 1, [Given.Events(Demo, 2)[1]]);
        var all = await File.ReadAllBytesAsync(folder.Journal(Demo) + "-wal");
        Directory.CreateDirectory(crashed.Networks);
        File.Copy(folder.Journal(Demo), crashed.Journal(Demo));
        await File.WriteAllBytesAsync(crashed.Journal(Demo) + "-wal", all[..(acknowledged.Length + torn)]);

        await using var again = new SqliteJournal(crashed.Path);
        Assert.Equal(Events + 1, (await Given.ReplayAsync(again, Demo)).Sequence);
        Assert.Equal(Events + 2, (await again.AppendAsync(Demo, Events + 1, [Given.Events(Demo, 2)[1]])).Sequence);
    }

    [Fact]
    public async Task With_a_flipped_bit_in_its_log_is_found_or_loses_at_most_the_last_commit()
    {
        const int commits = 12;
        var one = Given.Events(Demo, 2)[1];
        for (var i = 0; i < commits; i++) await journal.AppendAsync(Demo, Events + i, [one]);
        var file = await File.ReadAllBytesAsync(folder.Journal(Demo));
        var log = await File.ReadAllBytesAsync(folder.Journal(Demo) + "-wal");
        var seed = Seed();
        var random = new Random(seed);
        var found = 0;
        for (var i = 0; i < 300; i++)
        {
            var (at, bit) = (random.Next(log.Length), random.Next(8));
            var bytes = (byte[])log.Clone();
            bytes[at] ^= (byte)(1 << bit);
            await Replace(file);
            await File.WriteAllBytesAsync(folder.Journal(Demo) + "-wal", bytes);
            try
            {
                var read = (await Given.ReplayAsync(journal, Demo)).Sequence;
                Assert.True(read >= Events + commits - 1, $"Bit {bit} of byte {at}: {read} events served (CIRCLES_SEED={seed}).");
            }
            catch (JournalDamagedException)
            {
                found++;
            }
        }

        Assert.True(found > 0);
    }

    private static int Seed()
    {
        var seed = int.Parse(Environment.GetEnvironmentVariable("CIRCLES_SEED") ?? "20270301", CultureInfo.InvariantCulture);
        TestContext.Current.TestOutputHelper?.WriteLine($"CIRCLES_SEED={seed}");
        return seed;
    }

    private static bool SameEvent(StoredEvent a, StoredEvent b) =>
        a.Sequence == b.Sequence && a.Hash == b.Hash && a.Event.Name == b.Event.Name
        && a.Event.Json.Span.SequenceEqual(b.Event.Json.Span);

    private async Task<List<StoredEvent>> ReplayedAsync()
    {
        await Given.ReplayAsync(journal, Demo);
        return await Given.ReadAllAsync(journal, Demo);
    }

    private async Task Replace(byte[] bytes)
    {
        await journal.ReleaseAsync(Demo);
        File.Delete(folder.Journal(Demo) + "-wal");
        File.Delete(folder.Journal(Demo) + "-shm");
        await File.WriteAllBytesAsync(folder.Journal(Demo), bytes);
    }

    private void Edit(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={folder.Journal(Demo)};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
