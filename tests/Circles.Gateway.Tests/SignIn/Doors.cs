using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Circles.Silo.Tests;

namespace Circles.Gateway.Tests.SignIn;

/// <summary>
/// Networks <c>first</c> and <c>second</c>, each with a person Ana and a provider of its own that knows her as <c>ana-1</c>, and a clock
/// that stands still. All that the server logs, traces and measures is kept, and held against every secret that was used.
/// </summary>
public sealed class Doors : IAsyncLifetime
{
    private readonly Written written = new();
    private readonly ConcurrentQueue<string> traced = new();
    private readonly ConcurrentBag<string> secrets = [];
    private readonly ActivityListener spans;
    private readonly MeterListener numbers;

    public Doors()
    {
        spans = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span => traced.Enqueue(
                $"{span.DisplayName} {span.StatusDescription} {string.Join(' ', span.TagObjects)} {string.Join(' ', span.Events.SelectMany(one => one.Tags))} {string.Join(' ', span.Baggage)}"),
        };
        ActivitySource.AddActivityListener(spans);
        numbers = new MeterListener { InstrumentPublished = (instrument, listener) => listener.EnableMeasurementEvents(instrument) };
        numbers.SetMeasurementEventCallback<long>((instrument, _, tags, _) => traced.Enqueue($"{instrument.Name} {string.Join(' ', tags.ToArray())}"));
        numbers.SetMeasurementEventCallback<double>((instrument, _, tags, _) => traced.Enqueue($"{instrument.Name} {string.Join(' ', tags.ToArray())}"));
        numbers.Start();
    }

    internal ManualTime Time { get; } = new();

    internal Gateway Gateway { get; private set; } = null!;

    internal Provider Provider { get; private set; } = null!;

    internal Provider Other { get; private set; } = null!;

    internal string Ana { get; private set; } = "";

    internal string Issuer { get; private set; } = "";

    internal static async Task<Doors> OpenAsync(params string[] more)
    {
        var doors = new Doors();
        await doors.StartAsync(more);
        return doors;
    }

    public ValueTask InitializeAsync() => StartAsync();

    public async ValueTask DisposeAsync()
    {
        spans.Dispose();
        numbers.Dispose();
        await Gateway.DisposeAsync();
        await Provider.DisposeAsync();
        await Other.DisposeAsync();
        Assert.NotEmpty(written.Lines);
        Assert.NotEmpty(traced);
        foreach (var secret in secrets)
            Assert.DoesNotContain(written.Lines.Concat(traced), line => line.Contains(secret, StringComparison.Ordinal));
    }

    /// <summary>A token of Ana's by the first network's provider.</summary>
    internal string Token(object? payload = null, object? header = null, SigningKey? key = null) => Secret(Provider.Token(Time.GetUtcNow(), payload, header, key));

    /// <summary>Is to stand in no log and no trace.</summary>
    internal string Secret(string secret)
    {
        secrets.Add(secret);
        // Nor the part that cannot be guessed.
        if (secret.Contains('.', StringComparison.Ordinal)) secrets.Add(secret[(secret.LastIndexOf('.') + 1)..] is { Length: > 20 } signature ? signature : secret);
        return secret;
    }

    internal async Task<JsonElement> DoAsync(string mutation, object input, string fields = "__typename", string network = "first", string token = Gateway.OperatorToken)
    {
        var type = $"{char.ToUpperInvariant(mutation[0])}{mutation[1..]}Input";
        var payload = (await Gateway.DataAsync(
            $"mutation ($input: {type}!) {{ {mutation}(input: $input) {{ {fields} errors {{ code path }} }} }}", new { input }, network, token)).GetProperty(mutation);
        Assert.Equal("[]", payload.GetProperty("errors").GetRawText());
        return payload;
    }

    internal async Task<string?> TrustAsync(string network, string address, bool trustsEmail = false, string audience = Provider.Audience) =>
        (await DoAsync("trustIssuer", new { address, audience, trustsEmail }, "issuer { id }", network)).GetProperty("issuer").GetProperty("id").GetString();

    internal async Task<(string Id, string Secret)> AddSecretAsync(string client, object? scopes = null, DateTimeOffset? expiresAt = null, string network = "first")
    {
        var added = await DoAsync("addSecret", new { client, label = "test", scopes, expiresAt }, "secret clientSecret { id }", network);
        return (added.GetProperty("clientSecret").GetProperty("id").GetString()!, Secret(added.GetProperty("secret").GetString()!));
    }

    internal async Task<string> RegisterClientAsync(object? grants = null, string network = "first") => (await DoAsync(
        "registerClient", new { name = "Portal", grants = grants ?? new[] { new { role = "READER" } } }, "client { id }", network)).GetProperty("client").GetProperty("id").GetString()!;

    /// <summary>Asks for an access token, by HTTP Basic.</summary>
    internal Task<HttpResponseMessage> FetchAsync(string client, string secret, string network = "first", string? scope = null) => PostAsync(
        new() { ["grant_type"] = "client_credentials", ["scope"] = scope ?? "" }, Basic(client, secret), network);

    internal async Task<HttpResponseMessage> PostAsync(Dictionary<string, string> form, AuthenticationHeaderValue? authorization = null, string? network = "first")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/oauth/token") { Content = new FormUrlEncodedContent(form) };
        request.Headers.Authorization = authorization;
        if (network is not null) request.Headers.Add("Circles-Network", network);
        return await Gateway.Http.SendAsync(request);
    }

    internal static AuthenticationHeaderValue Basic(string client, string secret) =>
        new("Basic", Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"{Uri.EscapeDataString(client)}:{Uri.EscapeDataString(secret)}")));

    /// <summary>An access token that was fetched.</summary>
    internal async Task<string> AccessAsync(string client, string secret, string? scope = null)
    {
        using var answer = await FetchAsync(client, secret, scope: scope);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return Secret((await Gateway.JsonOf(answer)).GetProperty("access_token").GetString()!);
    }

    internal async Task<HttpStatusCode> KnockAsync(string token, string network = "first")
    {
        using var answer = await Gateway.AskAsync("{ network { slug } }", network: network, token: token);
        return answer.StatusCode;
    }

    /// <summary>Everything of a refusal that a caller can see, but the date.</summary>
    internal async Task<string> RefusalAsync(string? token, string network = "first")
    {
        using var answer = await Gateway.AskAsync("{ network { slug } }", network: network, token: token);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        answer.Headers.Remove("Date");
        return $"{answer.Headers}{answer.Content.Headers}{await answer.Content.ReadAsStringAsync()}";
    }

    private async ValueTask StartAsync(params string[] more)
    {
        Provider = await Provider.StartAsync();
        Other = await Provider.StartAsync();
        Gateway = await Gateway.StartAsync(
            logs: logging => logging.ClearProviders().AddProvider(written).SetMinimumLevel(LogLevel.Trace).AddFilter<Written>(null, LogLevel.Debug),
            time: Time,
            more: ["--Circles:ProviderNetworks=127.0.0.1", .. more]);
        Secret(Gateway.OperatorToken);
        await Gateway.FoundAsync("first");
        await Gateway.FoundAsync("second");
        (Ana, Issuer) = await MoveInAsync("first", Provider);
        await MoveInAsync("second", Other);
    }

    private async Task<(string Person, string Issuer)> MoveInAsync(string network, Provider provider)
    {
        var person = (await DoAsync("registerPerson", new { name = "Ana", email = "ana@example.org" }, "person { id }", network)).GetProperty("person").GetProperty("id").GetString()!;
        var issuer = (await TrustAsync(network, provider.Address))!;
        await DoAsync("linkIdentity", new { person, issuer, subject = "ana-1" }, network: network);
        return (person, issuer);
    }
}
