using System.Net;
using System.Text.Json;

namespace Circles.Gateway.Tests;

/// <summary>Server-sent events as they cross the wire.</summary>
public sealed class Streams_of_events(Village village) : IClassFixture<Village>
{
    private const string Name = "subscription ($id: ID!, $after: Sequence) { circle(id: $id, after: $after) { name } }";

    [Fact]
    public async Task are_not_kept_by_anybody_on_the_way()
    {
        var circle = await village.FormAsync();
        using var stream = await OpenAsync(Name, new { id = circle });
        Assert.Equal((HttpStatusCode.OK, "text/event-stream"), (stream.Answer.StatusCode, stream.Answer.Content.Headers.ContentType!.MediaType));
        Assert.Equal("no-store", stream.Answer.Headers.CacheControl!.ToString());
        Assert.Equal("no", Assert.Single(stream.Answer.Headers.GetValues("X-Accel-Buffering")));
    }

    [Fact]
    public async Task carry_each_answer_with_the_number_to_resume_after()
    {
        var circle = await village.FormAsync();
        using var stream = await OpenAsync(Name, new { id = circle });
        var sequence = await village.SequenceAsync();
        var first = await stream.NextAsync();
        Assert.Equal(("next", $"{sequence}"), (first.Event, first.Id));
        Assert.Equal("""{"circle":{"name":"Oaks"}}""", first.Json.GetProperty("data").GetRawText());
        Assert.Equal($"{sequence}", first.Json.GetProperty("extensions").GetProperty("sequence").GetString());
    }

    [Fact]
    public async Task resume_after_the_last_event_that_was_heard()
    {
        var circle = await village.FormAsync();
        string heard;
        using (var stream = await OpenAsync(Name, new { id = circle })) heard = (await stream.NextAsync()).Id;
        using var again = await OpenAsync(Name, new { id = circle }, lastEventId: heard);
        await village.RenameAsync("Elms", circle);
        // Not the first answer once more.
        Assert.Equal("""{"circle":{"name":"Elms"}}""", (await again.NextAsync()).Json.GetProperty("data").GetRawText());
        using var late = await OpenAsync(Name, new { id = circle, after = heard });
        Assert.Equal("""{"circle":{"name":"Elms"}}""", (await late.NextAsync()).Json.GetProperty("data").GetRawText());
    }

    [Fact]
    public async Task resume_the_feed_without_a_gap_or_a_repetition()
    {
        var circle = await village.FormAsync();
        const string feed = "subscription ($of: ID) { activity(of: $of, after: \"0\") { sequence what } }";
        for (var i = 0; i < 5; i++) await village.RenameAsync($"Name {i}", circle);
        var heard = new List<string>();
        string? last = null;
        while (heard.Count(what => what == "circle.renamed.1") < 5)
        {
            // Cut off after each.
            using var stream = await OpenAsync(feed, new { of = circle }, lastEventId: last);
            var next = await stream.NextAsync();
            last = next.Id;
            Assert.Equal(last, next.Json.GetProperty("data").GetProperty("activity").GetProperty("sequence").GetString());
            heard.Add(next.Json.GetProperty("data").GetProperty("activity").GetProperty("what").GetString()!);
        }

        Assert.Equal(["circle.formed.1", .. Enumerable.Repeat("circle.member-joined.1", 3), .. Enumerable.Repeat("circle.renamed.1", 5)], heard);
    }

    [Fact]
    public async Task answer_a_query_by_one_event_and_the_end()
    {
        using var stream = await OpenAsync("{ __typename }", new { });
        var next = await stream.NextAsync();
        Assert.Equal(("next", ""), (next.Event, next.Id));
        Assert.Equal("""{"__typename":"Query"}""", next.Json.GetProperty("data").GetRawText());
        Assert.Equal("complete", (await stream.NextAsync()).Event);
        Assert.Equal("", await stream.RestAsync());
    }

    [Theory]
    [InlineData("{", "GRAPHQL_PARSE_FAILED")]
    [InlineData("subscription { circle(id: \"x\") { nothing } }", "GRAPHQL_VALIDATION_FAILED")]
    [InlineData("subscription ($id: ID!) { circle(id: $id) { id } }", "BAD_USER_INPUT")]
    public async Task tell_of_an_operation_that_cannot_be_run_by_an_event(string query, string code)
    {
        using var stream = await OpenAsync(query, new { });
        Assert.Equal(code, (await stream.NextAsync()).Json.GetProperty("errors")[0].GetProperty("extensions").GetProperty("code").GetString());
        Assert.Equal("complete", (await stream.NextAsync()).Event);
    }

    [Fact]
    public async Task need_a_token_as_every_request_does()
    {
        using var request = Gateway.Post("""{"query":"{ __typename }"}""", Village.Network, token: "wrong", accept: "text/event-stream");
        using var answer = await village.Gateway.Http.SendAsync(request);
        Assert.Equal((HttpStatusCode.Unauthorized, "UNAUTHENTICATED"), (answer.StatusCode, await Gateway.CodeOf(answer)));
    }

    [Theory]
    [InlineData("text/event-stream", "text/event-stream")]
    [InlineData("text/event-stream, multipart/mixed", "text/event-stream")]
    [InlineData("text/event-stream, */*;q=0.5", "text/event-stream")]
    [InlineData("application/graphql-response+json, application/json, text/event-stream, multipart/mixed", "application/graphql-response+json")]
    [InlineData("application/json;q=0.4, text/event-stream", "text/event-stream")]
    [InlineData("*/*", "application/json")]
    [InlineData("text/event-stream;q=0, application/json", "application/json")]
    public async Task are_sent_to_those_who_want_them_more_than_JSON(string accept, string type)
    {
        using var request = Gateway.Post("""{"query":"{ __typename }"}""", Village.Network, accept: accept);
        using var answer = await village.Gateway.Http.SendAsync(request);
        Assert.Equal(type, answer.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task come_by_GET_too()
    {
        var circle = await village.FormAsync();
        var query = Uri.EscapeDataString("subscription ($id: ID!) { circle(id: $id) { name } }");
        var variables = Uri.EscapeDataString(JsonSerializer.Serialize(new { id = circle }));
        using var stream = await OpenAsync(Asked(new HttpRequestMessage(HttpMethod.Get, $"/graphql?query={query}&variables={variables}")));
        Assert.Equal("""{"circle":{"name":"Oaks"}}""", (await stream.NextAsync()).Json.GetProperty("data").GetRawText());
    }

    [Theory]
    [InlineData("application/json", HttpStatusCode.OK)]
    [InlineData("application/graphql-response+json", HttpStatusCode.BadRequest)]
    [InlineData(null, HttpStatusCode.OK)]
    public async Task are_what_somebody_must_ask_for_who_asks_for_a_subscription_as_JSON(string? accept, HttpStatusCode status)
    {
        using var answer = await village.Gateway.AskAsync("subscription { activity { sequence } }", network: Village.Network, accept: accept);
        var error = (await Gateway.JsonOf(answer)).GetProperty("errors")[0];
        Assert.Equal((status, "OPERATION_KIND_MISMATCH"), (answer.StatusCode, error.GetProperty("extensions").GetProperty("code").GetString()));
        Assert.Equal("A subscription is answered by a stream of responses, and here one response was asked for.", error.GetProperty("message").GetString());
    }

    [Fact]
    public async Task begin_when_the_server_knows_what_Circles_At_Least_asks_for()
    {
        var circle = await village.FormAsync();
        var opening = OpenAsync(AtLeast(await village.SequenceAsync() + 1, circle));
        await village.RenameAsync("Elms", circle);
        using var stream = await opening;
        Assert.Equal("""{"circle":{"name":"Elms"}}""", (await stream.NextAsync()).Json.GetProperty("data").GetRawText());
    }

    [Fact]
    public async Task are_refused_by_a_server_that_does_not_come_to_know_it()
    {
        using var answer = await village.Gateway.Http.SendAsync(AtLeast(1_000_000, village.Circle));
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "NOT_CAUGHT_UP"), (answer.StatusCode, await Gateway.CodeOf(answer)));
        Assert.NotNull(answer.Headers.RetryAfter);
    }

    [Fact]
    public async Task give_a_sign_of_life_where_nothing_happens()
    {
        await using var noon = await Village.AtNoonAsync();
        using var stream = await OpenAsync(noon, "subscription { activity { sequence } }", new { }, null);
        Assert.Equal(":", await noon.Time!.PassUntil(stream.LineAsync(), TimeSpan.FromSeconds(1)));
    }

    private HttpRequestMessage AtLeast(long sequence, string circle)
    {
        var request = Gateway.Post(
            JsonSerializer.Serialize(new { query = Name, variables = new { id = circle } }), Village.Network, village.People["Ben"].Token, "text/event-stream");
        request.Headers.Add("Circles-At-Least", $"{sequence}");
        return request;
    }

    private Task<EventsReader> OpenAsync(string query, object variables, string? lastEventId = null) => OpenAsync(village, query, variables, lastEventId);

    private static Task<EventsReader> OpenAsync(Village village, string query, object variables, string? lastEventId)
    {
        var request = Asked(Gateway.Post(JsonSerializer.Serialize(new { query, variables }), Village.Network, village.People["Ben"].Token, "text/event-stream"));
        if (lastEventId is not null) request.Headers.Add("Last-Event-ID", lastEventId);
        return EventsReader.OpenAsync(village.Gateway, request);
    }

    private Task<EventsReader> OpenAsync(HttpRequestMessage request) => EventsReader.OpenAsync(village.Gateway, request);

    private static HttpRequestMessage Asked(HttpRequestMessage request)
    {
        if (request.Method != HttpMethod.Get) return request;
        request.Headers.Add("Circles-Network", Village.Network);
        request.Headers.Add("Authorization", $"Bearer {Gateway.OperatorToken}");
        request.Headers.Add("Accept", "text/event-stream");
        request.Headers.Add("GraphQL-Require-Preflight", "1");
        return request;
    }
}
