using System.Net;
using System.Text.Json;

namespace Circles.Gateway.Tests;

public sealed class What_a_request_costs(OneNetwork one) : IClassFixture<OneNetwork>
{
    private const string Query = "query ($n: Int) { people(first: $n) { nodes { name } } }";
    private const string Mutation = "mutation { defineRegion(input: { code: \"COST\", name: \"Cost\" }) { errors { code } } }";

    private Gateway Gateway => one.Gateway;

    [Theory]
    [InlineData("{ __typename }")]
    [InlineData("{ people(first: -1) { totalCount } }")]
    public async Task is_told_in_every_answer(string query)
    {
        var (requested, max) = CostIn(await Gateway.JsonOf(await Gateway.AskAsync(query)));
        Assert.InRange(requested, 0, max);
        Assert.Equal(GraphQL.Limits.CostMax, max);
    }

    [Fact]
    public async Task grows_with_the_pages_asked_for()
    {
        var (ten, _) = CostIn(await Gateway.JsonOf(await Gateway.AskAsync(Query, new { n = 10 })));
        var (hundred, _) = CostIn(await Gateway.JsonOf(await Gateway.AskAsync(Query, new { n = 100 })));
        Assert.True(hundred > ten, $"{ten}, {hundred}");
    }

    [Fact]
    public async Task can_be_asked_without_doing_anything()
    {
        using var request = Gateway.Post(JsonSerializer.Serialize(new { query = Mutation }));
        request.Headers.Add("GraphQL-Cost", "validate");
        using var answer = await Gateway.Http.SendAsync(request);
        var json = await Gateway.JsonOf(answer);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(JsonValueKind.Null, json.GetProperty("data").ValueKind);
        Assert.False(json.TryGetProperty("errors", out _));
        Assert.True(CostIn(json).Requested > 0);
        using var after = await Gateway.AskAsync("{ network { regions { code } } }");
        Assert.Equal("""{"data":{"network":{"regions":[]}}}""", await Gateway.PlainOf(after));
    }

    [Fact]
    public async Task can_be_asked_by_GET_and_then_is_not_kept()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/graphql?query={__typename}");
        request.Headers.Authorization = new("Bearer", Gateway.OperatorToken);
        request.Headers.Add("GraphQL-Cost", "validate");
        using var answer = await Gateway.Http.SendAsync(request);
        Assert.Null(answer.Headers.ETag);
        Assert.True(answer.Headers.CacheControl!.NoStore);
    }

    [Fact]
    public async Task is_not_asked_by_an_unknown_word_which_would_do_what_was_only_to_be_priced()
    {
        using var request = Gateway.Post(JsonSerializer.Serialize(new { query = Mutation }));
        request.Headers.Add("GraphQL-Cost", "valdiate");
        using var answer = await Gateway.Http.SendAsync(request);
        Assert.Equal((HttpStatusCode.BadRequest, "COST_HEADER_UNKNOWN"), (answer.StatusCode, await Gateway.CodeOf(answer)));
    }

    [Fact]
    public async Task beyond_the_maximum_is_refused_before_anything_is_done()
    {
        await using var gateway = await Gateway.StartAsync(more: "--Circles:Limits:CostMax=1");
        using var older = await gateway.AskAsync(Query, new { n = 100 });
        using var newer = await gateway.AskAsync(Query, new { n = 100 }, accept: "application/graphql-response+json");
        Assert.Equal((HttpStatusCode.OK, "COST_EXCEEDED"), (older.StatusCode, await Gateway.CodeOf(older)));
        Assert.Equal((HttpStatusCode.BadRequest, "COST_EXCEEDED"), (newer.StatusCode, await Gateway.CodeOf(newer)));
        var json = await Gateway.JsonOf(newer);
        Assert.False(json.TryGetProperty("data", out _));
        Assert.True(CostIn(json) is { Requested: > 1, Max: 1 });
    }

    [Fact]
    public async Task of_an_answer_beyond_the_largest_is_told_by_a_code()
    {
        await using var gateway = await Gateway.StartAsync(more: "--Circles:Limits:ResultBytesMax=40");
        using var older = await gateway.AskAsync("{ __schema { queryType { name } mutationType { name } } }");
        using var newer = await gateway.AskAsync("{ __schema { queryType { name } mutationType { name } } }", accept: "application/graphql-response+json");
        Assert.Equal((HttpStatusCode.OK, "RESULT_TOO_LARGE"), (older.StatusCode, await Gateway.CodeOf(older)));
        Assert.Equal((HttpStatusCode.BadRequest, "RESULT_TOO_LARGE"), (newer.StatusCode, await Gateway.CodeOf(newer)));
    }

    /// <summary>A tick is over before anything is done.</summary>
    [Fact]
    public async Task of_time_beyond_the_longest_is_told_by_a_code()
    {
        await using var gateway = await Gateway.StartAsync(more: "--Circles:Limits:ExecutionTimeMax=00:00:00.001");
        using var newer = await gateway.AskAsync(Slow, accept: "application/graphql-response+json");
        using var older = await gateway.AskAsync(Slow);
        Assert.Equal((HttpStatusCode.InternalServerError, "EXECUTION_TIMEOUT"), (newer.StatusCode, await Gateway.CodeOf(newer)));
        Assert.Equal((HttpStatusCode.OK, "EXECUTION_TIMEOUT"), (older.StatusCode, await Gateway.CodeOf(older)));
    }

    /// <summary>A commit, which waits for the disk.</summary>
    private const string Slow =
        "mutation { createNetwork(input: { slug: \"slow\", name: \"Slow\", languages: [\"en\"], timeZone: \"Europe/Warsaw\" }) { errors { code } } }";

    private static (int Requested, int Max) CostIn(JsonElement response)
    {
        var cost = response.GetProperty("extensions").GetProperty("cost");
        return (cost.GetProperty("requested").GetInt32(), cost.GetProperty("max").GetInt32());
    }
}
