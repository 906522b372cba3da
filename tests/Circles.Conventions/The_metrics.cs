using System.Diagnostics.Metrics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;

namespace Circles.Conventions;

/// <summary>What the server tells of itself: names that stay, told in docs/metrics.md, used by the dashboard and the alerts.</summary>
public sealed partial class The_metrics
{
    private static readonly string[] Runtimes = ["dotnet_process_memory_working_set_bytes", "dotnet_gc_last_collection_heap_size_bytes"];

    private static readonly IReadOnlyList<Instrument> All = Published();

    [Fact]
    public void are_told_in_docs_metrics_md()
    {
        var text = new StringBuilder("""
            # Metrics

            What a server sends to a collector, beside ASP.NET Core's and the runtime's own meters. A name stays for good. In Prometheus dots become
            underscores, and units and `_total` are put behind.

            This file is generated from the code: change the code, then run the tests once with `UPDATE_DOCS=1`.

            | Name | Kind | Unit | Meaning |
            | --- | --- | --- | --- |

            """);
        foreach (var metric in All)
            text.Append(CultureInfo.InvariantCulture, $"| `{metric.Name}` | {Kind(metric)} | {metric.Unit} | {metric.Description} |\n");
        GeneratedFile.Matches("docs/metrics.md", text.ToString());
    }

    [Theory]
    [InlineData("deploy/monitoring/dashboard.json")]
    [InlineData("deploy/monitoring/alerts.yaml")]
    public void are_the_ones_that_are_watched(string file)
    {
        var known = All.Select(Prometheus).Concat(Runtimes).ToHashSet(StringComparer.Ordinal);
        var used = Used().Matches(Repository.Read(file)).Select(match => Suffix().Replace(match.Value, "")).Distinct().ToList();
        Assert.NotEmpty(used);
        Offenders.None(used.Where(name => !known.Contains(name)));
    }

    [Fact]
    public void have_an_answer_in_docs_operating_md_for_each_alert()
    {
        var alerts = Alert().Matches(Repository.Read("deploy/monitoring/alerts.yaml")).Select(match => match.Groups["name"].Value).ToList();
        var told = Row().Matches(Repository.Read("docs/operating.md")).Select(match => match.Groups["name"].Value).ToList();
        Assert.NotEmpty(alerts);
        Assert.Equal(alerts, told);
    }

    private static List<Instrument> Published()
    {
        var found = new List<Instrument>();
        using var listener = new MeterListener { InstrumentPublished = (instrument, _) => found.Add(instrument) };
        listener.Start();
        foreach (var type in new[] { typeof(Silo.Telemetry).Assembly, typeof(Gateway.Program).Assembly }.SelectMany(assembly => assembly.GetTypes()))
            if (type.GetFields(System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.NonPublic).Any(field => field.FieldType == typeof(Meter)))
                RuntimeHelpers.RunClassConstructor(type.TypeHandle);
        return [.. found.Where(instrument => instrument.Meter.Name.StartsWith("Circles.", StringComparison.Ordinal)).OrderBy(instrument => instrument.Name, StringComparer.Ordinal)];
    }

    private static string Kind(Instrument metric) => metric.GetType().Name.Split('`')[0] switch
    {
        "Counter" => "counter",
        "UpDownCounter" or "ObservableUpDownCounter" => "up and down",
        "Histogram" => "histogram",
        var other => other,
    };

    private static string Prometheus(Instrument metric)
    {
        var name = metric.Name.Replace('.', '_');
        if (metric.Unit == "s") name += "_seconds";
        return Kind(metric) == "counter" ? name + "_total" : name;
    }

    [GeneratedRegex("(circles|dotnet)_[a-z_]+", RegexOptions.ExplicitCapture)]
    private static partial Regex Used();

    [GeneratedRegex("_(bucket|count|sum)$", RegexOptions.ExplicitCapture)]
    private static partial Regex Suffix();

    [GeneratedRegex(@"- alert: (?<name>\w+)")]
    private static partial Regex Alert();

    [GeneratedRegex(@"(?m)^\| (?<name>Circles\w+) \|")]
    private static partial Regex Row();
}
