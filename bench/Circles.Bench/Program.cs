using System.Diagnostics;
using System.Globalization;
using Circles.Bench;

// Prints one table; writes nothing but a data folder of its own, which it deletes.
var rounds = args is [var text, ..] ? int.Parse(text, CultureInfo.InvariantCulture) : 2_000;
var folder = Directory.CreateTempSubdirectory("circles-bench-").FullName;
try
{
    var load = Stopwatch.GetTimestamp();
    await using var gateway = await GatewayUnderLoad.StartAsync(folder);
    var loaded = Stopwatch.GetElapsedTime(load);
    await using var bare = await BareEndpoint.StartAsync();

    Console.WriteLine($"{Environment.ProcessorCount} cores, {Environment.Version}, {rounds} requests each, one at a time, after a warm-up; medians.");
    Console.WriteLine();
    Console.WriteLine($"{"",-34}{"Circles",12}{"bare Kestrel",14}{"ratio",8}{"bytes",9}");
    foreach (var (name, body) in Requests.All)
    {
        var answer = await gateway.AnswerAsync(body(0));
        bare.Answer = answer;
        // Alternating, so that whatever else the machine does falls on both alike.
        var (ours, theirs) = await Rounds.AlternateAsync(rounds, round => gateway.AskAsync(body(round)), round => bare.AskAsync(body(round)));
        Console.WriteLine($"{name,-34}{Microseconds(ours),12}{Microseconds(theirs),14}{ours / theirs,8:F1}{answer.Length,9}");
    }

    Console.WriteLine();
    Console.WriteLine($"{"loading the demo network",-34}{loaded.TotalSeconds,10:F2} s");
    foreach (var (name, took) in await Opening.MeasureAsync(folder)) Console.WriteLine($"{name,-34}{took.TotalMilliseconds,9:F1} ms");
    var (rows, preview) = await Preview.MeasureAsync(gateway);
    Console.WriteLine($"{$"import preview, {rows} people",-34}{preview.TotalSeconds,10:F2} s");
}
finally
{
    Directory.Delete(folder, recursive: true);
}

static string Microseconds(double ticks) => string.Create(CultureInfo.InvariantCulture, $"{ticks:F0} µs");
