namespace Circles.Bench.Http;

/// <summary>Requests in a second, against a bare Kestrel endpoint that sends the same bytes.</summary>
internal static class Throughput
{
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(1), WarmUp = TimeSpan.FromSeconds(4);

    public static async Task MeasureAsync(GatewayUnderLoad gateway, BareEndpoint bare, int rounds, string word)
    {
        Console.WriteLine($"{"requests in a second",-34}{"connections",12}{"Circles",10}{"bare",10}{"share",8}{"bytes",9}");
        (string, byte[])[] all =
        [
            ("point query", Requests.Point), ("list, 20 of 300 people by name", Requests.List), ("dashboard of counts", Requests.Dashboard),
            ("a circle and its members", Requests.Circles),
        ];
        foreach (var (name, body) in all.Where(row => row.Item1.Contains(word, StringComparison.Ordinal)))
            foreach (var connections in (int[])[16, 64])
                await MeasureAsync(name, body, connections, gateway, bare, rounds);
    }

    private static async Task MeasureAsync(string name, byte[] body, int connections, GatewayUnderLoad gateway, BareEndpoint bare, int rounds)
    {
        bare.Answer = await gateway.AnswerAsync(body);
        var (ours, theirs) = (new List<double>(), new List<double>());
        await AskAsync(gateway, body, connections, WarmUp);
        await AskAsync(bare, body, connections, WarmUp);
        for (var round = 0; round < rounds; round++)
        {
            ours.Add(await AskAsync(gateway, body, connections, Turn));
            theirs.Add(await AskAsync(bare, body, connections, Turn));
        }

        var (our, their) = (Rounds.Median(ours), Rounds.Median(theirs));
        Console.WriteLine($"{name,-34}{connections,12}{our,10:F0}{their,10:F0}{our / their,8:F2}{bare.Answer.Length,9}");
    }

    private static Task<double> AskAsync(Server endpoint, byte[] body, int connections, TimeSpan length)
    {
        ReadOnlyMemory<byte> request = endpoint.Request(body);
        return Connections.AskAsync(endpoint.Address, connections, length, () => request);
    }
}
