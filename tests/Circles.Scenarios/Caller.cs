using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Circles.Scenarios;

/// <summary>Somebody with a token who asks over HTTP.</summary>
public sealed class Caller : IDisposable
{
    private readonly HttpClient client;

    public Caller(Uri address, string token, string? network)
    {
        client = new HttpClient { BaseAddress = address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (network is not null) client.DefaultRequestHeaders.Add("Circles-Network", network);
    }

    /// <summary>The whole response as JSON.</summary>
    public async Task<JsonElement> AskAsync(string query, object? variables = null)
    {
        using var response = await client.PostAsJsonAsync(new Uri("/graphql", UriKind.Relative), new { query, variables });
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    /// <summary>The first root field of an answer without errors.</summary>
    public async Task<JsonElement> GetAsync(string query, object? variables = null)
    {
        var response = await AskAsync(query, variables);
        Assert.False(response.TryGetProperty("errors", out var errors), errors.ToString());
        return response.GetProperty("data").EnumerateObject().First().Value;
    }

    /// <summary>The first field of the payload of a mutation that was not refused.</summary>
    /// <param name="name">The mutation, for example <c>formCircle</c>.</param>
    /// <param name="selection">What to read of the payload, for example <c>circle { id }</c>.</param>
    public async Task<JsonElement> DoAsync(string name, object input, string selection)
    {
        var payload = await PayloadAsync(name, input, selection);
        Assert.True(payload.GetProperty("errors").GetArrayLength() == 0, $"{name}: {payload.GetProperty("errors")}");
        return payload.EnumerateObject().First().Value;
    }

    /// <summary>The code of a mutation's first refusal.</summary>
    public async Task<string> RefusedAsync(string name, object input) =>
        (await PayloadAsync(name, input, "dryRun")).GetProperty("errors")[0].GetProperty("code").GetString()!;

    public void Dispose() => client.Dispose();

    private Task<JsonElement> PayloadAsync(string name, object input, string selection)
    {
        var type = char.ToUpperInvariant(name[0]) + name[1..];
        return GetAsync(
            $"mutation($input: {type}Input!) {{ {name}(input: $input) {{ {selection} errors {{ code message path }} }} }}", new { input });
    }
}
