using System.Diagnostics;
using System.Globalization;
using Circles.Bench;
using Circles.Bench.Engine;
using Circles.Bench.Http;
using Circles.Bench.Large;
using Circles.Bench.Mutations;

// dotnet run -c Release --project bench/Circles.Bench [-- PART [ROUNDS [WORD]]]
// Writes nothing but a data folder of its own, which it deletes. PART: engine, large, load, mutations, privacy, single, silo; all without one.
// WORD: of load, only the rows with this word in their name.
if (args is ["open", var there, var from])
{
    await OpeningLarge.OpenHereAsync(there, from);
    return;
}

var (part, rounds) = (args is [var name, ..] ? name : "all", args is [_, var text, ..] ? int.Parse(text, CultureInfo.InvariantCulture) : (int?)null);
if (part is not ("all" or "engine" or "large" or "load" or "mutations" or "privacy" or "single" or "silo")) throw new ArgumentException($"No part is named '{part}'.");
Console.WriteLine($"{Environment.ProcessorCount} cores, .NET {Environment.Version}; medians of alternating rounds, after a warm-up");
if (Is("engine"))
{
    Executing.Measure();
    await Preparing.MeasureAsync();
}

if (part == "engine") return;
var folder = Directory.CreateTempSubdirectory("circles-bench-").FullName;
try
{
    if (Is("large")) await OpeningLarge.MeasureAsync(Path.Combine(folder, "large"), rounds ?? 3);
    if (part == "large") return;
    var began = Stopwatch.GetTimestamp();
    await using var gateway = await GatewayUnderLoad.StartAsync(Path.Combine(folder, "data"));
    var loaded = Stopwatch.GetElapsedTime(began);
    await using var bare = await BareEndpoint.StartAsync();
    if (Is("load")) await Throughput.MeasureAsync(gateway, bare, rounds ?? 7, args is [_, _, var word] ? word : "");
    if (Is("single")) await OneByOne.MeasureAsync(gateway, bare, rounds ?? 2_000);
    if (Is("privacy")) await Privacy.MeasureAsync(gateway, samples: 1_000 * (rounds ?? 4), rounds ?? 7);
    if (Is("silo")) await SiloAsync(gateway, loaded);
    if (Is("mutations")) await Durable.MeasureAsync(gateway, rounds ?? 5);
}
finally
{
    Directory.Delete(folder, recursive: true);
}

bool Is(string wanted) => part == "all" || part == wanted;

async Task SiloAsync(GatewayUnderLoad gateway, TimeSpan loaded)
{
    Console.WriteLine($"{"loading the demo network",-34}{loaded.TotalSeconds,10:F2} s");
    foreach (var (name, took) in await Opening.MeasureAsync(Path.Combine(folder, "data"))) Console.WriteLine($"{name,-34}{took.TotalMilliseconds,9:F1} ms");
    foreach (var (name, took) in await Past.MeasureAsync(Path.Combine(folder, "past"))) Console.WriteLine($"{name,-34}{took.TotalMilliseconds,9:F1} ms");
    var (rows, preview) = await Preview.MeasureAsync(gateway);
    Console.WriteLine($"{$"import preview, {rows} people",-34}{preview.TotalSeconds,10:F2} s");
}
