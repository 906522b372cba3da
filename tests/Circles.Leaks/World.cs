using System.Buffers;
using System.Text;
using System.Text.Json;
using Circles.Conventions;
using Circles.Grains.Kernel;
using Circles.Grains.Networks;
using Circles.GraphQL.Execution;
using Circles.GraphQL.Types;
using Circles.Schema;
using Circles.Schema.Packs;
using Circles.Silo;
using Circles.Silo.Hosting;
using Circles.Silo.Journals;
using NodaTime;

namespace Circles.Leaks;

/// <summary>A network that is asked as whoever a test says, and the canaries that are planted in it: words and ids that nothing else has.</summary>
/// <remarks>Commands go through the published mutations, as an integrator's would.</remarks>
public sealed partial class World : IAsyncDisposable
{
    public static readonly GraphQL.Types.Schema Schema = CirclesSchema.Create();

    // What one question may cost is another test's matter; here a question asks for all that there is.
    private static readonly GraphQLEngine Engine = new(Schema, new EngineOptions
    {
        DocumentTokensMax = int.MaxValue,
        DocumentFieldsMax = int.MaxValue,
        FragmentExpansionMax = int.MaxValue,
        OperationDepthMax = 100,
        SelectionNestingMax = 100,
        FieldComparisonsMax = int.MaxValue,
        CostMax = int.MaxValue,
        ResultBytesMax = int.MaxValue,
        AliasesMax = int.MaxValue,
        RootFieldsMax = int.MaxValue,
        CachedDocumentsMax = 100_000,
        CachedCharactersMax = int.MaxValue,
        CachedDocumentCharactersMax = int.MaxValue,
        ExecutionTimeMax = TimeSpan.FromMinutes(5),
        Translate = exception => exception is SiloException silo ? new GraphQL.GraphQLError(silo.Message, silo.Code) : null,
        OnException = (exception, path) =>
        {
            // The network's frame is no one's who is gone: there is nothing else to answer them with.
            if (path is not ["network"]) throw new InvalidOperationException($"At {string.Join('.', path)}: {exception}");
        },
    });

    private static readonly Lazy<PackLibrary> Packs = new(LoadPacks);

    private readonly NetworkHost networks;
    private readonly TimeProvider time = new CountingClock();
    private INetwork network = null!, platform = null!;

    private World(IJournal journal) => networks = new NetworkHost(journal);

    public NetworkState State => network.Current;

    /// <summary>All who ask, by name; in a programme <c>ring.mentor</c>, outside of any <c>operator</c>.</summary>
    public Dictionary<string, Actor> Cast { get; } = new(StringComparer.Ordinal);

    /// <summary>By word (<c>zq0001x</c>) or id.</summary>
    public Dictionary<string, Canary> Canaries { get; } = new(StringComparer.Ordinal);

    /// <summary>Ids that tests name: <c>ring.secret</c> is the secret circle of the programme <c>ring</c>.</summary>
    public Dictionary<string, string> Ids { get; } = new(StringComparer.Ordinal);

    /// <summary>Places in the journal between which somebody comes to see less than before.</summary>
    public List<long> Turns { get; } = [];

    /// <summary>Whether somebody of the cast may see a canary.</summary>
    public static bool? May(string who, Canary canary) => Table.May(canary, PartOf(who, canary.Programme));

    public static Part PartOf(string who, string programme)
    {
        var (place, part) = who.Split('.') is [var a, var b] ? (a, b) : ("", who);
        var own = Enum.Parse<Part>(part, ignoreCase: true);
        return place == "" || place == programme ? own : own == Part.Manager ? Part.OtherManager : Part.OtherProgramme;
    }

    /// <summary>The response's bytes.</summary>
    /// <param name="snapshot">A state of the past; null is now.</param>
    /// <param name="ofPlatform">Asks the platform's own stream instead, where all but its operator are strangers.</param>
    public async Task<byte[]> AskAsync(
        Actor by, string document, object? variables = null, NetworkState? snapshot = null, bool ofPlatform = false)
    {
        var output = new ArrayBufferWriter<byte>();
        await Engine.ExecuteAsync(Request(by, document, variables, snapshot, ofPlatform ? platform : network), output);
        return output.WrittenSpan.ToArray();
    }

    public async Task<ResponseStream> FollowAsync(Actor by, string document, object? variables = null)
    {
        var request = Request(by, document, variables, null, network, happened => ((Circles.Schema.Live.LiveEvent)happened).Context);
        return await Engine.SubscribeAsync(request);
    }

    /// <summary>A state of the past as it may be shown today; null when the viewer was not there then.</summary>
    public async Task<NetworkState?> AsOfAsync(Actor by, long sequence)
    {
        var context = (RequestContext)Request(by, "", null, null, network).Context;
        return (await context.AsOfAsync(new Moment.After(sequence), CancellationToken.None)).Context?.Snapshot;
    }

    /// <summary>Does a mutation or fails the test.</summary>
    /// <returns>The id of what it was about.</returns>
    public async Task<string> DoAsync(Actor by, string mutation, object input, string? why = null)
    {
        var subject = Payload(mutation).Fields[0].Name;
        var bytes = await AskAsync(
            by,
            Document(mutation, $"{subject} {{ id }} errors {{ code message path }}"),
            new { input, why },
            ofPlatform: OfPlatform.Contains(mutation));
        using var response = JsonDocument.Parse(bytes);
        Assert.False(response.RootElement.TryGetProperty("errors", out _), $"{mutation}: {Encoding.UTF8.GetString(bytes)}");
        var payload = response.RootElement.GetProperty("data").GetProperty(mutation);
        Assert.True(payload.GetProperty("errors").GetArrayLength() == 0, $"{mutation} by {by}: {payload.GetProperty("errors")}");
        return payload.GetProperty(subject) is { ValueKind: JsonValueKind.Object } found ? found.GetProperty("id").GetString()! : "";
    }

    public static ObjectType Payload(string mutation) =>
        (ObjectType)Schema.Mutation!.Fields.Single(field => field.Name == mutation).Type.Named;

    public static string Document(string mutation, string selection)
    {
        var field = Schema.Mutation!.Fields.Single(field => field.Name == mutation);
        var input = field.Arguments.Single(argument => argument.Name == "input").Type;
        return $"mutation($input: {input}, $why: String, $dryRun: Boolean! = false, $key: String) {{ {mutation}(input: $input, reason: $why, "
            + $"dryRun: $dryRun, idempotencyKey: $key) {{ {selection} }} }}";
    }

    /// <summary>A word that stands nowhere else.</summary>
    public string Word(string kind, string programme)
    {
        var word = $"zq{Canaries.Count:D4}x";
        Canaries.Add(word, new Canary(kind, programme));
        return word;
    }

    /// <summary>An id that tells as much as a word does.</summary>
    private string Plant(string id, string kind, string programme, string? name = null)
    {
        Canaries.Add(id, new Canary(kind, programme));
        if (name is not null) Ids.Add(name, id);
        return id;
    }

    public async ValueTask DisposeAsync() => await networks.DisposeAsync();

    /// <summary>Founds one more beside this one.</summary>
    public async Task FoundAnotherAsync(string slug) =>
        await networks.FoundAsync(slug, time.Ask(new NetworkCommand.Found(slug, "Network", ["en"], "Europe/Warsaw"), Actor.Operator));

    private async Task FoundAsync(string slug)
    {
        await FoundAnotherAsync(Silo.Slug.Platform);
        platform = await networks.OpenAsync(Silo.Slug.Platform);
        await FoundAnotherAsync(slug);
        network = await networks.OpenAsync(slug);
    }

    private GraphQLRequest Request(
        Actor by, string document, object? variables, NetworkState? snapshot, INetwork of, Func<object, object>? contextFor = null) => new()
        {
            Document = document,
            Variables = variables is null ? null : variables as JsonElement? ?? JsonSerializer.SerializeToElement(variables),
            ContextFor = contextFor,
            Context = new RequestContext
            {
                Networks = networks,
                Network = of,
                Actor = by,
                Language = "en",
                Packs = Packs.Value,
                Engine = Engine,
                Time = time,
                Snapshot = snapshot ?? of.Current,
            },
        };

    /// <summary>Beside the shipped packs two that have circles of every audience: with the manager in the ring, and outside of it.</summary>
    private static PackLibrary LoadPacks()
    {
        var folder = Directory.CreateTempSubdirectory("circles-leaks-").FullName;
        try
        {
            foreach (var file in Directory.EnumerateFiles(Repository.FullPath("packs"), "*.json"))
                File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
            var lse = Repository.Read("packs/lse.json").Replace("[\"secret\", \"closed\"]", "[\"secret\", \"closed\", \"open\"]", StringComparison.Ordinal);
            foreach (var (name, inRing) in (ReadOnlySpan<(string, string)>)[("ring", "true"), ("strict", "false")])
                File.WriteAllText(Path.Combine(folder, $"{name}.json"), lse
                    .Replace("\"name\": \"lse\"", $"\"name\": \"{name}\"", StringComparison.Ordinal)
                    .Replace("\"managerInRing\": true", $"\"managerInRing\": {inRing}", StringComparison.Ordinal));
            return PackLibrary.Load(folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Each look at it is a millisecond later, so that ids sort in the order in which they were made.</summary>
    private sealed class CountingClock : TimeProvider
    {
        private long looks;

        public override DateTimeOffset GetUtcNow() =>
            new DateTimeOffset(2027, 3, 1, 12, 0, 0, TimeSpan.Zero).AddMilliseconds(Interlocked.Increment(ref looks));
    }
}
