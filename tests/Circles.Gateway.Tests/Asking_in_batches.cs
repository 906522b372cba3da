using System.Net;

namespace Circles.Gateway.Tests;

public sealed class Asking_in_batches
{
    private const string Two = """[{"query":"{ network { slug } }"},{"query":"query($n: Int) { people(first: $n) { totalCount } }","variables":{"n":1}}]""";

    [Fact]
    public async Task is_refused_unless_the_settings_allow_it()
    {
        await using var gateway = await Gateway.WithNetworksAsync("first");
        using var answer = await gateway.Http.SendAsync(Gateway.Post(Two));
        Assert.Equal((HttpStatusCode.BadRequest, "BATCHING_OFF"), (answer.StatusCode, await Gateway.CodeOf(answer)));
    }

    [Fact]
    public async Task is_answered_in_order_each_request_seeing_what_the_ones_before_it_did()
    {
        await using var gateway = await Gateway.StartAsync(more: "--Circles:Batching=true");
        await gateway.FoundAsync("first");
        using var two = await gateway.Http.SendAsync(Gateway.Post(Two));
        Assert.Equal("""[{"data":{"network":{"slug":"first"}}},{"data":{"people":{"totalCount":0}}}]""", await Gateway.PlainOf(two));
        Assert.Equal("application/json", two.Content.Headers.ContentType!.MediaType);
        using var mixed = await gateway.Http.SendAsync(Gateway.Post("""
            [{"query":"{"},{"query":"mutation { defineRegion(input: { code: \"R\", name: \"R\" }) { errors { code } } }"},{"query":"{ network { regions { code } } }"},{"variables":{}}]
            """));
        var answers = await Gateway.JsonOf(mixed);
        Assert.Equal(HttpStatusCode.OK, mixed.StatusCode);
        Assert.Equal("2", Assert.Single(mixed.Headers.GetValues("Circles-Sequence")));
        Assert.Equal("GRAPHQL_PARSE_FAILED", answers[0].GetProperty("errors")[0].GetProperty("extensions").GetProperty("code").GetString());
        Assert.Equal("[]", answers[1].GetProperty("data").GetProperty("defineRegion").GetProperty("errors").GetRawText());
        Assert.Equal("R", answers[2].GetProperty("data").GetProperty("network").GetProperty("regions")[0].GetProperty("code").GetString());
        Assert.Equal("BAD_REQUEST", answers[3].GetProperty("errors")[0].GetProperty("extensions").GetProperty("code").GetString());
        Assert.Equal(4, answers.GetArrayLength());
    }

    [Theory]
    [InlineData("[]", "BAD_REQUEST")]
    [InlineData("""[{"query":"mutation { defineRegion(input: { code: \"R\", name: \"R\" }) { errors { code } } }"},1]""", "BAD_REQUEST")]
    [InlineData("""[{"query":"{__typename}"},{"query":"{__typename}","variables":1}]""", "BAD_REQUEST")]
    [InlineData("""[{"query":"{__typename}"},{"query":"{__typename}"},{"query":"{__typename}"},{"query":"{__typename}"}]""", "BATCH_TOO_LARGE")]
    public async Task of_what_is_no_batch_is_refused_whole(string body, string code)
    {
        await using var gateway = await Gateway.StartAsync(more: ["--Circles:Batching=true", "--Circles:Limits:BatchMax=3"]);
        await gateway.FoundAsync("first");
        using var answer = await gateway.Http.SendAsync(Gateway.Post(body));
        Assert.Equal((HttpStatusCode.BadRequest, code), (answer.StatusCode, await Gateway.CodeOf(answer)));
        using var after = await gateway.AskAsync("{ __typename }");
        Assert.Equal("1", Assert.Single(after.Headers.GetValues("Circles-Sequence")));
    }
}
