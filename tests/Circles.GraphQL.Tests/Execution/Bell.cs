using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Threading.Channels;
using Circles.GraphQL.Execution;
using Circles.GraphQL.Types;

namespace Circles.GraphQL.Tests.Execution;

/// <summary>A schema with one stream of numbers that a test rings itself, and what its resolvers saw.</summary>
internal sealed class Bell
{
    /// <summary>JSON with quotes as the engine writes them.</summary>
    public static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Channel<object> rings = Channel.CreateUnbounded<object>();

    public Bell()
    {
        var ring = new ObjectType<int>("Ring", "One ring.", () =>
        [
            new("count", Scalars.Int.NonNull, "Which.", (count, _) => count),
            new("next", Scalars.Int, "The next.", (count, _) => count == 13 ? throw new GraphQLError("Unlucky.") : count + 1),
            new("context", Scalars.Text, "Whose.", (_, field) => field.Request as string),
            Field<int>.Async("late", Scalars.Text, "Its number, later.", async (count, _) =>
            {
                await Task.Yield();
                return $"{count}";
            }),
        ]);
        Schema = new Schema(
            new ObjectType<object>("Query", "The root.", () => [new("count", Scalars.Int, "So far.", (_, _) => 0)]),
            subscription: new ObjectType<object>("Subscription", "The root.", () =>
            [
                Field<object>.Subscription(
                    "rung", ring, "Each ring.", (_, field) => Listen(field), Answer,
                    [new Argument("from", Scalars.Int.NonNull, "The least.", Default: 0)]),
            ]));
    }

    public Schema Schema { get; }

    public EngineOptions Options { get; init; } = new();

    /// <summary>Called with each event that is being answered.</summary>
    public Action<int>? Answering { get; init; }

    /// <summary>What the resolvers did.</summary>
    public List<string> Told { get; } = [];

    /// <summary>What the host was told.</summary>
    public List<string> Crashes { get; } = [];

    /// <summary>The stream's own.</summary>
    public CancellationToken Cancellation { get; private set; }

    public static Field<object> Stream(string name) =>
        Field<object>.Subscription(name, Scalars.Int, "Nothing.", (_, _) => AsyncEnumerable.Empty<object>(), (_, _) => null);

    public static Exception Broken(string how) => how switch
    {
        "say" => new GraphQLError("Torn.", "TORN"),
        "translate" => new NotSupportedException("otherwise"),
        _ => new InvalidOperationException("secret"),
    };

    /// <summary>Rings and falls silent; an exception breaks the stream.</summary>
    public void Ring(params object[] all)
    {
        foreach (var one in all)
        {
            rings.Writer.TryWrite(one);
        }

        rings.Writer.TryComplete();
    }

    public async Task<ResponseStream> SubscribeAsync(
        string document, string? variables = null, Func<object, object>? contextFor = null, CancellationToken cancellation = default)
    {
        var options = new EngineOptions
        {
            OnException = (e, path) => Crashes.Add($"{e.Message} at {string.Join('.', path)}"),
            Translate = e => e is NotSupportedException ? new GraphQLError("Put otherwise.", "OTHER") : null,
            Time = Options.Time,
            CostMax = Options.CostMax,
        };
        return await new GraphQLEngine(Schema, options).SubscribeAsync(
            new GraphQLRequest
            {
                Document = document,
                Variables = variables is null ? null : JsonDocument.Parse(variables).RootElement,
                Context = this,
                ContextFor = contextFor,
            },
            cancellation);
    }

    /// <summary>Every response until the stream ends, or the refusal.</summary>
    public async Task<IReadOnlyList<string>> HearAsync(string document, string? variables = null, Func<object, object>? contextFor = null)
    {
        var stream = await SubscribeAsync(document, variables, contextFor);
        if (stream.Refusal is { } refusal)
        {
            return [Encoding.UTF8.GetString(refusal.Json.Span)];
        }

        var heard = new List<string>();
        await foreach (var response in stream)
        {
            heard.Add(Encoding.UTF8.GetString(response.Json.Span));
        }

        return heard;
    }

    private IAsyncEnumerable<object> Listen(FieldContext field)
    {
        Cancellation = field.Cancellation;
        var from = field.Int("from");
        if (from < 0)
        {
            throw from == -1 ? new GraphQLError("No such bell.", "NOT_FOUND") : Broken("crash");
        }

        Told.Add($"rung from {from} at {string.Join('.', field.Path)}");
        return RingsAsync(from, field.Cancellation);
    }

    private async IAsyncEnumerable<object> RingsAsync(int from, [EnumeratorCancellation] CancellationToken cancellation)
    {
        try
        {
            await foreach (var ring in rings.Reader.ReadAllAsync(cancellation))
            {
                if (ring is Exception broken)
                {
                    throw broken;
                }

                if ((int)ring >= from)
                {
                    yield return ring;
                }
            }
        }
        finally
        {
            Told.Add("let go");
        }
    }

    private object? Answer(object happened, FieldContext field)
    {
        Told.Add($"event {happened} from {field.Int("from")} at {string.Join('.', field.Path)}");
        Answering?.Invoke((int)happened);
        return happened;
    }
}
