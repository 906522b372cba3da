using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Circles.Gateway.Hosting;

namespace Circles.Gateway.Tests;

/// <summary>The gateway as it is: real Kestrel on a free port, real journals in a folder of its own.</summary>
internal sealed partial class Gateway : IAsyncDisposable
{
    public const string OperatorToken = "an-operators-token-for-tests";

    private readonly WebApplication app;

    private Gateway(WebApplication app, string data, string printed)
    {
        (this.app, DataPath, Printed) = (app, data, printed);
        Address = new Uri(app.Urls.First());
        Http = new HttpClient { BaseAddress = Address };
    }

    /// <summary>For tests whose nodes share a database.</summary>
    public static string MasterKey { get; } = Silo.Seals.MasterKeys.New();

    public Uri Address { get; }

    public string DataPath { get; }

    /// <summary>What the start told its operator.</summary>
    public string Printed { get; }

    public HttpClient Http { get; }

    public IServiceProvider Services => app.Services;

    /// <param name="token">Null has one made.</param>
    /// <param name="data">Null is a new folder.</param>
    public static async Task<Gateway> StartAsync(
        string? token = OperatorToken, string? data = null, bool demo = false, Action<ILoggingBuilder>? logs = null, TimeProvider? time = null,
        params string[] more)
    {
        data ??= NewFolder();
        var printed = new StringWriter();
        var built = Program.Build(
            [
                "--urls=http://127.0.0.1:0", $"--Circles:DataPath={data}", $"--Circles:Demo={demo}", .. token is null ? [] : new[] { $"--Circles:Bootstrap:Token={token}" },
                "--Logging:LogLevel:Default=Warning", .. more,
            ],
            builder =>
            {
                logs?.Invoke(builder.Logging);
                if (time is not null) builder.Services.AddSingleton(time);
            });
        await Serving.StartAsync(built, printed);
        return new Gateway(built, data, printed.ToString());
    }

    /// <summary>With a network <c>first</c> in it.</summary>
    public static async Task<Gateway> WithNetworksAsync(params string[] slugs)
    {
        var gateway = await StartAsync();
        foreach (var slug in slugs) await gateway.FoundAsync(slug);
        return gateway;
    }

    public static string NewFolder() => Directory.CreateTempSubdirectory("circles-gateway-").FullName;

    public async Task FoundAsync(string slug)
    {
        using var answer = await AskAsync(
            "mutation ($input: CreateNetworkInput!) { createNetwork(input: $input) { errors { code } } }",
            new { input = new { slug, name = $"Network {slug}", languages = new[] { "en" }, timeZone = "Europe/Warsaw" } },
            network: Silo.Slug.Platform);
        Assert.Equal("[]", (await JsonOf(answer)).GetProperty("data").GetProperty("createNetwork").GetProperty("errors").GetRawText());
    }

    /// <summary>A request as a good client sends it; null leaves a header out.</summary>
    public async Task<HttpResponseMessage> AskAsync(
        string query, object? variables = null, string? network = null, string? token = OperatorToken, string? accept = null)
    {
        using var request = Post(JsonSerializer.Serialize(new { query, variables }), network, token, accept);
        return await Http.SendAsync(request);
    }

    public async Task<JsonElement> DataAsync(string query, object? variables = null, string? network = null, string? token = OperatorToken)
    {
        using var answer = await AskAsync(query, variables, network, token);
        var json = await JsonOf(answer);
        Assert.False(json.TryGetProperty("errors", out var errors), errors.ToString());
        return json.GetProperty("data");
    }

    public static HttpRequestMessage Post(string body, string? network = null, string? token = OperatorToken, string? accept = null) =>
        Post(Encoding.UTF8.GetBytes(body), "application/json", network, token, accept);

    public static HttpRequestMessage Post(byte[] body, string? contentType, string? network = null, string? token = OperatorToken, string? accept = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = new ByteArrayContent(body) };
        if (contentType is not null) request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        if (network is not null) request.Headers.Add("Circles-Network", network);
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (accept is not null) request.Headers.TryAddWithoutValidation("Accept", accept);
        return request;
    }

    public static async Task<JsonElement> JsonOf(HttpResponseMessage answer) =>
        JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsByteArrayAsync());

    /// <summary>A response's text without its <c>extensions</c>.</summary>
    public static async Task<string> PlainOf(HttpResponseMessage answer) => WithoutExtensions().Replace(await answer.Content.ReadAsStringAsync(), "");

    public static async Task<string?> CodeOf(HttpResponseMessage answer) =>
        (await JsonOf(answer)).GetProperty("errors")[0].GetProperty("extensions").GetProperty("code").GetString();

    /// <summary>Waits for what /health/ready tells; the server says it, no clock does.</summary>
    public async Task BecomesReadyAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (true)
        {
            using var answer = await Http.GetAsync("/health/ready", patience.Token);
            if (answer.StatusCode == HttpStatusCode.OK) return;
            await Task.Yield();
        }
    }

    [GeneratedRegex(""",?"extensions":\{"cost":\{[^}]*\}\}""", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex WithoutExtensions();

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
    }
}
