using System.Security.Cryptography;
using System.Text;
using Circles.Grains.Kernel;
using Circles.Silo.Archives;
using Circles.Silo.Journals;
using Circles.Silo.Journals.Sqlite;
using Circles.Silo.Seals;
using Circles.Silo.Tests.Journals.Postgres;
using Circles.Silo.Tests.Seals;

namespace Circles.Silo.Tests.Archives;

/// <summary>From a journal to an archive and into another journal.</summary>
public sealed class Moving_a_network
{
    private const string Slug = "recorded";

    private static readonly DateTimeOffset At = new(2027, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task keeps_every_event_hash_and_state()
    {
        await using var from = await JournalAsync();
        using var archive = await ExportAsync(from);
        using var folder = new TempFolder();
        await using var to = new SqliteJournal(folder.Path);
        var restored = await Archive.ImportAsync(to, archive);
        var (old, copy) = (await Given.ReadAllAsync(from, Slug), await Given.ReadAllAsync(to, Slug));
        Assert.Equal(new Restored(Slug, 0, old.Count), restored);
        Assert.Equal(old.Select(stored => stored.Position), copy.Select(stored => stored.Position));
        Assert.All(old.Zip(copy), pair => Assert.True(pair.First.Event.Json.Span.SequenceEqual(pair.Second.Event.Json.Span)));
        using var again = await ExportAsync(to);
        Assert.Equal(archive.ToArray(), again.ToArray());
    }

    [Fact]
    public async Task keeps_every_byte_from_SQLite_to_PostgreSQL_and_back()
    {
        await using var told = await JournalAsync();
        using var original = await ExportAsync(told);
        using var first = new TempFolder();
        using var last = new TempFolder();
        await using var database = await TestDatabase.CreateAsync();
        await using var before = new SqliteJournal(first.Path);
        await using var after = new SqliteJournal(last.Path);
        foreach (var store in (IJournal[])[before, await database.OpenAsync(), after])
        {
            original.Position = 0;
            await Archive.ImportAsync(store, original);
            using var archive = await ExportAsync(store);
            Assert.Equal(original.ToArray(), archive.ToArray());
        }
    }

    [Fact]
    public async Task does_nothing_the_second_time_and_goes_on_where_it_was_cut_off()
    {
        await using var from = await JournalAsync();
        using var archive = await ExportAsync(from);
        var all = await Given.ReadAllAsync(from, Slug);
        await using var to = new VolatileJournal();
        await to.AppendAsync(Slug, 0, [.. all.Take(5).Select(stored => stored.Event)]);
        Assert.Equal(new Restored(Slug, 5, all.Count - 5), await Archive.ImportAsync(to, archive));
        archive.Position = 0;
        Assert.Equal(new Restored(Slug, all.Count, 0), await Archive.ImportAsync(to, archive));
        Assert.Equal(all.Count, (await Given.ReadAllAsync(to, Slug)).Count);
    }

    [Fact]
    public async Task leaves_a_network_alone_that_has_gone_on_since()
    {
        await using var from = await JournalAsync();
        using var archive = await ExportAsync(from);
        var all = await Given.ReadAllAsync(from, Slug);
        await from.AppendAsync(Slug, all.Count, [Given.Events(Slug, 2)[1]]);
        Assert.Equal(new Restored(Slug, all.Count, 0), await Archive.ImportAsync(from, archive));
        Assert.Equal(all.Count + 1, (await Given.ReadAllAsync(from, Slug)).Count);
    }

    [Fact]
    public async Task is_refused_when_another_history_has_the_name()
    {
        await using var from = await JournalAsync();
        using var archive = await ExportAsync(from);
        await using var to = new VolatileJournal();
        await to.AppendAsync(Slug, 0, Given.Events(Slug, 3));
        var refused = await Assert.ThrowsAsync<ArchiveConflictException>(() => Archive.ImportAsync(to, archive));
        Assert.Equal("ARCHIVE_CONFLICT", refused.Code);
        Assert.Equal(3, (await Given.ReadAllAsync(to, Slug)).Count);
    }

    [Fact]
    public async Task is_refused_for_a_name_that_is_not_there()
    {
        await using var from = new VolatileJournal();
        await Assert.ThrowsAsync<NetworkUnknownException>(() => ExportAsync(from));
    }

    [Fact]
    public async Task begins_with_what_it_is_and_ends_with_its_checksum()
    {
        await using var from = await JournalAsync();
        using var archive = await ExportAsync(from);
        var lines = Encoding.UTF8.GetString(archive.ToArray()).Split('\n');
        Assert.Equal("""{"format":"circles-archive","version":2,"network":"recorded","exportedAt":"2027-03-01T12:00:00Z"}""", lines[0]);
        Assert.StartsWith("""{"sequence":1,"name":"network.founded.1","hash":"f4739fdc""", lines[1], StringComparison.Ordinal);
        Assert.Matches($$"""^\{"events":{{lines.Length - 3}},"sha256":"[0-9a-f]{64}"\}$""", lines[^2]);
        Assert.Equal("", lines[^1]);
    }

    [Fact]
    public async Task finds_every_byte_that_was_changed_and_every_place_it_was_cut()
    {
        await using var from = await JournalAsync();
        using var archive = await ExportAsync(from);
        var whole = archive.ToArray();
        var chance = new Random(20270301);
        for (var i = 0; i < 300; i++)
        {
            var flipped = (byte[])whole.Clone();
            flipped[chance.Next(flipped.Length)] ^= (byte)(1 << chance.Next(8));
            await RefusedAsync(flipped);
            await RefusedAsync(whole[..chance.Next(whole.Length)]);
        }

        await RefusedAsync([.. whole, .. "{}\n"u8]);
        await RefusedAsync([]);
    }

    [Fact]
    public async Task refuses_a_later_format()
    {
        await using var from = await JournalAsync();
        using var archive = await ExportAsync(from);
        var later = Encoding.UTF8.GetString(archive.ToArray()).Replace("\"version\":2", "\"version\":3", StringComparison.Ordinal);
        var refused = await RefusedAsync(Encoding.UTF8.GetBytes(later));
        Assert.Equal(1, refused.Line);
        Assert.Contains("reads archives up to version 2", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task of_the_format_before_keys_is_restored()
    {
        await using var from = await JournalAsync();
        using var archive = await ExportAsync(from);
        var lines = Encoding.UTF8.GetString(archive.ToArray()).Replace("\"version\":2", "\"version\":1", StringComparison.Ordinal).Split('\n');
        var before = string.Join('\n', lines[..^2]) + "\n";
        var end = $$"""{"events":{{lines.Length - 3}},"sha256":"{{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(before)))}}"}""" + "\n";
        await using var to = new VolatileJournal();
        using var old = new MemoryStream(Encoding.UTF8.GetBytes(before + end));
        Assert.Equal(new Restored(Slug, 0, lines.Length - 3), await Archive.ImportAsync(to, old));
    }

    [Fact]
    public async Task takes_its_keys_along_and_what_was_destroyed_stays_so()
    {
        await using var seals = new Sealing(new VolatileKeys(), MasterKeys.InText(MasterKeys.New(), "the first"));
        var canaries = new Canaries(Slug);
        await using var from = new VolatileJournal();
        await from.AppendAsync(Slug, 0, await canaries.SealedAsync(seals));
        await seals.EraseAsync(Slug, NetworkState.Empty.Erased.Add(Canaries.Zofia, Given.Noon), NetworkState.Empty.Erased);
        using var archive = new MemoryStream();
        var forTravel = MasterKeys.InText(MasterKeys.New(), "the archive's");
        await Archive.ExportAsync(from, Slug, archive, At, seals: seals, under: forTravel);
        Assert.DoesNotContain(canaries.OfEwa.First(), Encoding.UTF8.GetString(archive.ToArray()), StringComparison.Ordinal);

        await using var others = new Sealing(new VolatileKeys(), MasterKeys.InText(MasterKeys.New(), "the second"));
        await using var to = new VolatileJournal();
        archive.Position = 0;
        await Assert.ThrowsAsync<KeysUnusableException>(() => Archive.ImportAsync(to, archive, seals: others));
        archive.Position = 0;
        await Archive.ImportAsync(to, archive, seals: others, under: forTravel);
        var (state, _) = await Replay.FromAsync(to, Slug, NetworkState.Empty, default, CancellationToken.None, seals: others);
        Assert.Equal(canaries.OfEwa.First(), state.People[Canaries.Ewa].Name);
        Assert.Equal(Gone.Text, state.People[Canaries.Zofia].Name);
    }

    private static async Task<ArchiveFaultyException> RefusedAsync(byte[] bytes)
    {
        await using var to = new VolatileJournal();
        using var stream = new MemoryStream(bytes);
        var refused = await Assert.ThrowsAsync<ArchiveFaultyException>(() => Archive.ImportAsync(to, stream));
        Assert.Empty(await to.NetworksAsync());
        return refused;
    }

    private static async Task<VolatileJournal> JournalAsync()
    {
        var journal = new VolatileJournal();
        await journal.AppendAsync(Slug, 0, [.. Story.Told(Slug).Select(EventCodec.Encode)]);
        return journal;
    }

    private static async Task<MemoryStream> ExportAsync(IJournal from)
    {
        var archive = new MemoryStream();
        await Archive.ExportAsync(from, Slug, archive, At);
        archive.Position = 0;
        return archive;
    }
}
