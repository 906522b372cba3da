using System.Text;
using Circles.GraphQL.Execution;
using Circles.GraphQL.Language;
using Circles.GraphQL.Types;

namespace Circles.GraphQL.Tests.Execution;

public sealed class A_subscription
{
    private readonly Bell bell = new();

    [Fact]
    public async Task is_answered_with_one_whole_response_for_each_event()
    {
        bell.Ring(1, 2);
        Assert.Equal(
            ["""{"data":{"rung":{"count":1,"next":2}}}""", """{"data":{"rung":{"count":2,"next":3}}}"""],
            await bell.HearAsync("subscription { rung { count next } }"));
    }

    [Fact]
    public async Task hands_its_arguments_to_the_stream_and_to_the_answer_of_each_event()
    {
        bell.Ring(1, 5, 9);
        Assert.Equal(
            ["""{"data":{"loud":{"count":5}}}""", """{"data":{"loud":{"count":9}}}"""],
            await bell.HearAsync("subscription ($from: Int!) { loud: rung(from: $from) { count } }", """{"from":5}"""));
        Assert.Equal(["rung from 5 at loud", "event 5 from 5 at loud", "event 9 from 5 at loud", "let go"], bell.Told);
    }

    [Fact]
    public async Task selects_through_fragments_and_conditions_as_any_operation_does()
    {
        bell.Ring(1);
        const string Document = """
            subscription ($skip: Boolean!, $with: Boolean!) { ...Root }
            fragment Root on Subscription { rung { count @skip(if: $skip) ... on Ring @include(if: $with) { next late } } }
            """;
        Assert.Equal(
            ["""{"data":{"rung":{"next":2,"late":"1"}}}"""], await bell.HearAsync(Document, """{"skip":true,"with":true}"""));
    }

    [Fact]
    public async Task goes_on_after_an_event_whose_answer_has_errors()
    {
        bell.Ring(13, 2);
        Assert.Equal(
            [
                """{"errors":[{"message":"Unlucky.","locations":[{"line":1,"column":23}],"path":["rung","next"],"extensions":{"code":"BAD_USER_INPUT"}}],"data":{"rung":{"next":null}}}""",
                """{"data":{"rung":{"next":3}}}""",
            ],
            await bell.HearAsync("subscription { rung { next } }"));
    }

    [Fact]
    public async Task gives_each_event_the_context_that_the_host_makes_for_it()
    {
        bell.Ring(1, 2);
        Assert.Equal(
            ["""{"data":{"rung":{"context":"of 1"}}}""", """{"data":{"rung":{"context":"of 2"}}}"""],
            await bell.HearAsync("subscription { rung { context } }", contextFor: happened => $"of {happened}"));
    }

    [Fact]
    public async Task executes_an_event_only_when_its_response_is_asked_for()
    {
        bell.Ring(1, 2, 3);
        var stream = await bell.SubscribeAsync("subscription { rung { count } }");
        await using var responses = stream.GetAsyncEnumerator(TestContext.Current.CancellationToken);
        Assert.Equal(["rung from 0 at rung"], bell.Told);
        Assert.True(await responses.MoveNextAsync());
        Assert.Equal(["rung from 0 at rung", "event 1 from 0 at rung"], bell.Told);
    }

    [Fact]
    public async Task tells_the_errors_apart_from_the_rest_of_a_response()
    {
        bell.Ring(13);
        await foreach (var response in await bell.SubscribeAsync("subscription { rung { next } }"))
        {
            var json = Encoding.UTF8.GetString(response.Json.Span);
            Assert.Equal($$$$"""{"errors":{{{{Encoding.UTF8.GetString(response.Errors.Span)}}}},"data":{"rung":{"next":null}}}""", json);
            Assert.Equal(new ExecutionSummary(true, 1, OperationKind.Subscription, null) { Cost = 1 }, response.Summary);
        }
    }

    [Fact]
    public async Task can_be_enumerated_once()
    {
        bell.Ring();
        var stream = await bell.SubscribeAsync("subscription { rung { count } }");
        await foreach (var _ in stream)
        {
        }

        Assert.Throws<InvalidOperationException>(() => stream.GetAsyncEnumerator(TestContext.Current.CancellationToken));
    }
}

public sealed class A_subscription_that_ends
{
    private readonly Bell bell = new();

    [Theory]
    [InlineData("crash", """{"errors":[{"message":"Internal error.","locations":[{"line":1,"column":16}],"path":["rung"],"extensions":{"code":"INTERNAL"}}]}""")]
    [InlineData("translate", """{"errors":[{"message":"Put otherwise.","locations":[{"line":1,"column":16}],"path":["rung"],"extensions":{"code":"OTHER"}}]}""")]
    [InlineData("say", """{"errors":[{"message":"Torn.","locations":[{"line":1,"column":16}],"path":["rung"],"extensions":{"code":"TORN"}}]}""")]
    public async Task because_its_source_breaks_says_so_in_a_last_response_without_data(string how, string last)
    {
        bell.Ring(1, Bell.Broken(how));
        Assert.Equal(["""{"data":{"rung":{"count":1}}}""", last], await bell.HearAsync("subscription { rung { count } }"));
        Assert.Equal(how == "crash" ? ["secret at rung"] : [], bell.Crashes);
        Assert.Equal("let go", bell.Told[^1]);
    }

    [Fact]
    public async Task by_itself_lets_go_of_its_source()
    {
        bell.Ring(1);
        Assert.Single(await bell.HearAsync("subscription { rung { count } }"));
        Assert.Equal("let go", bell.Told[^1]);
        Assert.True(bell.Cancellation.IsCancellationRequested);
    }

    [Fact]
    public async Task because_nobody_listens_any_more_lets_go_of_its_source()
    {
        bell.Ring(1, 2);
        await foreach (var _ in await bell.SubscribeAsync("subscription { rung { count } }"))
        {
            break;
        }

        Assert.Equal("let go", bell.Told[^1]);
        Assert.True(bell.Cancellation.IsCancellationRequested);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task because_it_is_cancelled_lets_go_of_its_source(bool byTheRequest)
    {
        using var request = new CancellationTokenSource();
        using var enumeration = new CancellationTokenSource();
        var stream = await bell.SubscribeAsync("subscription { rung { count } }", cancellation: request.Token);
        await using var responses = stream.GetAsyncEnumerator(enumeration.Token);
        var next = responses.MoveNextAsync().AsTask(); // No bell rings.
        Assert.False(next.IsCompleted);
        await (byTheRequest ? request : enumeration).CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next.WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.Equal("let go", bell.Told[^1]);
    }

    [Fact]
    public async Task before_anybody_listened_cancels_its_source()
    {
        using var request = new CancellationTokenSource();
        await bell.SubscribeAsync("subscription { rung { count } }", cancellation: request.Token);
        Assert.False(bell.Cancellation.IsCancellationRequested);
        await request.CancelAsync();
        Assert.True(bell.Cancellation.IsCancellationRequested);
    }
}

public sealed class A_subscription_that_is_refused
{
    private readonly Bell bell = new();

    [Theory]
    [InlineData("subscription { rung { colour } }", null, "Cannot query field \"colour\" on type \"Ring\".", "GRAPHQL_VALIDATION_FAILED")]
    [InlineData("subscription { rung", null, "Syntax Error: Expected Name, found <EOF>.", "GRAPHQL_PARSE_FAILED")]
    [InlineData("subscription A { rung { count } } subscription B { rung { count } }", null,
        "Must provide operation name if query contains multiple operations.", "OPERATION_RESOLUTION_FAILURE")]
    [InlineData("subscription ($from: Int!) { rung(from: $from) { count } }", "{}",
        "Variable \"$from\" has invalid value: Expected a value of non-null type \"Int!\" to be provided.", "BAD_USER_INPUT")]
    [InlineData("subscription { rung @skip(if: true) { count } }", null, "Anonymous Subscription must not use `@skip` or `@include` directives in the top level selection.", "GRAPHQL_VALIDATION_FAILED")]
    [InlineData("{ count }", null, "Only a subscription is answered by a stream of responses.", "OPERATION_KIND_MISMATCH")]
    public async Task is_told_why_without_a_stream(string document, string? variables, string message, string code)
    {
        var refusal = Assert.Single(await bell.HearAsync(document, variables));
        Assert.StartsWith($$$"""{"errors":[{"message":{{{System.Text.Json.JsonSerializer.Serialize(message, Bell.Plain)}}}""", refusal, StringComparison.Ordinal);
        Assert.EndsWith($$$"""{"code":"{{{code}}}"}}]}""", refusal, StringComparison.Ordinal);
        Assert.Empty(bell.Told);
    }

    [Theory]
    [InlineData(-1, """{"errors":[{"message":"No such bell.","locations":[{"line":1,"column":16}],"path":["rung"],"extensions":{"code":"NOT_FOUND"}}]}""")]
    [InlineData(-2, """{"errors":[{"message":"Internal error.","locations":[{"line":1,"column":16}],"path":["rung"],"extensions":{"code":"INTERNAL"}}]}""")]
    public async Task because_there_is_no_source_stream_is_told_in_the_field_s_name(int from, string refusal)
    {
        Assert.Equal([refusal], await bell.HearAsync($"subscription {{ rung(from: {from}) {{ count }} }}"));
        Assert.Equal(from == -2 ? ["secret at rung"] : [], bell.Crashes);
        Assert.True(bell.Cancellation.IsCancellationRequested);
    }

    [Fact]
    public async Task where_one_response_is_asked_for_is_never_executed()
    {
        var (response, summary) = await bell.Schema.AskAsync("subscription { rung { count } }");
        Assert.Equal(
            """{"errors":[{"message":"A subscription is answered by a stream of responses, and here one response was asked for.","extensions":{"code":"OPERATION_KIND_MISMATCH"}}]}""",
            response);
        Assert.Equal(new ExecutionSummary(false, 1, OperationKind.Subscription, null) { Failure = "OPERATION_KIND_MISMATCH" }, summary);
        Assert.Empty(bell.Told);
    }

    [Fact]
    public void has_no_stream_to_enumerate() => Assert.Throws<InvalidOperationException>(
        () => bell.SubscribeAsync("{ count }").GetAwaiter().GetResult().GetAsyncEnumerator(TestContext.Current.CancellationToken));

    [Fact]
    public void by_the_schema_has_fields_that_cannot_be_subscribed_to()
    {
        var query = new ObjectType<object>("Query", "Reads.", () => [Bell.Stream("a")]);
        var root = new ObjectType<object>("Subscription", "Listens.", () => [new("b", Scalars.Int, "B.", (_, _) => 1), Bell.Stream("c")]);
        var faults = Assert.Throws<SchemaException>(() => new Schema(query, subscription: root)).Message;
        Assert.Contains("Query.a must not subscribe to a stream of events: only the subscription root's fields do.", faults, StringComparison.Ordinal);
        Assert.Contains("Subscription.b must subscribe to a stream of events: it is a field of the subscription root.", faults, StringComparison.Ordinal);
        Assert.DoesNotContain("Subscription.c", faults, StringComparison.Ordinal);
    }
}
