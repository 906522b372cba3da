using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Circles.Silo;

/// <summary>What the silo tells of itself. Names are stable; no tag holds personal data, a token or a network's name.</summary>
public static class Telemetry
{
    /// <summary>The name of the meter and of the activity source.</summary>
    public const string Name = "Circles.Silo";

    internal static readonly ActivitySource Source = new(Name);

    private static readonly Meter Meter = new(Name);

    internal static readonly Counter<long> Commits =
        Meter.CreateCounter<long>("circles.silo.commits", "{commit}", "Batches appended to a journal.");

    internal static readonly Counter<long> Events =
        Meter.CreateCounter<long>("circles.silo.events", "{event}", "Events appended to a journal.");

    internal static readonly Histogram<int> BatchSize =
        Meter.CreateHistogram<int>("circles.silo.batch.size", "{command}", "Commands decided together.");

    internal static readonly Histogram<double> AppendDuration =
        Meter.CreateHistogram<double>("circles.silo.append.duration", "s", "From handing a batch to the journal to its being on disk.");

    internal static readonly UpDownCounter<long> QueueLength =
        Meter.CreateUpDownCounter<long>("circles.silo.queue.length", "{command}", "Commands waiting to be decided, over all networks.");

    internal static readonly UpDownCounter<long> OpenNetworks =
        Meter.CreateUpDownCounter<long>("circles.silo.networks.open", "{network}", "Networks in memory.");

    internal static readonly Counter<long> Refused =
        Meter.CreateCounter<long>("circles.silo.commands.refused", "{command}", "Refused commands, by code.");

    internal static readonly Counter<long> Conflicts =
        Meter.CreateCounter<long>("circles.silo.conflicts", "{batch}", "Batches decided again, because another node was faster.");

    internal static readonly Counter<long> DecidedAgain = Meter.CreateCounter<long>(
        "circles.silo.commands.decided_again", "{command}", "Commands decided ahead on a state that did not come to be.");

    internal static readonly Counter<long> Failures =
        Meter.CreateCounter<long>("circles.silo.failures", "{failure}", "Journal failures, by code.");

    internal static readonly Histogram<double> FollowLag = Meter.CreateHistogram<double>(
        "circles.silo.follow.lag", "s", "From a commit on another node to its being known here, as far as the nodes' clocks agree.");

    internal static readonly Histogram<double> OpenDuration =
        Meter.CreateHistogram<double>("circles.silo.open.duration", "s", "From the first use of a network to its being in memory.");

    internal static readonly Counter<long> Snapshots =
        Meter.CreateCounter<long>("circles.silo.snapshots", "{snapshot}", "Snapshots, by outcome: saved, used, dropped, failed.");

    internal static readonly UpDownCounter<long> StateBytes = Meter.CreateUpDownCounter<long>(
        "circles.silo.state.bytes",
        "By",
        "Sizes of the open networks' newest snapshots, as JSON: a measure of the states in memory, which take about two and a half times as much.");

    internal static readonly Counter<long> Past =
        Meter.CreateCounter<long>("circles.silo.past", "{state}", "States of the past that were asked for, by outcome: replayed, kept.");

    internal static readonly Counter<long> Strikes =
        Meter.CreateCounter<long>("circles.silo.strikes", "{strike}", "Strikes of the clock, by outcome: done, nothing, refused.");

    internal static readonly Histogram<double> StrikeLag =
        Meter.CreateHistogram<double>("circles.silo.strike.lag", "s", "From something's falling due to its being done by the clock.");

    internal static KeyValuePair<string, object?> Code(string code) => new("code", code);

    internal static KeyValuePair<string, object?> Outcome(string outcome) => new("outcome", outcome);
}
