using System.Diagnostics;
using System.Globalization;
using Circles.Bench;
using Circles.Bench.Engine;
using Circles.Bench.Http;
using Circles.Bench.Large;
using Circles.Bench.Mutations;
using Circles.Bench.Writers;

// dotnet run -c Release --project bench/Circles.Bench [-- PART [ROUNDS [WORD [WRITERS]]]]
// Writes nothing but a data folder of its own, which it deletes. PART: one of those below; all of them without one.
// WORD: of load, only the rows with this word in their name; of writers, sqlite or postgres, and after it only so many writers.
if (args is ["open", var there, var from])
{
    await OpeningLarge.OpenHereAsync(there, from);
    return;
}

string[] parts = ["all", "engine", "large", "latency", "load", "mutations", "privacy", "single", "silo", "writers"];
var (part, rounds) = (args is [var name, ..] ? name : "all", args is [_, var text, ..] ? int.Parse(text, CultureInfo.InvariantCulture) : (int?)null);
if (!parts.Contains(part)) throw new ArgumentException($"No part is named '{part}'.");
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
    var (store, count) = (args.ElementAtOrDefault(2) ?? "", args.ElementAtOrDefault(3));
    if (Is("writers"))
        await Commits.MeasureAsync(
            Path.Combine(folder, "writers"), rounds ?? 5, store, count is null ? null : int.Parse(count, CultureInfo.InvariantCulture));
    if (part == "writers") return;
    var began = Stopwatch.GetTimestamp();
    await using var gateway = await GatewayUnderLoad.StartAsync(Path.Combine(folder, "data"));
    var loaded = Stopwatch.GetElapsedTime(began);
    await using var bare = await BareEndpoint.StartAsync();
    if (Is("load")) await Throughput.MeasureAsync(gateway, bare, rounds ?? 7, args is [_, _, var word] ? word : "");
    if (Is("single")) await OneByOne.MeasureAsync(gateway, bare, rounds ?? 2_000);
    if (Is("privacy")) await Privacy.MeasureAsync(gateway, samples: 1_000 * (rounds ?? 4), rounds ?? 7);
    if (Is("latency")) await UnderMutations.MeasureAsync(gateway, rounds ?? 5);
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
