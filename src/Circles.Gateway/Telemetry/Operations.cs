using System.Diagnostics;
using System.Diagnostics.Metrics;
using Circles.GraphQL.Execution;
using Circles.GraphQL.Language;

namespace Circles.Gateway.Telemetry;

/// <summary>What the gateway tells of each operation: its kind and name, never its variables, its token or whom it is about.</summary>
/// <remarks>Source: OpenTelemetry, "Semantic conventions for GraphQL server spans".</remarks>
public static class Operations
{
    /// <summary>The name of the meter and of the activity source.</summary>
    public const string Name = "Circles.Gateway";

    private static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);

    private static readonly Histogram<double> Duration = Meter.CreateHistogram<double>(
        "circles.gateway.operation.duration", "s", "From a request's document to its answer, by kind and outcome.");

    private static readonly Counter<long> Documents = Meter.CreateCounter<long>(
        "circles.gateway.documents",
        "{request}",
        "Requests by how their document was found: sent, trusted, persisted, persisting, missing, faulty, untrusted.");

    internal static void Document(string how) => Documents.Add(1, new KeyValuePair<string, object?>("found", how));

    internal static Activity? Begin(OperationKind? kind) => Source.StartActivity(Word(kind), ActivityKind.Internal);

    internal static void End(Activity? span, ExecutionSummary summary, TimeSpan took)
    {
        var outcome = !summary.HasData ? "refused" : summary.ErrorCount > 0 ? "errors" : "ok";
        var kind = Word(summary.OperationKind);
        // The name is the caller's text, of any number: in a span it is of use, in a metric it would be an endless set of series.
        Duration.Record(took.TotalSeconds, new("graphql.operation.type", kind), new("outcome", outcome));
        if (span is null) return;
        var name = summary.OperationName is { Length: > Limits.OperationNameMax } longer ? longer[..Limits.OperationNameMax] : summary.OperationName;
        span.DisplayName = name is null ? kind : $"{kind} {name}";
        span.SetTag("graphql.operation.type", kind);
        span.SetTag("graphql.operation.name", name);
        span.SetTag("circles.errors", summary.ErrorCount);
        if (outcome != "ok") span.SetStatus(ActivityStatusCode.Error, outcome);
    }

    private static string Word(OperationKind? kind) => kind switch
    {
        OperationKind.Query => "query",
        OperationKind.Mutation => "mutation",
        OperationKind.Subscription => "subscription",
        _ => "none",
    };
}
