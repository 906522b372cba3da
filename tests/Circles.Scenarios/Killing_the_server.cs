using System.Collections.Concurrent;

namespace Circles.Scenarios;

/// <summary>SIGKILL while mutations run: what was acknowledged is there (P1 of the reliability figures).</summary>
public sealed class Killing_the_server
{
    private const int Rounds = 100;
    private const int Writers = 8;
    private const int Seed = 20_261_122;

    [Fact]
    public async Task loses_no_acknowledged_mutation_and_does_none_twice()
    {
        using var data = new TempFolder();
        var random = new Random(Seed);
        var acknowledged = new ConcurrentDictionary<string, string>();
        var inDoubt = new ConcurrentQueue<string>();
        await using (var first = await Server.StartAsync(data.Path))
        {
            using var platform = first.As(Server.OperatorToken);
            await platform.DoAsync("createNetwork", new { slug = "crash", name = "Crash", languages = new[] { "en" }, timeZone = "UTC" }, "network { id }");
        }

        for (var round = 0; round < Rounds; round++)
        {
            await using var server = await Server.StartAsync(data.Path);
            using var caller = server.As(Server.OperatorToken, "crash");
            // What got no answer in the round before is sent again under its key, as a client would.
            while (inDoubt.TryDequeue(out var key)) acknowledged[key] = await RegisterAsync(caller, key);
            var left = random.Next(1, 80);
            var killed = new TaskCompletionSource();
            var writers = Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
            {
                for (var i = 0; ; i++)
                {
                    var key = $"{round}-{writer}-{i}";
                    try
                    {
                        acknowledged[key] = await RegisterAsync(caller, key);
                    }
                    catch (Exception lost) when (lost is HttpRequestException or IOException or TaskCanceledException)
                    {
                        inDoubt.Enqueue(key);
                        return;
                    }

                    if (Interlocked.Decrement(ref left) == 0) killed.SetResult();
                }
            })).ToList();
            await killed.Task.WaitAsync(TimeSpan.FromMinutes(2));
            await server.KillAsync();
            await Task.WhenAll(writers);
        }

        await using var last = await Server.StartAsync(data.Path);
        using var reader = last.As(Server.OperatorToken, "crash");
        while (inDoubt.TryDequeue(out var key)) acknowledged[key] = await RegisterAsync(reader, key);
        foreach (var batch in acknowledged.Chunk(100))
        {
            var found = await reader.GetAsync(
                "query($ids: [ID!]!) { nodes(ids: $ids) { ... on Organisation { reference } } }", new { ids = batch.Select(pair => pair.Value) });
            Assert.Equal(batch.Select(pair => pair.Key), found.EnumerateArray().Select(node => node.GetProperty("reference").GetString()));
        }

        // Every organisation was acknowledged once: none was made twice, and none that nobody asked for.
        var count = (await reader.GetAsync("{ organisations(first: 1) { totalCount } }")).GetProperty("totalCount").GetInt32();
        Assert.Equal(acknowledged.Count, count);
    }

    private static async Task<string> RegisterAsync(Caller caller, string key)
    {
        var payload = await caller.GetAsync(
            """
            mutation($key: String!) {
              registerOrganisation(input: {name: "Org", kind: FIRM, reference: $key}, idempotencyKey: $key) { organisation { id } errors { code } }
            }
            """,
            new { key });
        Assert.Equal(0, payload.GetProperty("errors").GetArrayLength());
        return payload.GetProperty("organisation").GetProperty("id").GetString()!;
    }
}
