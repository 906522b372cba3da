using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using Circles.Tests.Postgres;

namespace Circles.Gateway.Tests;

/// <summary>The line between one gateway and the database is silent; the other gateway and everybody's callers are not.</summary>
public sealed class A_node_cut_off_from_its_database
{
    /// <summary>What a caller waits at the most: the 10 s of an operation, with room for a busy machine.</summary>
    private static readonly TimeSpan AnswerWait = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task says_so_in_bounded_time_loses_nothing_and_goes_on_by_itself()
    {
        using var link = new Link();
        await using var server = await PostgresServer.StartAsync($"-c listen_addresses=127.0.0.1,{link.DatabaseAddress}");
        await server.LetInAsync(link.DatabaseCallers);
        var (owner, service) = await server.CreateDatabaseAsync();
        await using var other = await GatewayProcess.ServeAsync(Settings(service, owner));
        await using var cut = await GatewayProcess.ServeAsync(
            link.ServerAddress, link.Inside, Settings(service.Replace("Host=127.0.0.1", $"Host={link.DatabaseAddress}", StringComparison.Ordinal)));
        await Requests.FoundAsync(other.Http, "demo");

        var acknowledged = new ConcurrentBag<string>();
        var codes = new ConcurrentDictionary<string, int>();
        var longest = TimeSpan.Zero;
        var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var enough = new CancellationTokenSource();
        var acknowledging = new SemaphoreSlim(0);
        var writers = Enumerable.Range(0, 4).Select(writer => Task.Run(async () =>
        {
            for (var i = 0; !enough.IsCancellationRequested; i++)
            {
                var key = $"{writer}-{i}";
                var asked = Stopwatch.StartNew();
                // As a good client: the same again under the same key, until it is acknowledged.
                while (await Requests.RegisterAsync(cut.Http, "demo", key) is { } code)
                {
                    codes.AddOrUpdate(code, 1, (_, count) => count + 1);
                    lock (codes) longest = asked.Elapsed > longest ? asked.Elapsed : longest;
                    asked.Restart();
                    told.TrySetResult();
                }

                acknowledged.Add(key);
                acknowledging.Release();
            }
        })).ToArray();

        await SomeAsync();
        link.Cut();
        // The truth about itself: no proxy sends it anything until it can write again. It lives, so nobody restarts it.
        Assert.Contains("\"journal\":\"failed\"", await Requests.ReadyAsync(cut.Http, HttpStatusCode.ServiceUnavailable, Patience), StringComparison.Ordinal);
        using (var live = await cut.Http.GetAsync("/health/live")) Assert.Equal(HttpStatusCode.OK, live.StatusCode);
        // What it knows it still tells, and the other node serves on.
        Assert.True(await Requests.CountAsync(cut.Http, "demo") > 0);
        Assert.Null(await Requests.RegisterAsync(other.Http, "demo", "elsewhere"));
        acknowledged.Add("elsewhere");
        await Requests.ReadyAsync(other.Http, HttpStatusCode.OK, Patience);
        await (await Task.WhenAny([told.Task, .. writers]).WaitAsync(Patience));
        Assert.Empty(codes.Keys.Except(["JOURNAL_UNREACHABLE", "JOURNAL_IO", Requests.TooLong]));

        link.Heal();
        await Requests.ReadyAsync(cut.Http, HttpStatusCode.OK, Patience);
        while (acknowledging.CurrentCount > 0) await acknowledging.WaitAsync();
        await SomeAsync();
        await enough.CancelAsync();
        await Task.WhenAll(writers).WaitAsync(Patience);
        Assert.True(longest < AnswerWait, $"A caller waited {longest}.");
        Assert.Equal(acknowledged.Count, await Requests.CountAsync(cut.Http, "demo"));
        // The other one hears of the last commit as of any.
        using var patience = new CancellationTokenSource(Patience);
        while (await Requests.CountAsync(other.Http, "demo") < acknowledged.Count) patience.Token.ThrowIfCancellationRequested();
        Assert.Equal(acknowledged.Count, await Requests.CountAsync(other.Http, "demo"));

        async Task SomeAsync()
        {
            for (var i = 0; i < 50; i++) Assert.True(await acknowledging.WaitAsync(Patience));
        }
    }

    private static (string, string)[] Settings(string service, string? owner = null) =>
    [
        ("Circles__Journal", "postgres"), ("Circles__MasterKey", Gateway.MasterKey), ("ConnectionStrings__Journal", service), ("ConnectionStrings__JournalOwner", owner ?? ""),
        ("Circles__Bootstrap__Token", Gateway.OperatorToken),
    ];
}
