using System.Collections.Concurrent;
using System.Net;

namespace Circles.Gateway.Tests;

/// <summary>A gateway of its own process over SQLite, on a real small disk.</summary>
public sealed class A_disk_that_takes_no_more
{
    private const int Writers = 4;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, bool> acknowledged = new();
    private readonly ConcurrentDictionary<string, bool> inDoubt = new();
    private readonly ConcurrentDictionary<string, int> codes = new();

    [Fact]
    public async Task because_it_is_full_is_told_clearly_and_written_again_as_soon_as_there_is_room()
    {
        using var disk = new Disk();
        await using var server = await GatewayProcess.ServeAsync(Settings(disk));
        await Requests.FoundAsync(server.Http, "demo");
        Assert.Null(await Requests.RegisterAsync(server.Http, "demo", "first"));
        acknowledged["first"] = true;
        for (var round = 0; round < 3; round++)
        {
            disk.Fill(left: 256 << 10);
            await WriteUntilRefusedAsync(server, $"{round}");
            Assert.Equal(["JOURNAL_FULL"], codes.Keys);
            // What is known is still told.
            Assert.True(await Requests.CountAsync(server.Http, "demo") >= acknowledged.Count);
            disk.MakeRoom();
            await Requests.ReadyAsync(server.Http, HttpStatusCode.OK, Patience);
            await AllAcknowledgedAsync(server);
        }

        Assert.Equal(acknowledged.Count, await Requests.CountAsync(server.Http, "demo"));
        server.Kill();
        await server.EndedAsync();
        await using var again = await GatewayProcess.ServeAsync(Settings(disk));
        Assert.Equal(acknowledged.Count, await Requests.CountAsync(again.Http, "demo"));
    }

    [Fact]
    public async Task because_its_file_system_failed_and_is_read_only_is_told_clearly_and_read_on_and_nothing_is_lost()
    {
        using var disk = new Disk();
        await using (var server = await GatewayProcess.ServeAsync(Settings(disk)))
        {
            await Requests.FoundAsync(server.Http, "demo");
            var first = WriteUntilRefusedAsync(server, "0");
            while (acknowledged.Count < 20) Assert.False(first.IsFaulted, first.Exception?.ToString());
            disk.Fail();
            await first.WaitAsync(Patience);
            Assert.Empty(codes.Keys.Except(["JOURNAL_READ_ONLY", "JOURNAL_IO", "JOURNAL_UNREACHABLE"]));
            Assert.Contains(
                "\"data\":\"failed\"", await Requests.ReadyAsync(server.Http, HttpStatusCode.ServiceUnavailable, Patience), StringComparison.Ordinal);
            Assert.InRange(await Requests.CountAsync(server.Http, "demo"), acknowledged.Count, acknowledged.Count + Writers);
            server.Leave();
            Assert.Equal(0, await server.EndedAsync());
        }

        disk.Mend();
        await using var again = await GatewayProcess.ServeAsync(Settings(disk));
        await AllAcknowledgedAsync(again);
        Assert.Equal(acknowledged.Count, await Requests.CountAsync(again.Http, "demo"));
    }

    private static (string, string)[] Settings(Disk disk) =>
        [("Circles__DataPath", Path.Combine(disk.Path, "data")), ("Circles__Bootstrap__Token", Gateway.OperatorToken)];

    /// <summary>Each writer goes on until it has heard five times that its command cannot be kept.</summary>
    private Task WriteUntilRefusedAsync(GatewayProcess server, string round) => Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
    {
        var refused = 0;
        for (var i = 0; refused < 5; i++)
        {
            var key = $"{round}-{writer}-{i}";
            if (await Requests.RegisterAsync(server.Http, "demo", key) is { } code)
            {
                refused++;
                inDoubt[key] = true;
                codes.AddOrUpdate(code, 1, (_, count) => count + 1);
            }
            else
            {
                acknowledged[key] = true;
            }
        }
    })));

    /// <summary>As a good client: what was refused is sent again under its key.</summary>
    private async Task AllAcknowledgedAsync(GatewayProcess server)
    {
        foreach (var key in inDoubt.Keys)
        {
            Assert.Null(await Requests.RegisterAsync(server.Http, "demo", key));
            acknowledged[key] = true;
        }

        inDoubt.Clear();
    }
}
