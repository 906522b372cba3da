using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Circles.Tests.Postgres;

namespace Circles.Gateway.Tests;

/// <summary>A rolling upgrade: two gateways over one database behind a proxy, each replaced in turn while clients go on.</summary>
public sealed class Replacing_the_servers
{
    private const string Register =
        "mutation ($name: String!) { registerPerson(input: { name: $name }, idempotencyKey: $name) { errors { code } } }";

    private const string Count = "{ people(first: 1) { totalCount } }";

    [Fact]
    public async Task one_by_one_fails_no_request_and_loses_and_doubles_nothing()
    {
        var (owner, service) = await (await SharedServer.Started).CreateDatabaseAsync();
        (string, string)[] settings =
        [
            ("Circles__Journal", "postgres"), ("Circles__MasterKey", Gateway.MasterKey), ("ConnectionStrings__Journal", service), ("ConnectionStrings__JournalOwner", owner),
            ("Circles__Bootstrap__Token", Gateway.OperatorToken), ("Circles__Limits__LeaveWait", Limits.LeaveWait.ToString("c")),
        ];
        var servers = new List<GatewayProcess> { await GatewayProcess.ServeAsync(settings), await GatewayProcess.ServeAsync(settings) };
        await using var proxy = await Proxy.StartAsync([.. servers]);
        using var http = new HttpClient { BaseAddress = proxy.Address };
        await Requests.FoundAsync(http, "demo");

        await using var subscriber = Node.Client("graphql-ws", proxy.Address, "demo", Gateway.OperatorToken);
        subscriber.Follow("all", "subscription { activity { sequence } }");
        await subscriber.NextAsync("connected");

        using var enough = new CancellationTokenSource();
        var failed = new ConcurrentQueue<string>();
        var (written, asked) = (0, 0);
        var callers = Enumerable.Range(0, 4).Select(caller => Task.Run(async () =>
        {
            for (var i = 0; !enough.IsCancellationRequested; i++)
            {
                if (await FailureOfAsync(http, Register, new { name = $"{caller}-{i}" }) is { } refused) failed.Enqueue(refused);
                else Interlocked.Increment(ref written);
                if (await FailureOfAsync(http, Count, null) is { } unanswered) failed.Enqueue(unanswered);
                Interlocked.Increment(ref asked);
            }
        })).ToArray();

        try
        {
            for (var i = 0; i < 2; i++)
            {
                var old = servers[0];
                servers.Add(await GatewayProcess.ServeAsync(settings));
                await proxy.SendToAsync(servers);
                old.Leave();
                await SaysItLeavesAsync(old);
                using (var late = await old.Http.SendAsync(Gateway.Post($$"""{ "query": "{{Count}}" }""", network: "demo")))
                    Assert.Equal((HttpStatusCode.OK, true), (late.StatusCode, late.Headers.ConnectionClose));
                servers.Remove(old);
                await proxy.SendToAsync(servers);
                Assert.Equal(0, await old.EndedAsync());
                await old.DisposeAsync();
            }
        }
        finally
        {
            await enough.CancelAsync();
            await Task.WhenAll(callers).WaitAsync(TimeSpan.FromMinutes(1));
        }

        Assert.Empty(failed);
        Assert.True(written > 100, $"{written} mutations and {asked} queries are no load.");
        using (var read = await http.SendAsync(Gateway.Post($$"""{ "query": "{{Count}}" }""", network: "demo")))
            Assert.Equal(written, (await Gateway.JsonOf(read)).GetProperty("data").GetProperty("people").GetProperty("totalCount").GetInt32());

        // The protocol's own goodbye, and the client came back by itself.
        Assert.Equal((1001, "Server stopping"), await subscriber.ClosedAsync());
        await subscriber.NextAsync("connected");
        await subscriber.DataAsync();
        foreach (var server in servers) await server.DisposeAsync();
    }

    private static async Task SaysItLeavesAsync(GatewayProcess server)
    {
        using var patience = new CancellationTokenSource(Limits.LeaveWait);
        while (true)
        {
            using var answer = await server.Http.GetAsync("/health/ready", patience.Token);
            if (answer.StatusCode == HttpStatusCode.OK) continue;
            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
            Assert.Contains("\"status\":\"leaving\"", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            return;
        }
    }

    /// <summary>What went wrong with a request; null when it was answered in full.</summary>
    private static async Task<string?> FailureOfAsync(HttpClient http, string query, object? variables)
    {
        try
        {
            using var answer = await http.SendAsync(Gateway.Post(JsonSerializer.Serialize(new { query, variables }), network: "demo"));
            var text = await answer.Content.ReadAsStringAsync();
            var whole = answer.StatusCode == HttpStatusCode.OK && JsonSerializer.Deserialize<JsonElement>(text) is var json
                && !json.TryGetProperty("errors", out _)
                && (variables is null || json.GetProperty("data").GetProperty("registerPerson").GetProperty("errors").GetArrayLength() == 0);
            return whole ? null : $"{(int)answer.StatusCode} {text}";
        }
        catch (Exception e) when (e is HttpRequestException or JsonException)
        {
            return e.Message;
        }
    }
}
