using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Circles.GraphQL.Execution;
using Circles.GraphQL.Types;

namespace Circles.GraphQL.Tests.Execution;

public sealed class A_subscription
{
    private readonly Bell bell = new();

    [Fact]
    public async Task answers_each_event_with_one_whole_response()
    {
        bell.Ring(1, 2);
        Assert.Equal(
            ["""{"data":{"rung":{"count":1,"next":2}}}""", """{"data":{"rung":{"count":2,"next":3}}}"""],
            await bell.HearAsync("subscription { rung { count next } }"));
    }
}

/// <summary>A schema with one stream of numbers that a test rings itself, and what is known of its listeners.</summary>
internal sealed class Bell
{
    private readonly Channel<object> events = Channel.CreateUnbounded<object>();

    public Bell()
    {
        var ring = new ObjectType<int>("Ring", "One ring.", () =>
        [
            new("count", Scalars.Int.NonNull, "Which.", (count, _) => count),
            new("next", Scalars.Int, "The next.", (count, _) => count + 1),
        ]);
        Schema = new Schema(
            new ObjectType<object>("Query", "The root.", () => [new("rung", Scalars.Int, "So far.", (_, _) => 0)]),
            subscription: new ObjectType<object>("Subscription", "The root.", () =>
            [
                Field<object>.Subscription("rung", ring, "Each ring.", (_, field) => ListenAsync(field.Cancellation), (happened, _) => happened),
            ]));
    }

    public Schema Schema { get; }

    public void Ring(params object[] counts)
    {
        foreach (var count in counts)
        {
            events.Writer.TryWrite(count);
        }

        events.Writer.TryComplete();
    }

    public async Task<IReadOnlyList<string>> HearAsync(string document, string? variables = null)
    {
        var stream = await new GraphQLEngine(Schema).SubscribeAsync(new GraphQLRequest
        {
            Document = document,
            Variables = variables is null ? null : JsonDocument.Parse(variables).RootElement,
            Context = this,
        });
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

    private async IAsyncEnumerable<object> ListenAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var happened in events.Reader.ReadAllAsync(cancellation))
        {
            yield return happened;
        }
    }
}
