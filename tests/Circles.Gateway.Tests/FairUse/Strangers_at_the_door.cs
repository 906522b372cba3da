using System.Net;
using Circles.Silo.Tests;

namespace Circles.Gateway.Tests.FairUse;

/// <summary>Who shows no good credential gets so many answers, and then waits; who shows a good one is let in.</summary>
public sealed class Strangers_at_the_door
{
    private const string Query = "{ network { slug } }";

    private readonly ManualTime time = new();

    [Fact]
    public async Task are_told_to_wait_after_some_failures_and_those_with_a_good_token_are_not()
    {
        await using var gateway = await StartAsync();
        for (var i = 0; i < 5; i++) Assert.Equal(HttpStatusCode.Unauthorized, await KnockAsync(gateway, i % 2 == 0 ? null : $"wrong-{i}"));
        using var refused = await gateway.AskAsync(Query, token: "wrong");
        Assert.Equal((HttpStatusCode.TooManyRequests, "RATE_LIMITED"), (refused.StatusCode, await Gateway.CodeOf(refused)));
        Assert.Equal(TimeSpan.FromSeconds(1), refused.Headers.RetryAfter!.Delta);
        Assert.Equal(HttpStatusCode.OK, await KnockAsync(gateway, Gateway.OperatorToken));
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.Unauthorized, await KnockAsync(gateway, "wrong"));
        Assert.Equal(HttpStatusCode.TooManyRequests, await KnockAsync(gateway, "wrong"));
    }

    [Fact]
    public async Task are_told_apart_by_the_address_that_a_known_proxy_tells()
    {
        await using var gateway = await StartAsync("--Circles:Proxies=127.0.0.1");
        for (var i = 0; i < 5; i++) Assert.Equal(HttpStatusCode.Unauthorized, await KnockAsync(gateway, "wrong", "192.0.2.1"));
        Assert.Equal(HttpStatusCode.TooManyRequests, await KnockAsync(gateway, "wrong", "192.0.2.1"));
        Assert.Equal(HttpStatusCode.Unauthorized, await KnockAsync(gateway, "wrong", "192.0.2.2"));
        // What the caller put in front of it counts for nothing; and one IPv6 network is one place.
        Assert.Equal(HttpStatusCode.TooManyRequests, await KnockAsync(gateway, "wrong", "192.0.2.9, 192.0.2.1"));
        for (var i = 0; i < 5; i++) Assert.Equal(HttpStatusCode.Unauthorized, await KnockAsync(gateway, "wrong", $"2001:db8:1:2::{i + 1}"));
        Assert.Equal(HttpStatusCode.TooManyRequests, await KnockAsync(gateway, "wrong", "2001:db8:1:2:ffff::1"));
        Assert.Equal(HttpStatusCode.Unauthorized, await KnockAsync(gateway, "wrong", "2001:db8:1:3::1"));
    }

    [Fact]
    public async Task tell_no_address_of_their_own_where_no_proxy_is_known()
    {
        await using var gateway = await StartAsync();
        for (var i = 0; i < 5; i++) Assert.Equal(HttpStatusCode.Unauthorized, await KnockAsync(gateway, "wrong", $"192.0.2.{i}"));
        Assert.Equal(HttpStatusCode.TooManyRequests, await KnockAsync(gateway, "wrong", "192.0.2.99"));
    }

    [Fact]
    public async Task who_guess_one_clients_secret_from_everywhere_wait_together()
    {
        await using var gateway = await StartAsync("--Circles:Proxies=127.0.0.1");
        for (var i = 0; i < 5; i++) Assert.Equal(HttpStatusCode.Unauthorized, await GuessAsync(gateway, "cli_00000000000000000000000007", $"192.0.2.{i}"));
        Assert.Equal(HttpStatusCode.TooManyRequests, await GuessAsync(gateway, "cli_00000000000000000000000007", "192.0.2.77"));
        Assert.Equal(HttpStatusCode.Unauthorized, await GuessAsync(gateway, "cli_00000000000000000000000008", "192.0.2.78"));
    }

    private static async Task<HttpStatusCode> GuessAsync(Gateway gateway, string client, string from)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/oauth/token")
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string> { ["grant_type"] = "client_credentials", ["client_id"] = client, ["client_secret"] = Guid.NewGuid().ToString() }),
        };
        request.Headers.Add("X-Forwarded-For", from);
        using var answer = await gateway.Http.SendAsync(request);
        return answer.StatusCode;
    }

    private static async Task<HttpStatusCode> KnockAsync(Gateway gateway, string? token, string? from = null)
    {
        using var request = Gateway.Post("""{"query":"{ network { slug } }"}""", token: token);
        if (from is not null) request.Headers.Add("X-Forwarded-For", from);
        using var answer = await gateway.Http.SendAsync(request);
        return answer.StatusCode;
    }

    private async Task<Gateway> StartAsync(params string[] more)
    {
        var gateway = await Gateway.StartAsync(time: time, more: ["--Circles:Limits:FailuresOfAddress=5", "--Circles:Limits:FailuresOfAddressPerMinute=60", .. more]);
        await gateway.FoundAsync("first");
        return gateway;
    }
}
