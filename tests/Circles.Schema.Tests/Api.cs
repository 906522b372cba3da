using System.Buffers;
using System.Text.Json;
using Circles.Conventions;
using Circles.Grains.Kernel;
using Circles.Grains.Networks;
using Circles.Grains.People;
using Circles.GraphQL.Execution;
using Circles.Schema.Live;
using Circles.Schema.Packs;
using Circles.Silo;
using Circles.Silo.Hosting;
using Circles.Silo.Journals;
using NodaTime;

namespace Circles.Schema.Tests;

/// <summary>A network answering GraphQL over a journal in memory, asked as whoever the test says.</summary>
public sealed class Api : IAsyncDisposable
{
    private static readonly GraphQLEngine Engine = new(CirclesSchema.Create(), new EngineOptions
    {
        Translate = exception => exception is SiloException silo ? new GraphQL.GraphQLError(silo.Message, silo.Code) : null,
        OnException = (exception, path) => throw new InvalidOperationException($"At {string.Join('.', path)}: {exception}"),
    });

    private static readonly PackLibrary Packs = PackLibrary.Load(Repository.FullPath("packs"));

    private readonly NetworkHost networks = new(new VolatileJournal());
    private INetwork network = null!;

    public NetworkState State => network.Current;

    /// <summary>Founded by the platform's operator, with two regions.</summary>
    public static async Task<Api> FoundedAsync()
    {
        var api = new Api();
        var found = new NetworkCommand.Found("test", "Test network", ["en", "pl"], "Europe/Warsaw");
        await api.networks.FoundAsync("test", new Envelope(found, Actor.Operator, SystemNow(), NewSeed()));
        api.network = await api.networks.OpenAsync("test");
        await api.DoneAsync(Actor.Operator, """mutation { defineRegion(input: {code: "PL", name: "Poland"}) { errors { code } } }""");
        await api.DoneAsync(Actor.Operator, """mutation { defineRegion(input: {code: "PL5", name: "Lower Silesia", parent: "PL"}) { errors { code } } }""");
        return api;
    }

    /// <summary>The response as JSON.</summary>
    public async Task<JsonElement> AskAsync(Actor by, string document, object? variables = null, string language = "en")
    {
        var output = new ArrayBufferWriter<byte>();
        await Engine.ExecuteAsync(
            new GraphQLRequest
            {
                Document = document,
                Variables = variables is null ? null : variables as JsonElement? ?? JsonSerializer.SerializeToElement(variables),
                Context = Context(by, language),
            },
            output);
        return JsonDocument.Parse(output.WrittenMemory).RootElement;
    }

    /// <summary>The answers of a subscription.</summary>
    public async Task<Follower> FollowAsync(Actor by, string document, object variables)
    {
        var events = new List<LiveEvent>();
        var stream = await Engine.SubscribeAsync(new GraphQLRequest
        {
            Document = document,
            Variables = JsonSerializer.SerializeToElement(variables),
            Context = Context(by, "en"),
            ContextFor = happened =>
            {
                events.Add((LiveEvent)happened);
                return events[^1].Context;
            },
        });
        Assert.Null(stream.Refusal);
        return new Follower(stream, events);
    }

    /// <summary>The answer of a request without errors: its first root field.</summary>
    public async Task<JsonElement> GetAsync(Actor by, string document, object? variables = null, string language = "en")
    {
        var response = await AskAsync(by, document, variables, language);
        Assert.False(response.TryGetProperty("errors", out var errors), errors.ToString());
        return response.GetProperty("data").EnumerateObject().First().Value;
    }

    /// <summary>The payload of a mutation that was not refused.</summary>
    public async Task<JsonElement> DoneAsync(Actor by, string document, object? variables = null)
    {
        var payload = await GetAsync(by, document, variables);
        Assert.Equal(0, payload.GetProperty("errors").GetArrayLength());
        return payload;
    }

    /// <summary>The code of a mutation's only refusal.</summary>
    public async Task<string> RefusedAsync(Actor by, string document, object? variables = null) =>
        Assert.Single((await GetAsync(by, document, variables)).GetProperty("errors").EnumerateArray()).GetProperty("code").GetString()!;

    /// <summary>A new person of the region, as an actor.</summary>
    public async Task<Actor> PersonAsync(string name, string? region = "PL5")
    {
        var payload = await DoneAsync(
            Actor.Operator,
            "mutation($name: String!, $region: String) { registerPerson(input: {name: $name, region: $region, reference: $name}) { person { id } errors { code } } }",
            new { name, region });
        return new Actor.Member(Id<Person>.Parse(payload.GetProperty("person").GetProperty("id").GetString()!));
    }

    /// <summary>A programme at a stage where circles meet, of a pack without gates in the way.</summary>
    public async Task<string> ProgrammeAsync(Actor manager, string pack = "lse")
    {
        var payload = await DoneAsync(
            Actor.Operator,
            """
            mutation($pack: String!, $manager: ID!) {
              startProgramme(input: {name: "Programme", pack: {name: $pack}, region: "PL5", mode: BLENDED, startsOn: "2026-01-01", managers: [$manager]}) {
                programme { id nextStage { id } } errors { code message }
              }
            }
            """,
            new { pack, manager = manager.ToString() });
        return payload.GetProperty("programme").GetProperty("id").GetString()!;
    }

    public async ValueTask DisposeAsync() => await networks.DisposeAsync();

    private RequestContext Context(Actor by, string language) => new()
    {
        Networks = networks,
        Network = network,
        Actor = by,
        Language = language,
        Packs = Packs,
        Engine = Engine,
        Time = TimeProvider.System,
        Snapshot = network.Current,
    };

    private static Instant SystemNow() => Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow());

    private static UInt128 NewSeed() => new(1, 2);
}
