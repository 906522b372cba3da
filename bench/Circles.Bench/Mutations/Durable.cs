using Circles.Bench.Http;

namespace Circles.Bench.Mutations;

/// <summary>Mutations in a second that are on disk when they are answered, against hand-written inserts into PostgreSQL.</summary>
internal static class Durable
{
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(2), WarmUp = TimeSpan.FromSeconds(4);

    private static long number;

    public static async Task MeasureAsync(GatewayUnderLoad gateway, int rounds)
    {
        await using var server = await PostgresServer.StartAsync();
        Console.WriteLine($"{"durable mutations in a second",-34}{"connections",12}{"Circles",10}{"Npgsql",10}{"ratio",8}");
        foreach (var connections in (int[])[1, 32, 256])
        {
            await using var inserts = await InsertEndpoint.StartAsync(server, connections);
            var (ours, theirs) = (new List<double>(), new List<double>());
            await AskAsync(gateway, connections, WarmUp);
            await AskAsync(inserts, connections, WarmUp);
            for (var round = 0; round < rounds; round++)
            {
                ours.Add(await AskAsync(gateway, connections, Turn));
                theirs.Add(await AskAsync(inserts, connections, Turn));
            }

            var (our, their) = (Rounds.Median(ours), Rounds.Median(theirs));
            Console.WriteLine($"{"registerPerson",-34}{connections,12}{our,10:F0}{their,10:F0}{our / their,8:F2}");
        }
    }

    private static Task<double> AskAsync(Server endpoint, int connections, TimeSpan length) => Connections.AskAsync(
        endpoint.Address, connections, length, () => endpoint.Request(Requests.Register(Interlocked.Increment(ref number))));
}
