using System.Buffers;
using System.Text.Json;
using Circles.Grains.Kernel;
using Circles.GraphQL.Execution;
using Circles.Schema;
using Circles.Schema.Packs;
using Circles.Silo;

namespace Circles.Gateway.Demo;

/// <summary>Sends operations through the engine, as a client with somebody's token would.</summary>
internal sealed class DemoMutations(GraphQLEngine engine, INetworks networks, PackLibrary packs, TimeProvider time)
{
    /// <summary>Runs one mutation and gives what it answers.</summary>
    /// <param name="network">Where it is run.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="name">The mutation's name.</param>
    /// <param name="input">Its input, as JSON.</param>
    /// <param name="answer">Fields of the payload to read back, in GraphQL.</param>
    /// <param name="key">The same in each try to load, so that a second try goes on where the first one ended.</param>
    /// <exception cref="DemoException">It was refused.</exception>
    public async Task<JsonElement> DoAsync(
        string network, Actor actor, string name, object input, string answer, string key, CancellationToken cancel)
    {
        var type = $"{char.ToUpperInvariant(name[0])}{name[1..]}Input";
        var data = await AskAsync(
            network,
            actor,
            $"mutation ($input: {type}!, $key: String) {{ {name}(input: $input, idempotencyKey: $key) {{ {answer} errors {{ code message path }} }} }}",
            new { input, key },
            cancel);
        var payload = data.GetProperty(name);
        return payload.GetProperty("errors").GetArrayLength() == 0
            ? payload
            : throw new DemoException($"{name} ({key}): {payload.GetProperty("errors").GetRawText()}");
    }

    /// <summary>Runs any operation and gives its data.</summary>
    public async Task<JsonElement> AskAsync(string network, Actor actor, string document, object? variables, CancellationToken cancel)
    {
        var open = await networks.OpenAsync(network, cancel);
        var output = new ArrayBufferWriter<byte>();
        await engine.ExecuteAsync(
            new GraphQLRequest
            {
                Document = document,
                Variables = JsonSerializer.SerializeToElement(variables ?? new { }),
                Context = new RequestContext
                {
                    Networks = networks,
                    Network = open,
                    Actor = actor,
                    Language = "en",
                    Packs = packs,
                    Engine = engine,
                    Time = time,
                    Snapshot = open.Current,
                },
            },
            output,
            cancel);
        var response = JsonSerializer.Deserialize<JsonElement>(output.WrittenSpan);
        return response.TryGetProperty("errors", out var errors) ? throw new DemoException($"{document}: {errors.GetRawText()}") : response.GetProperty("data");
    }
}
