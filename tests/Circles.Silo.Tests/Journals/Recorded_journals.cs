using System.Text;
using System.Text.Json;
using Circles.Conventions;
using Circles.Grains.Kernel;
using Circles.Silo.Journals;

namespace Circles.Silo.Tests.Journals;

/// <summary>Journals written by earlier versions must replay for good. A file here is never changed; a new event gets a new file.</summary>
public sealed class Recorded_journals
{
    private const string Slug = "recorded";

    private static string Newest => Files.Select(file => file.Data).Max(StringComparer.Ordinal)!;

    public static TheoryData<string> Files =>
        [.. new DirectoryInfo(Path.Combine(AppContext.BaseDirectory, "Fixtures")).GetFiles("journal-*.jsonl").Select(file => file.Name)];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Replay_with_the_hashes_that_they_were_written_with(string file)
    {
        var recorded = Read(file);
        await using var journal = new VolatileJournal();
        await journal.AppendAsync(Slug, 0, [.. recorded.Select(stored => stored.Event)]);
        var kept = await Given.ReadAllAsync(journal, Slug);
        Assert.Equal(recorded.Select(stored => stored.Position), kept.Select(stored => stored.Position));
        Assert.Equal(recorded.Count, (await Given.ReplayAsync(journal, Slug)).Sequence);
    }

    /// <summary>Of this version; events of earlier ones have got members since, which it would write as well.</summary>
    [Fact]
    public void Would_be_written_today_byte_for_byte() => Assert.All(Read(Newest), stored => Assert.Equal(
        Encoding.UTF8.GetString(stored.Event.Json.Span),
        Encoding.UTF8.GetString(EventCodec.Encode(EventCodec.Decode(stored.Sequence, stored.Event.Name, stored.Event.Json.Span)).Json.Span)));

    [Fact]
    public async Task Say_what_they_said()
    {
        await using var journal = new VolatileJournal();
        await journal.AppendAsync(Slug, 0, [.. Read("journal-1.jsonl").Select(stored => stored.Event)]);
        var state = await Given.ReplayAsync(journal, Slug);
        Assert.Equal("Sieć", state.Network!.Name);
        Assert.Equal(["PL", "PL51", "PL52"], state.Network.Regions.Keys);
        Assert.Equal(["Ana", "Ben", "Hana"], state.People.Values.Select(person => person.Name));
        Assert.Equal("Warsztat II", Assert.Single(state.Organisations.Values).Name);
        Assert.Equal("Dwoje", Assert.Single(state.Circles.Values).Name);
        Assert.Equal(2, state.Sessions.Count);
        Assert.Equal("Było dobrze.\n\"Naprawdę\" — 100 % 😀", Assert.Single(state.Diaries.Values).Text);
        Assert.Equal(3, state.Applications.Count);
        Assert.Equal(Given.Noon + NodaTime.Duration.FromHours(state.Sequence), state.At);
    }

    [Fact]
    public void Hold_every_event_there_is()
    {
        var recorded = Files.SelectMany(file => Read(file.Data)).Select(stored => stored.Event.Name);
        Assert.Empty(EventCodec.StoredNames.Except(recorded));
    }

    /// <summary>Writes the next file beside this one's, when the story has grown. Run by name only.</summary>
    [Fact(Explicit = true)]
    public async Task Are_made_by_hand()
    {
        await using var journal = new VolatileJournal();
        await journal.AppendAsync(Slug, 0, [.. Story.Told(Slug).Select(EventCodec.Encode)]);
        var lines =
            from stored in await Given.ReadAllAsync(journal, Slug)
            let json = Encoding.UTF8.GetString(stored.Event.Json.Span)
            select $$"""{"sequence":{{stored.Sequence}},"name":"{{stored.Event.Name}}","hash":"{{stored.Hash}}","json":{{json}}}""";
        var next = Enumerable.Range(1, 1_000)
            .Select(i => Repository.FullPath($"tests/Circles.Silo.Tests/Fixtures/journal-{i}.jsonl"))
            .First(file => !File.Exists(file));
        await File.WriteAllLinesAsync(next, lines);
    }

    private static List<StoredEvent> Read(string file) =>
    [
        .. from line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Fixtures", file))
           let stored = JsonElement.Parse(line)
           select new StoredEvent(
               stored.GetProperty("sequence").GetInt64(),
               new EncodedEvent(stored.GetProperty("name").GetString()!, Encoding.UTF8.GetBytes(stored.GetProperty("json").GetRawText())),
               ChainHash.Read(Convert.FromHexString(stored.GetProperty("hash").GetString()!))),
    ];
}
