using System.Globalization;

namespace Circles.Bench.Http;

/// <summary>How long one request takes when nothing else is asked.</summary>
internal static class OneByOne
{
    public static async Task MeasureAsync(GatewayUnderLoad gateway, BareEndpoint bare, int rounds)
    {
        Console.WriteLine($"{"one at a time",-34}{"Circles",12}{"bare Kestrel",14}{"ratio",8}{"bytes",9}");
        (string, Func<int, byte[]>)[] all =
        [
            ("__typename", _ => Requests.TypeName), ("point query", _ => Requests.Point), ("list, 100 of 300 people by name", _ => Requests.LongList),
            ("durable mutation", number => Requests.Register(number)), ("the same as a dry run", number => Requests.Register(number, dryRun: true)),
        ];
        foreach (var (name, body) in all)
        {
            bare.Answer = await gateway.AnswerAsync(body(0));
            var (ours, theirs) = await Rounds.AlternateAsync(
                rounds, round => gateway.AnswerAsync(body(round)), round => bare.AnswerAsync(body(round)));
            Console.WriteLine($"{name,-34}{Microseconds(ours),12}{Microseconds(theirs),14}{ours / theirs,8:F1}{bare.Answer.Length,9}");
        }
    }

    private static string Microseconds(double took) => string.Create(CultureInfo.InvariantCulture, $"{took:F0} µs");
}
