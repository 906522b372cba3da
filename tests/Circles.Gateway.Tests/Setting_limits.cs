using System.Net;
using Circles.Gateway.Hosting;

namespace Circles.Gateway.Tests;

public sealed class Setting_limits
{
    [Fact]
    public async Task changes_what_the_gateway_and_the_engine_take()
    {
        await using var gateway = await Gateway.StartAsync(more: ["--Circles:Limits:BodyBytesMax=2000", "--circles:limits:aliasesmax=1"]);
        await gateway.FoundAsync("first");
        using var large = await gateway.AskAsync("{ __typename } #" + new string('x', 2_000));
        using var aliases = await gateway.AskAsync("{ a: __typename b: __typename }");
        using var good = await gateway.AskAsync("{ a: __typename }");
        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "BODY_TOO_LARGE"), (large.StatusCode, await Gateway.CodeOf(large)));
        Assert.Contains("2000 bytes", await large.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("GRAPHQL_LIMIT_EXCEEDED", await Gateway.CodeOf(aliases));
        Assert.Equal("""{"data":{"a":"Query"}}""", await Gateway.PlainOf(good));
    }

    [Fact]
    public async Task changes_what_Kestrel_takes()
    {
        await using var gateway = await Gateway.StartAsync(more: ["--Circles:Limits:RequestLineBytesMax=1024", "--Circles:Limits:RequestHeadersBytesMax=2048"]);
        using var line = await gateway.Http.GetAsync($"/graphql?query={new string('x', 1_024)}");
        using var headers = Gateway.Post("""{"query":"{__typename}"}""");
        headers.Headers.Add("X-Long", new string('x', 2_048));
        using var refused = await gateway.Http.SendAsync(headers);
        Assert.Equal((HttpStatusCode.RequestUriTooLong, HttpStatusCode.RequestHeaderFieldsTooLarge), (line.StatusCode, refused.StatusCode));
    }

    [Theory]
    [InlineData("NoSuchLimit=1", "Circles:Limits:NoSuchLimit is no limit that can be set")]
    [InlineData("TokenMax=1", "Circles:Limits:TokenMax is no limit that can be set")]
    [InlineData("BodyBytesMax=0", "must be a number from 1024 to 1073741824")]
    [InlineData("BodyBytesMax=-1", "must be a number from 1024 to")]
    [InlineData("BodyBytesMax=1e6", "must be a number from 1024 to")]
    [InlineData("BodyBytesMax=99999999999", "must be a number from 1024 to")]
    [InlineData("AliasesMax=0", "must be a number from 1 to")]
    [InlineData("StopWait=20", "must be a span of time, hours:minutes:seconds, from 00:00:00 to 01:00:00")]
    [InlineData("StopWait=02:00:00", "must be a span of time")]
    public void to_what_cannot_be_is_told_in_one_line_before_the_start(string setting, string told)
    {
        var refused = Assert.Throws<StartException>(() => Program.Build([$"--Circles:DataPath={Gateway.NewFolder()}", $"--Circles:Limits:{setting}"]));
        Assert.Contains(told, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
    }

    /// <summary>At both ends of its range a server starts and answers, or the range is wrong.</summary>
    [Fact]
    public async Task to_the_ends_of_their_ranges_leaves_a_server_that_starts()
    {
        foreach (var end in new Func<System.ComponentModel.DataAnnotations.RangeAttribute, object>[] { range => range.Minimum, range => range.Maximum })
        {
            var settings = LimitSettings.Settable.Values.Select(limit =>
            {
                var range = LimitSettings.RangeOf(limit);
                return $"--Circles:Limits:{limit.Name}={end(range)}";
            });
            await using var gateway = await Gateway.StartAsync(more: [.. settings]);
            using var answer = await gateway.Http.SendAsync(Gateway.Post("""{"query":"{__typename}"}"""));
            Assert.Equal("""{"data":{"__typename":"Query"}}""", await Gateway.PlainOf(answer));
        }
    }
}
