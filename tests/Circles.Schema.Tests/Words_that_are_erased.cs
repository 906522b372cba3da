using System.Buffers;
using System.Text;
using System.Text.Json;
using Circles.Conventions;
using Circles.Grains.Applications;
using Circles.Grains.Circles;
using Circles.Grains.Diaries;
using Circles.Grains.Kernel;
using Circles.Grains.People;
using Circles.Grains.Sessions;
using Circles.GraphQL.Execution;
using Circles.Schema.Packs;
using Circles.Silo;
using Circles.Silo.Hosting;
using Circles.Silo.Journals;

namespace Circles.Schema.Tests;

/// <summary>A recorded network whose last two events erase the words of its circle and of an application, asked as mentor and manager.</summary>
public sealed class Words_that_are_erased : IAsyncLifetime
{
    private const string Slug = "recorded";

    private const string Everything = """
        query ($circle: ID!, $session: ID!, $cancelled: ID!, $diary: ID!, $application: ID!) {
          circle: node(id: $circle) {
            ... on Circle {
              name description wordsErasedAt
              sessions(first: 9) { nodes { status place theme attendance { attendance } diary { text remark } } }
            }
          }
          application: node(id: $application) { ... on Application { motivation reason status wordsErasedAt } }
          a: history(of: $circle, first: 50) { ...Told }
          b: history(of: $session, first: 50) { ...Told }
          c: history(of: $cancelled, first: 50) { ...Told }
          d: history(of: $diary, first: 50) { ...Told }
          e: history(of: $application, first: 50) { ...Told }
        }
        fragment Told on HistoryConnection { nodes { what why changes { field value } } }
        """;

    private static readonly string[] Words =
        ["Dwoje", "O nas", "Wrocław", "Start", "Opole", "Choroba", "Było dobrze", "Zgoda", "Chcę", "Pasuje", "Poprawka"];

    private static readonly GraphQLEngine Engine = new(CirclesSchema.Create(), new EngineOptions { CostMax = int.MaxValue });

    private static readonly Actor Ana = new Actor.Member(new Id<Person>(20));

    private readonly VolatileJournal journal = new();
    private NetworkHost host = null!;
    private INetwork network = null!;
    private List<EncodedEvent> events = [];

    public async ValueTask InitializeAsync()
    {
        events =
        [
            .. from line in await File.ReadAllLinesAsync(Repository.FullPath("tests/Circles.Silo.Tests/Fixtures/journal-3.jsonl"))
               let stored = JsonElement.Parse(line)
               select new EncodedEvent(stored.GetProperty("name").GetString()!, Encoding.UTF8.GetBytes(stored.GetProperty("json").GetRawText())),
        ];
        await journal.AppendAsync(Slug, 0, events[..^2]);
        host = new NetworkHost(journal);
        network = await host.OpenAsync(Slug);
    }

    public async ValueTask DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public async Task Can_be_read_until_then()
    {
        var told = await AskAsync(null);
        // Some have taken the place of others: of them the history tells.
        Assert.Equal(Words, Words.Where(word => told.Contains(word, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Are_told_no_more_nor_of_the_past(bool past)
    {
        await journal.AppendAsync(Slug, events.Count - 2, events[^2..]);
        await network.CaughtUpToAsync(events.Count);
        var told = await AskAsync(past ? new Moment.After(events.Count - 2) : null);
        Assert.DoesNotContain(Words, word => told.Contains(word, StringComparison.Ordinal));
        var data = JsonElement.Parse(told).GetProperty("data");
        Assert.NotEqual(JsonValueKind.Null, data.GetProperty("circle").GetProperty("wordsErasedAt").ValueKind);
        Assert.Equal("ACCEPTED", data.GetProperty("application").GetProperty("status").GetString());
        // What happened, and what is no word, is told as before.
        Assert.Contains("circle.renamed.1", told, StringComparison.Ordinal);
        Assert.Contains("""{"field":"minutes","value":"45"}""", told, StringComparison.Ordinal);
        Assert.Contains("""{"field":"text","value":null}""", told, StringComparison.Ordinal);
        Assert.Contains("""{"attendance":"PRESENT"}""", told, StringComparison.Ordinal);
    }

    private async Task<string> AskAsync(Moment? moment)
    {
        var context = new RequestContext
        {
            Networks = host,
            Network = network,
            Actor = Ana,
            Language = "en",
            Packs = PackLibrary.Load(Repository.FullPath("packs")),
            Engine = Engine,
            Time = TimeProvider.System,
            Snapshot = network.Current,
        };
        if (moment is not null) context = (await context.AsOfAsync(moment, CancellationToken.None)).Context!;
        var output = new ArrayBufferWriter<byte>();
        await Engine.ExecuteAsync(
            new GraphQLRequest
            {
                Document = Everything,
                Variables = JsonSerializer.SerializeToElement(new
                {
                    circle = $"{new Id<Circle>(40)}",
                    session = $"{new Id<Session>(50)}",
                    cancelled = $"{new Id<Session>(51)}",
                    diary = $"{new Id<DiaryEntry>(60)}",
                    application = $"{new Id<Application>(70)}",
                }),
                Context = context,
            },
            output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
