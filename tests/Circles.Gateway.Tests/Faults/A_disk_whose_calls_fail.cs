using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Circles.Silo.Hosting;
using Circles.Silo.Journals.Sqlite;
using Circles.Silo.Seals;

namespace Circles.Gateway.Tests;

/// <summary>A gateway of its own process over SQLite: its n-th call of the disk fails, or the power is cut after it (P1).</summary>
public sealed class A_disk_whose_calls_fail
{
    private const string Demo = "demo";
    private const int People = 3, Writers = 4, Written = 1_200, Seed = 20_261_124;

    /// <summary>More than it takes to found a network and write to it: a sweep that goes on beyond it never ends.</summary>
    private const int CallsMax = 1_000;

    private static readonly string[] ToldCodes = ["JOURNAL_IO", "JOURNAL_FULL", "JOURNAL_UNREACHABLE", "JOURNAL_READ_ONLY"];

    [Theory]
    [InlineData(DiskFault.IoError)]
    [InlineData(DiskFault.NoSpace)]
    [InlineData(DiskFault.Interrupted)]
    [InlineData(DiskFault.Short)]
    public async Task Whichever_it_is_tells_it_or_keeps_what_it_acknowledges_and_goes_on(DiskFault how)
    {
        using var disk = new WatchedDisk();
        var (runs, told) = (0, new ConcurrentDictionary<string, int>());
        await using (var server = await GatewayProcess.ServeAsync(disk.Settings()))
        {
            for (var failed = true; failed; runs++)
            {
                Assert.True(runs < CallsMax);
                disk.Fail(runs + 1, how);
                var unfounded = await FoundAsync(server, runs);
                if (unfounded is not null) Told(unfounded);
                for (var i = 0; unfounded is null && i < People; i++)
                    if (await WriteAsync(server, runs, i) is { } unwritten)
                        Told(unwritten);
                failed = disk.HasFailed();
                // The disk works again, and a good client sends again what it had no answer to; nobody's hand is needed.
                Assert.Null(await FoundAsync(server, runs));
                for (var i = 0; i < People; i++) Assert.Null(await WriteAsync(server, runs, i));
                Assert.Equal(People, await Requests.CountAsync(server.Http, Name(runs)));
            }

            server.Kill();
            await server.EndedAsync();
        }

        TestContext.Current.SendDiagnosticMessage("{0}: {1} calls, told {2}", how, runs - 1, string.Join(' ', told));
        Assert.True(runs > 20, $"{runs} calls are no sweep.");
        Assert.Empty(told.Keys.Except(ToldCodes));
        if (how is DiskFault.IoError or DiskFault.NoSpace) Assert.NotEmpty(told);
        await using var again = await GatewayProcess.ServeAsync(disk.Settings());
        for (var run = 0; run < runs; run++) Assert.Equal(People, await Requests.CountAsync(again.Http, Name(run)));

        void Told(string code) => told.AddOrUpdate(code, 1, (_, count) => count + 1);
    }

    [Fact]
    public async Task Because_the_power_is_cut_holds_all_that_was_acknowledged()
    {
        var cuts = int.Parse(Environment.GetEnvironmentVariable("CIRCLES_CUTS") ?? "60", CultureInfo.InvariantCulture);
        using var disk = new WatchedDisk();
        var acknowledged = new ConcurrentDictionary<string, long>();
        await using (var server = await GatewayProcess.ServeAsync(disk.Settings(noting: true)))
        {
            await Requests.FoundAsync(server.Http, Demo);
            var founded = disk.NotedBytes;
            var next = 0;
            await Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => Task.Run(async () =>
            {
                for (int i; (i = Interlocked.Increment(ref next)) <= Written;)
                {
                    Assert.Null(await Requests.RegisterAsync(server.Http, Demo, $"{i}"));
                    acknowledged[$"{i}"] = disk.NotedBytes;
                }
            })));
            acknowledged[""] = founded;
            server.Kill();
            await server.EndedAsync();
        }

        var chance = new Random(Seed);
        var notes = disk.Notes().ToList();
        var ends = Enumerable.Range(0, cuts).Select(_ => chance.Next(notes.Count)).Order().ToList();
        var (model, at) = (new DiskAfterPowerCut(), 0);
        foreach (var (number, end) in ends.Index())
        {
            for (; at < end; at++) model.Add(notes[at]);
            await HoldsAsync(model, MasterKeys.InFile(Path.Combine(disk.DataPath, "master.key")), number % 2 == 0 ? null : new Random(Seed + number), acknowledged, at == 0 ? 0 : notes[at - 1].End, number);
        }
    }

    private static async Task HoldsAsync(
        DiskAfterPowerCut cut, MasterKeys master, Random? chance, ConcurrentDictionary<string, long> acknowledged, long noted, int number)
    {
        var folder = Gateway.NewFolder();
        try
        {
            var networks = Directory.CreateDirectory(Path.Combine(folder, "networks"));
            cut.WriteTo(networks.FullName, chance);
            await using var journal = new SqliteJournal(folder);
            await using var seals = new Sealing(new SqliteKeys(folder), master);
            await using var host = new NetworkHost(journal, seals: seals);
            var kept = (await journal.NetworksAsync()).Contains(Demo)
                ? (await host.OpenAsync(Demo)).Current.People.Values.Select(person => person.Name).Append("").ToHashSet()
                : [];
            // What was noted at the time of an answer is what the disk had been told then, or a little more.
            var lost = acknowledged.Where(one => one.Value <= noted && !kept.Contains(one.Key)).Select(one => one.Key).ToList();
            Assert.True(lost.Count == 0, $"Cut {number} at {noted} bytes lost {string.Join(", ", lost)}.");
            Assert.Empty(kept.Except(acknowledged.Keys));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Name(int run) => $"run-{run}";

    private static Task<string?> WriteAsync(GatewayProcess server, int run, int i) => Requests.RegisterAsync(server.Http, Name(run), $"{run}-{i}");

    /// <returns>Null when the network is there, else the code of why it is not.</returns>
    private static async Task<string?> FoundAsync(GatewayProcess server, int run)
    {
        var query = $$"""
            mutation { createNetwork(input: { slug: "{{Name(run)}}", name: "N", languages: ["en"], timeZone: "Etc/UTC" }, idempotencyKey: "{{run}}") { errors { code } } }
            """;
        using var answer = await server.Http.SendAsync(Gateway.Post(JsonSerializer.Serialize(new { query }), network: Silo.Slug.Platform));
        var json = await Gateway.JsonOf(answer);
        if (json.TryGetProperty("errors", out var errors)) return errors[0].GetProperty("extensions").GetProperty("code").GetString();
        return json.GetProperty("data").GetProperty("createNetwork").GetProperty("errors") is { } refused && refused.GetArrayLength() > 0
            ? refused[0].GetProperty("code").GetString()
            : null;
    }
}
