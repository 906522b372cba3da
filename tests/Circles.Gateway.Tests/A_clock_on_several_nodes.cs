using System.Diagnostics;
using Circles.Silo.Journals.Postgres;
using Circles.Tests;
using Circles.Tests.Postgres;
using NodaTime;
using Npgsql;

namespace Circles.Gateway.Tests;

/// <summary>Servers over one database, and a network of years ago whose words should have been erased long since.</summary>
public sealed class A_clock_on_several_nodes
{
    /// <summary>A hundred strikes: more than a node does before a test has seen that it began.</summary>
    private const int Circles = 10_000;

    private const string Erased = "SELECT count(*) FROM circles.event WHERE network = 'archive' AND name = 'circle.words-erased.1'";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private string database = "";

    [Fact]
    public async Task Goes_on_within_30_s_when_the_node_that_strikes_is_killed()
    {
        var (owner, service) = await (await SharedServer.Started).CreateDatabaseAsync();
        database = new NpgsqlConnectionStringBuilder(owner).Database!;
        await PostgresMigrations.RunAsync(owner, service);
        await KeepArchiveAsync(service);
        var nodes = new Dictionary<string, GatewayProcess>();
        foreach (var name in (string[])["one", "two"])
        {
            nodes[name] = await GatewayProcess.ServeAsync(
                ("Circles__Journal", "postgres"),
                ("Circles__MasterKey", Gateway.MasterKey),
                ("ConnectionStrings__Journal", $"{service};Application Name={name}"),
                ("Circles__Bootstrap__Token", Gateway.OperatorToken));
        }

        try
        {
            await UntilAsync(async () => await CountAsync(Erased) > 0, Patience);
            var holder = await HolderAsync();
            Assert.NotNull(holder);
            nodes[holder].Kill();
            var killed = Stopwatch.StartNew();
            var before = await CountAsync(Erased);
            Assert.InRange(before, 1, Circles - 1);
            await UntilAsync(async () => await HolderAsync() is { } next && next != holder, TimeSpan.FromSeconds(30));
            TestContext.Current.SendDiagnosticMessage("Another node had the duty after {0} s.", killed.Elapsed.TotalSeconds);
            await UntilAsync(async () => await CountAsync(Erased) == Circles, Patience);
            Assert.Equal(Circles, await CountAsync(Erased.Replace(
                "count(*)", "count(DISTINCT convert_from(json, 'UTF8')::json -> 'event' ->> 'circle')", StringComparison.Ordinal)));
            // Nothing more is due, so nobody has it.
            await UntilAsync(async () => await HolderAsync() is null, Patience);
        }
        finally
        {
            foreach (var node in nodes.Values) await node.DisposeAsync();
        }
    }

    private static async Task KeepArchiveAsync(string service)
    {
        await using var connections = await PostgresDatabase.OpenAsync(service);
        await using var journal = new PostgresJournal(connections);
        await journal.AppendAsync("archive", 0, ClosedCircles.Of("archive", [.. Enumerable.Repeat(Instant.FromUtc(2020, 1, 1, 0, 0), Circles)]));
    }

    /// <summary>The server that has the duty, by the name that it gave the database.</summary>
    private async Task<string?> HolderAsync() => (string?)await (await SharedServer.Started).ExecuteAsync(
        "SELECT application_name FROM pg_locks JOIN pg_stat_activity USING (pid) "
        + $"WHERE locktype = 'advisory' AND granted AND objsubid = 1 AND datname = '{database}'");

    private async Task<long> CountAsync(string sql) => (long)(await (await SharedServer.Started).ExecuteAsync(sql, database))!;

    private static async Task UntilAsync(Func<Task<bool>> holds, TimeSpan patience)
    {
        var watch = Stopwatch.StartNew();
        while (!await holds())
            Assert.True(watch.Elapsed < patience, $"It did not happen within {patience}.");
    }
}
