using System.Net;
using System.Text.Json;

namespace Circles.Gateway.Tests;

/// <summary>What the tests of faults ask a server of its own process, in one short word each.</summary>
internal static class Requests
{
    /// <summary>The code of an operation that was stopped after 10 s: what its mutation led to is not known.</summary>
    public const string TooLong = "EXECUTION_TIMEOUT";

    private const string Found =
        "mutation ($slug: String!) { createNetwork(input: { slug: $slug, name: \"Demo\", languages: [\"en\"], timeZone: \"Etc/UTC\" }) { errors { code } } }";

    private const string Register =
        "mutation ($name: String!, $key: String!) { registerPerson(input: { name: $name }, idempotencyKey: $key) { errors { code } } }";

    public static async Task FoundAsync(HttpClient http, string slug)
    {
        var body = JsonSerializer.Serialize(new { query = Found, variables = new { slug } });
        using var answer = await http.SendAsync(Gateway.Post(body, network: Silo.Slug.Platform));
        var json = await Gateway.JsonOf(answer);
        Assert.Equal("[]", json.GetProperty("data").GetProperty("createNetwork").GetProperty("errors").GetRawText());
    }

    /// <summary>Registers a person under a key that is the name.</summary>
    /// <returns>Null when it was acknowledged, else the error's code. Refusals end a test: there is no reason for one.</returns>
    /// <exception cref="HttpRequestException">There was no answer.</exception>
    public static async Task<string?> RegisterAsync(HttpClient http, string network, string key)
    {
        var body = JsonSerializer.Serialize(new { query = Register, variables = new { name = key, key } });
        using var answer = await http.SendAsync(Gateway.Post(body, network: network));
        var json = await Gateway.JsonOf(answer);
        if (json.TryGetProperty("errors", out var errors))
        {
            var extensions = errors[0].GetProperty("extensions");
            var code = extensions.GetProperty("code").GetString();
            // An operation that ran out of time says no more of what it asked for than that.
            if (code == TooLong) return code;
            Assert.True(extensions.TryGetProperty("retryable", out var retryable) && retryable.GetBoolean(), errors.ToString());
            return code;
        }

        Assert.Equal("[]", json.GetProperty("data").GetProperty("registerPerson").GetProperty("errors").GetRawText());
        return null;
    }

    /// <summary>How many people there are.</summary>
    public static async Task<int> CountAsync(HttpClient http, string network)
    {
        using var answer = await http.SendAsync(Gateway.Post("""{ "query": "{ people(first: 1) { totalCount } }" }""", network: network));
        return (await Gateway.JsonOf(answer)).GetProperty("data").GetProperty("people").GetProperty("totalCount").GetInt32();
    }

    /// <summary>Waits for what /health/ready tells, and returns its text.</summary>
    public static async Task<string> ReadyAsync(HttpClient http, HttpStatusCode status, TimeSpan patience)
    {
        using var ends = new CancellationTokenSource(patience);
        while (true)
        {
            using var answer = await http.GetAsync("/health/ready", ends.Token);
            if (answer.StatusCode == status) return await answer.Content.ReadAsStringAsync(ends.Token);
        }
    }
}
