using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Circles.Silo.Tests;

namespace Circles.Gateway.Tests;

public sealed class Asking_of_the_past : IAsyncLifetime
{
    private const string Name = "{ network { name } }";

    private readonly ManualTime time = new();
    private Gateway gateway = null!;
    private long before;

    public async ValueTask InitializeAsync()
    {
        gateway = await Gateway.StartAsync(time: time, more: "--Circles:Batching=true");
        await gateway.FoundAsync("first");
        await DescribeAsync("Before");
        before = await SequenceAsync();
        time.Advance(TimeSpan.FromHours(1));
        await DescribeAsync("After");
    }

    public async ValueTask DisposeAsync() => await gateway.DisposeAsync();

    [Fact]
    public async Task by_header_or_extension_by_number_or_time_is_answered_from_then()
    {
        var number = before.ToString(CultureInfo.InvariantCulture);
        foreach (var (header, extension) in ((string?, object?)[])[
            (number, null),
            ("2027-03-01T12:30:00Z", null),
            ("2027-03-01T13:30:00.5+01:00", null),
            (null, new { sequence = before }),
            (null, new { sequence = number }),
            (null, new { time = "2027-03-01T12:59:59Z" })])
        {
            using var answer = await PostAsync(Name, header, extension);
            var json = await Gateway.JsonOf(answer);
            Assert.Equal("Before", json.GetProperty("data").GetProperty("network").GetProperty("name").GetString());
            Assert.Equal([number], answer.Headers.GetValues("Circles-Sequence"));
            var told = json.GetProperty("extensions").GetProperty("asOf");
            Assert.Equal((number, "2027-03-01T12:00:00Z"), (told.GetProperty("sequence").GetString(), told.GetProperty("at").GetString()));
        }
    }

    [Fact]
    public async Task is_not_told_of_where_it_was_not_asked_for()
    {
        using var answer = await PostAsync(Name, null, new { });
        Assert.DoesNotContain("asOf", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var nothing = await PostAsync(Name, null, null);
        Assert.DoesNotContain("asOf", await nothing.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0", "AS_OF_UNKNOWN")]
    [InlineData("999999", "AS_OF_UNKNOWN")]
    [InlineData("2027-03-01T11:59:59Z", "AS_OF_UNKNOWN")]
    [InlineData("2027-03-01T13:00:01Z", "AS_OF_UNKNOWN")]
    [InlineData("", "AS_OF_INVALID")]
    [InlineData("-1", "AS_OF_INVALID")]
    [InlineData("yesterday", "AS_OF_INVALID")]
    [InlineData("2027-03-01", "AS_OF_INVALID")]
    [InlineData("99999999999999999999", "AS_OF_INVALID")]
    [InlineData("1, 2", "AS_OF_INVALID")]
    public async Task of_no_such_moment_is_refused(string header, string code)
    {
        using var answer = await PostAsync(Name, header, null);
        Assert.Equal((HttpStatusCode.BadRequest, code), (answer.StatusCode, await Gateway.CodeOf(answer)));
    }

    [Theory]
    [InlineData("""{ "asOf": 1 }""")]
    [InlineData("""{ "asOf": {} }""")]
    [InlineData("""{ "asOf": { "sequence": 1.5 } }""")]
    [InlineData("""{ "asOf": { "sequence": 1, "time": "2027-03-01T12:00:00Z" } }""")]
    [InlineData("""{ "asOf": { "time": 5 } }""")]
    [InlineData("""{ "asOf": { "event": 5 } }""")]
    public async Task by_an_extension_that_tells_no_moment_is_refused(string extensions)
    {
        using var answer = await PostAsync(Name, null, null, extensions);
        Assert.Equal((HttpStatusCode.BadRequest, "AS_OF_INVALID"), (answer.StatusCode, await Gateway.CodeOf(answer)));
    }

    [Fact]
    public async Task by_header_and_extension_at_once_is_refused()
    {
        using var answer = await PostAsync(Name, "1", new { sequence = 1 });
        Assert.Equal("AS_OF_INVALID", await Gateway.CodeOf(answer));
    }

    [Theory]
    [InlineData("""mutation { defineRegion(input: { code: "X", name: "X" }) { errors { code } } }""")]
    [InlineData("""subscription { circle(id: "x") { name } }""")]
    public async Task is_for_queries_only_and_anything_else_is_not_done(string document)
    {
        var there = await SequenceAsync();
        using var answer = await PostAsync(document, "1", null);
        Assert.Equal("AS_OF_QUERIES_ONLY", await Gateway.CodeOf(answer));
        Assert.Equal(there, await SequenceAsync());
    }

    [Fact]
    public async Task is_refused_in_the_language_of_the_viewer()
    {
        using var answer = await PostAsync(Name, "0", null, language: "pl");
        Assert.Contains("przeszłości", (await Gateway.JsonOf(answer)).GetProperty("errors")[0].GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task by_GET_can_be_kept_until_what_may_be_seen_can_have_changed()
    {
        using var answer = await GetAsync(null);
        Assert.Contains("Before", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("Circles-As-Of", answer.Headers.Vary);
        using var again = await GetAsync(answer.Headers.ETag);
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        Assert.Equal(answer.Headers.GetValues("Circles-Sequence"), again.Headers.GetValues("Circles-Sequence"));
        await DescribeAsync("Later");
        using var after = await GetAsync(answer.Headers.ETag);
        Assert.Equal(HttpStatusCode.OK, after.StatusCode);
        Assert.NotEqual(answer.Headers.ETag, after.Headers.ETag);
        Assert.Equal(await answer.Content.ReadAsStringAsync(), await after.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task before_the_viewer_came_into_the_network_is_refused_as_what_never_was()
    {
        var person = (await gateway.DataAsync(
            """mutation { registerPerson(input: { name: "Late" }) { person { id } errors { code } } }""", network: "first")).GetProperty("registerPerson").GetProperty("person").GetProperty("id").GetString();
        var came = await SequenceAsync();
        var token = (await gateway.DataAsync(
            "mutation ($input: IssueTokenInput!) { issueToken(input: $input) { secret errors { code } } }",
            new { input = new { bearer = new { person }, label = "test" } },
            "first")).GetProperty("issueToken").GetProperty("secret").GetString();
        using var then = await PostAsync(Name, before.ToString(CultureInfo.InvariantCulture), null, token: token);
        Assert.Equal("AS_OF_UNKNOWN", await Gateway.CodeOf(then));
        using var never = await PostAsync(Name, "0", null, token: token);
        Assert.Equal(await never.Content.ReadAsStringAsync(), await then.Content.ReadAsStringAsync());
        using var since = await PostAsync(Name, came.ToString(CultureInfo.InvariantCulture), null, token: token);
        Assert.Equal(HttpStatusCode.OK, since.StatusCode);
    }

    [Fact]
    public async Task in_a_batch_is_answered_each_of_its_own_moment()
    {
        var one = JsonSerializer.Serialize(new { query = Name });
        var other = JsonSerializer.Serialize(new { query = Name, extensions = new { asOf = new { sequence = before } } });
        using var mixed = await gateway.Http.SendAsync(Gateway.Post($"[{one},{other}]", "first"));
        var answers = await Gateway.JsonOf(mixed);
        Assert.Equal(["After", "Before"], answers.EnumerateArray().Select(NameIn));
        Assert.False(answers[0].TryGetProperty("extensions", out var extensions) && extensions.TryGetProperty("asOf", out _));
        Assert.Equal(
            before.ToString(CultureInfo.InvariantCulture), answers[1].GetProperty("extensions").GetProperty("asOf").GetProperty("sequence").GetString());

        // The header is for all of them: one that names a moment, too, is refused, and a mutation is not done.
        var mutation = """{"query":"mutation { defineRegion(input: { code: \"X\", name: \"X\" }) { errors { code } } }"}""";
        using var request = Gateway.Post($"[{one},{other},{mutation}]", "first");
        request.Headers.Add("Circles-As-Of", before.ToString(CultureInfo.InvariantCulture));
        var there = await SequenceAsync();
        using var headed = await gateway.Http.SendAsync(request);
        answers = await Gateway.JsonOf(headed);
        Assert.Equal("Before", NameIn(answers[0]));
        Assert.Equal(
            ["AS_OF_INVALID", "AS_OF_QUERIES_ONLY"],
            answers.EnumerateArray().Skip(1).Select(answer => answer.GetProperty("errors")[0].GetProperty("extensions").GetProperty("code").GetString()));
        Assert.Equal(there, await SequenceAsync());
    }

    [Fact]
    public async Task on_a_socket_is_answered_from_then_and_cannot_be_followed()
    {
        await using var socket = await Node.LetInAsync(gateway, "first", Gateway.OperatorToken);
        Subscribe("past", Name);
        var answer = JsonDocument.Parse(await socket.MessageAsync()).RootElement;
        Assert.Equal(("next", "Before"), (answer.GetProperty("type").GetString(), NameIn(answer.GetProperty("payload"))));
        Assert.Equal(
            before.ToString(CultureInfo.InvariantCulture),
            answer.GetProperty("payload").GetProperty("extensions").GetProperty("asOf").GetProperty("sequence").GetString());
        Assert.Equal("""{"id":"past","type":"complete"}""", await socket.MessageAsync());
        Subscribe("follow", "subscription { activity { sequence } }");
        var refused = JsonDocument.Parse(await socket.MessageAsync()).RootElement;
        Assert.Equal("error", refused.GetProperty("type").GetString());
        Assert.Equal("AS_OF_QUERIES_ONLY", refused.GetProperty("payload")[0].GetProperty("extensions").GetProperty("code").GetString());
        socket.Subscribe("now", Name);
        Assert.Equal("After", NameIn(JsonDocument.Parse(await socket.MessageAsync()).RootElement.GetProperty("payload")));

        void Subscribe(string id, string query) =>
            socket.Send(new { id, type = "subscribe", payload = new { query, extensions = new { asOf = new { sequence = before } } } });
    }

    [Fact]
    public async Task tells_the_history_up_to_then()
    {
        const string History = "{ history(of: \"ID\", first: 10) { totalCount nodes { sequence what } } }";
        var network = (await gateway.DataAsync("{ network { id } }", network: "first")).GetProperty("network").GetProperty("id").GetString();
        var query = History.Replace("ID", network, StringComparison.Ordinal);
        var now = (await gateway.DataAsync(query, network: "first")).GetProperty("history");
        using var answer = await PostAsync(query, before.ToString(CultureInfo.InvariantCulture), null);
        var then = (await Gateway.JsonOf(answer)).GetProperty("data").GetProperty("history");
        Assert.Equal((3, 2), (now.GetProperty("totalCount").GetInt32(), then.GetProperty("totalCount").GetInt32()));
        Assert.Equal(
            now.GetProperty("nodes").EnumerateArray().Skip(1).Select(node => node.GetRawText()),
            then.GetProperty("nodes").EnumerateArray().Select(node => node.GetRawText()));
    }

    private static string? NameIn(JsonElement answer) => answer.GetProperty("data").GetProperty("network").GetProperty("name").GetString();

    private Task<JsonElement> DescribeAsync(string name) => gateway.DataAsync(
        "mutation ($name: String!) { updateNetwork(input: { name: $name }) { errors { code } } }", new { name }, "first");

    private async Task<long> SequenceAsync() => long.Parse(
        (await gateway.DataAsync("{ network { sequence } }", network: "first")).GetProperty("network").GetProperty("sequence").GetString()!,
        CultureInfo.InvariantCulture);

    private async Task<HttpResponseMessage> PostAsync(
        string query, string? header, object? asOf, string? extensions = null, string language = "en", string? token = Gateway.OperatorToken)
    {
        extensions ??= asOf is null ? "null" : JsonSerializer.Serialize(new { asOf });
        using var request = Gateway.Post(
            $$"""{ "query": {{JsonSerializer.Serialize(query)}}, "extensions": {{extensions}} }""", "first", token, "application/graphql-response+json");
        if (header is not null) request.Headers.TryAddWithoutValidation("Circles-As-Of", header);
        request.Headers.AcceptLanguage.ParseAdd(language);
        return await gateway.Http.SendAsync(request);
    }

    private async Task<HttpResponseMessage> GetAsync(EntityTagHeaderValue? tag)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/graphql?query={Uri.EscapeDataString(Name)}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Gateway.OperatorToken);
        request.Headers.Add("Circles-Network", "first");
        request.Headers.Add("Circles-As-Of", "2027-03-01T12:30:00Z");
        if (tag is not null) request.Headers.IfNoneMatch.Add(tag);
        return await gateway.Http.SendAsync(request);
    }
}
