using System.Net;

namespace Circles.Gateway.Tests;

public sealed class Pages_of_other_origins(TwoNetworks two) : IClassFixture<TwoNetworks>
{
    private const string Portal = "https://portal.example";

    [Fact]
    public async Task may_not_ask_until_the_network_says_so_and_then_that_origin_may()
    {
        await AllowAsync("second");
        Assert.Empty(await AskedAsync("first", Portal));
        await AllowAsync("first", Portal);
        var allowed = await AskedAsync("first", Portal);
        Assert.Equal(Portal, allowed["Access-Control-Allow-Origin"]);
        Assert.Contains("Circles-Sequence", allowed["Access-Control-Expose-Headers"], StringComparison.Ordinal);
        Assert.DoesNotContain("Access-Control-Allow-Credentials", allowed.Keys);
        foreach (var other in new[] { "https://portal.example.evil", "https://elsewhere.example", "http://portal.example", "https://PORTAL.example", "null", "*", "" })
            Assert.Empty(await AskedAsync("first", other));
        Assert.Empty(await AskedAsync("second", Portal));
        Assert.Equal(Portal, (await AskedAsync("first", Portal, token: "wrong"))["Access-Control-Allow-Origin"]);
        await AllowAsync("first");
        Assert.Empty(await AskedAsync("first", Portal));
    }

    [Fact]
    public async Task are_let_ask_by_the_answer_to_a_browsers_first_question_where_the_host_names_the_network()
    {
        await AllowAsync("second", Portal);
        var allowed = await PreflightAsync("second.circles.example", Portal);
        Assert.Equal(Portal, allowed["Access-Control-Allow-Origin"]);
        Assert.Equal("authorization, content-type, circles-at-least", allowed["Access-Control-Allow-Headers"]);
        Assert.Contains("POST", allowed["Access-Control-Allow-Methods"], StringComparison.Ordinal);
        Assert.DoesNotContain("Access-Control-Allow-Credentials", allowed.Keys);
        Assert.Empty(await PreflightAsync("second.circles.example", "https://elsewhere.example"));
        Assert.Empty(await PreflightAsync("first.circles.example", Portal));
        Assert.Empty(await PreflightAsync("localhost", Portal));
    }

    private Task AllowAsync(string network, params string[] origins) => two.Gateway.DataAsync(
        "mutation ($origins: [String!]!) { allowOrigins(input: { origins: $origins }) { network { origins } errors { code } } }", new { origins }, network);

    private async Task<Dictionary<string, string>> AskedAsync(string network, string origin, string token = Gateway.OperatorToken)
    {
        using var request = Gateway.Post("""{"query":"{ __typename }"}""", network, token);
        request.Headers.TryAddWithoutValidation("Origin", origin);
        return await ToldAsync(request);
    }

    private async Task<Dictionary<string, string>> PreflightAsync(string host, string origin)
    {
        using var request = new HttpRequestMessage(HttpMethod.Options, "/graphql");
        request.Headers.Host = host;
        request.Headers.Add("Origin", origin);
        request.Headers.Add("Access-Control-Request-Method", "POST");
        request.Headers.Add("Access-Control-Request-Headers", "authorization, content-type, circles-at-least");
        return await ToldAsync(request);
    }

    private async Task<Dictionary<string, string>> ToldAsync(HttpRequestMessage request)
    {
        using var answer = await two.Gateway.Http.SendAsync(request);
        Assert.NotEqual(HttpStatusCode.InternalServerError, answer.StatusCode);
        return answer.Headers.Where(header => header.Key.StartsWith("Access-Control-", StringComparison.OrdinalIgnoreCase))
            .ToDictionary(header => header.Key, header => string.Join(", ", header.Value));
    }
}
