using System.Diagnostics;
using System.Globalization;
using System.Text;
using Circles.Bench.Http;
using Circles.Gateway.CommandLine;
using Circles.Grains.Imports;
using Circles.Grains.Kernel;

namespace Circles.Bench;

/// <summary>What <c>import FILE --kind people</c> does, without the start of a process.</summary>
internal static class Preview
{
    private const int Rows = 20_000;

    public static async Task<(int Rows, TimeSpan Took)> MeasureAsync(GatewayUnderLoad gateway)
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, Text(), new UTF8Encoding(false));
            var network = await gateway.Networks.OpenAsync("demo");
            var began = Stopwatch.GetTimestamp();
            await new FileImport(network, Actor.Operator, ImportKind.People, new FileInfo(file), encoding: null)
                .RunAsync(commit: false, TextWriter.Null, TextWriter.Null, CancellationToken.None);
            return (Rows, Stopwatch.GetElapsedTime(began));
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>One row in a hundred is faulty, as in a real file.</summary>
    private static string Text()
    {
        var text = new StringBuilder("Name;E-mail;Reference;Region;Languages;Skills\n");
        for (var i = 0; i < Rows; i++)
        {
            var region = i % 100 == 0 ? "nowhere" : "PL514";
            text.Append(CultureInfo.InvariantCulture, $"Person {i};person.{i}@example.com;X-{i};{region};pl, en;sales, planning\n");
        }

        return text.ToString();
    }
}
