using System.Net;
using System.Text.Json;
using Circles.Silo.Tests;

namespace Circles.Gateway.Tests.FairUse;

/// <summary>What somebody may ask for at once and from then on, on every way in.</summary>
public sealed class A_budget
{
    private const string Dear = "{ people(first: 50) { nodes { name } } }"; // 51
    private const string Cheap = "{ __typename }"; // one for the request

    private readonly ManualTime time = new();

    [Fact]
    public async Task is_told_in_headers()
    {
        await using var gateway = await StartAsync();
        using var answer = await gateway.AskAsync(Dear);
        Assert.Equal("\"viewer\";q=100;w=10", Assert.Single(answer.Headers.GetValues("RateLimit-Policy")));
        Assert.Equal("\"viewer\";r=49;t=6", Assert.Single(answer.Headers.GetValues("RateLimit")));
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/graphql-response+json")]
    public async Task that_is_spent_is_told_with_the_time_to_wait_and_is_there_again_after_it(string accept)
    {
        await using var gateway = await StartAsync();
        using var first = await gateway.AskAsync(Dear, accept: accept);
        using var second = await gateway.AskAsync(Dear, accept: accept);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.TooManyRequests, "RATE_LIMITED"), (first.StatusCode, second.StatusCode, await Gateway.CodeOf(second)));
        var told = (await Gateway.JsonOf(second)).GetProperty("errors")[0].GetProperty("extensions");
        // One of the 49 was taken with the request: 48 are left of 50.
        Assert.Equal((1, true), (told.GetProperty("retryAfter").GetInt32(), told.GetProperty("retryable").GetBoolean()));
        Assert.Equal(TimeSpan.FromSeconds(1), second.Headers.RetryAfter!.Delta);
        time.Advance(TimeSpan.FromSeconds(1));
        using var third = await gateway.AskAsync(Dear, accept: accept);
        Assert.Equal(HttpStatusCode.OK, third.StatusCode);
    }

    [Fact]
    public async Task counts_each_of_many_questions_under_aliases()
    {
        await using var gateway = await StartAsync();
        var guesses = string.Join(' ', Enumerable.Range(0, 20).Select(i => $"g{i}: person(reference: \"guess-{i}\") {{ id }}"));
        for (var i = 0; i < 5; i++)
        {
            using var answer = await gateway.AskAsync($"{{ {guesses} }}");
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        using var refused = await gateway.AskAsync(Cheap);
        Assert.Equal("RATE_LIMITED", await Gateway.CodeOf(refused));
    }

    [Fact]
    public async Task is_taken_by_what_is_no_operation_too_and_hardly_by_a_price()
    {
        await using var gateway = await StartAsync();
        using var faulty = await gateway.AskAsync("{ nothing }");
        using var request = Gateway.Post(JsonSerializer.Serialize(new { query = Dear }));
        request.Headers.Add("GraphQL-Cost", "validate");
        using var price = await gateway.Http.SendAsync(request);
        Assert.Equal("\"viewer\";r=99;t=1", Assert.Single(faulty.Headers.GetValues("RateLimit")));
        Assert.Equal("\"viewer\";r=98;t=1", Assert.Single(price.Headers.GetValues("RateLimit")));
    }

    [Fact]
    public async Task is_each_viewers_own_and_the_networks_together()
    {
        await using var gateway = await StartAsync("--Circles:Limits:BudgetOfNetwork=120");
        var tokens = new List<string>();
        foreach (var name in new[] { "Ana", "Ben", "Cyla" })
        {
            var person = (await gateway.DataAsync("mutation ($name: String!) { registerPerson(input: { name: $name }) { person { id } } }", new { name }))
                .GetProperty("registerPerson").GetProperty("person").GetProperty("id").GetString();
            tokens.Add((await gateway.DataAsync(
                "mutation ($person: ID!) { issueToken(input: { bearer: { person: $person }, label: \"x\" }) { secret } }", new { person })).GetProperty("issueToken").GetProperty("secret").GetString()!);
            time.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(gateway, tokens[0]));
        Assert.Equal(HttpStatusCode.TooManyRequests, await StatusAsync(gateway, tokens[0]));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(gateway, tokens[1]));
        // The network's 120 are spent, though Cyla's 100 are not, and what was refused took nothing of hers.
        Assert.Equal(HttpStatusCode.TooManyRequests, await StatusAsync(gateway, tokens[2]));
        time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(gateway, tokens[2]));
    }

    [Fact]
    public async Task of_a_network_is_what_the_platforms_operator_set()
    {
        await using var gateway = await StartAsync("--Circles:Limits:BudgetOfViewer=1000");
        await gateway.DataAsync("mutation { setQuotas(input: { costPerMinute: 60 }) { errors { code } } }");
        using var first = await gateway.AskAsync(Dear);
        using var second = await gateway.AskAsync(Dear);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.TooManyRequests), (first.StatusCode, second.StatusCode));
        // 9 of 60 were left, one was taken with the request, and one a second flows in.
        Assert.Equal(TimeSpan.FromSeconds(42), second.Headers.RetryAfter!.Delta);
    }

    [Fact]
    public async Task is_taken_by_each_request_of_a_batch()
    {
        await using var gateway = await StartAsync("--Circles:Batching=true");
        using var answer = await gateway.Http.SendAsync(Gateway.Post(JsonSerializer.Serialize(new[] { new { query = Dear }, new { query = Dear }, new { query = Cheap } })));
        var answers = await Gateway.JsonOf(answer);
        Assert.True(answers[0].TryGetProperty("data", out _));
        Assert.Equal("RATE_LIMITED", answers[1].GetProperty("errors")[0].GetProperty("extensions").GetProperty("code").GetString());
        Assert.Equal("Query", answers[2].GetProperty("data").GetProperty("__typename").GetString());
    }

    [Fact]
    public async Task is_taken_on_a_socket_and_by_each_answer_of_a_subscription()
    {
        await using var village = await Village.AtNoonAsync("--Circles:Limits:BudgetOfViewer=500", "--Circles:Limits:BudgetOfViewerPerSecond=10");
        await using var socket = await village.SocketAsync("Ben");
        socket.Subscribe("live", "subscription ($id: ID!) { circle(id: $id) { name members { person { name } } } }", new { id = village.Circle });
        var left = new List<int>();
        JsonElement heard;
        while ((heard = JsonSerializer.Deserialize<JsonElement>(await socket.MessageAsync())).GetProperty("type").GetString() == "next")
        {
            left.Add(heard.GetProperty("payload").GetProperty("extensions").GetProperty("budget").GetProperty("left").GetInt32());
            village.Time!.Advance(TimeSpan.FromTicks(1));
            await village.RenameAsync($"Name {left.Count}", as_: left.Count % 2 == 0 ? "Cyla" : "Marek");
        }

        var cost = left[0] - left[1];
        Assert.True(cost > 1);
        Assert.InRange(left[^1], 0, cost - 1);
        Assert.Equal(("error", "RATE_LIMITED"), (
            heard.GetProperty("type").GetString(), heard.GetProperty("payload")[0].GetProperty("extensions").GetProperty("code").GetString()));
        village.Time!.Advance(TimeSpan.FromMinutes(1));
        socket.Subscribe("again", Cheap);
        Assert.Contains("\"__typename\":\"Query\"", await socket.MessageAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task is_taken_by_a_stream_of_events()
    {
        await using var gateway = await StartAsync();
        using var spent = await gateway.AskAsync(Dear);
        using var request = Gateway.Post(JsonSerializer.Serialize(new { query = Dear }), accept: "text/event-stream");
        using var answer = await gateway.Http.SendAsync(request);
        Assert.Contains("RATE_LIMITED", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static async Task<HttpStatusCode> StatusAsync(Gateway gateway, string token)
    {
        using var answer = await gateway.AskAsync(Dear, token: token);
        return answer.StatusCode;
    }

    /// <summary>A hundred units, and ten more in a second.</summary>
    private async Task<Gateway> StartAsync(params string[] more)
    {
        var gateway = await Gateway.StartAsync(time: time, more:
        [
            "--Circles:Limits:BudgetOfViewer=100", "--Circles:Limits:BudgetOfViewerPerSecond=10", "--Circles:Limits:BudgetOfNetworkPerSecond=10", .. more,
        ]);
        await gateway.FoundAsync("first");
        time.Advance(TimeSpan.FromMinutes(1));
        return gateway;
    }
}
