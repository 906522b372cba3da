using System.Runtime.CompilerServices;
using Circles.Grains.Kernel;
using Circles.Silo;
using Circles.Silo.Journals;

namespace Circles.Simulation;

/// <summary>How often what goes wrong, from 0 to 1. Each seed draws its own: a run of many small faults, or of few large ones.</summary>
internal sealed record FaultRates(double Full, double LostWrite, double LostAnswer, double Unreachable, double Repeats)
{
    public static readonly FaultRates None = new(0, 0, 0, 0, 0);

    /// <summary>Milliseconds that one call may take.</summary>
    public int SlowestMs { get; init; } = 5;

    public static FaultRates Drawn(Random chance)
    {
        return new(One(), One(), One(), One(), One()) { SlowestMs = chance.Next(1, 400) };

        // Half of the kinds stay out of a run: rare combinations come up when few things happen at once.
        double One() => chance.NextDouble() < 0.5 ? 0 : chance.NextDouble() * 0.2;
    }
}

/// <summary>The faults that all nodes have at the moment.</summary>
internal sealed class Weather
{
    public FaultRates Rates { get; set; } = FaultRates.None;
}

/// <summary>What a journal may do that no journal should: the simulation must find each of them out.</summary>
internal enum Sabotage
{
    None,

    /// <summary>Answers that it kept a batch, and kept nothing.</summary>
    ForgetsAcknowledged,

    /// <summary>Leaves an event out when it is read.</summary>
    SkipsOne,

    /// <summary>Believes whoever appends about where the stream ends.</summary>
    LetsAnybodyAppend,
}

/// <summary>One node's way to the journal: slow, unreliable, and true in what it keeps.</summary>
internal sealed class SimJournal(VolatileJournal kept, Scheduler scheduler, SimTime time, Weather weather, SimDuties duties, Context node)
    : IJournal
{
    private FaultRates Faults => weather.Rates;

    public Sabotage Sabotage { get; init; }

    public async ValueTask<JournalPosition> AppendAsync(
        string network, long expected, IReadOnlyList<EncodedEvent> events, CancellationToken cancel = default)
    {
        if (events.Any(one => EventCodec.Decode(1, one.Name, one.Json.Span).By is Actor.Duty)) duties.Acts(node, network);
        await TakeTime(cancel);
        if (scheduler.Draw(Faults.Full)) throw Unavailable("JOURNAL_FULL");
        if (scheduler.Draw(Faults.LostWrite)) throw Unavailable("JOURNAL_IO");
        if (Sabotage == Sabotage.ForgetsAcknowledged && scheduler.Draw(0.05)) return await ForgetAsync(network, expected, events);
        if (Sabotage == Sabotage.LetsAnybodyAppend) expected = await EndAsync(network);
        var end = await kept.AppendAsync(network, expected, events, cancel);
        await TakeTime(CancellationToken.None);
        return scheduler.Draw(Faults.LostAnswer) ? throw Unavailable("JOURNAL_IO") : end;
    }

    public async IAsyncEnumerable<StoredEvent> ReadAsync(
        string network, long after, int max = int.MaxValue, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        await TakeTime(cancel);
        await foreach (var stored in kept.ReadAsync(network, after, max, cancel))
        {
            if (scheduler.Draw(Faults.Unreachable / 4)) throw Unavailable("JOURNAL_UNREACHABLE");
            if (Sabotage == Sabotage.SkipsOne && scheduler.Draw(0.01)) continue;
            yield return stored;
        }
    }

    public async IAsyncEnumerable<long> FollowAsync(
        string network, long after, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        await foreach (var end in kept.FollowAsync(network, after, cancel))
        {
            await TakeTime(cancel);
            if (scheduler.Draw(Faults.Unreachable)) throw Unavailable("JOURNAL_UNREACHABLE");
            yield return end;
            if (!scheduler.Draw(Faults.Repeats)) continue;
            yield return end;
            yield return Math.Max(0, end - 1);
        }
    }

    public async ValueTask<IDutyHold?> HoldDutyAsync(string network, string duty, CancellationToken cancel = default)
    {
        await TakeTime(cancel);
        if (scheduler.Draw(Faults.Unreachable)) throw Unavailable("JOURNAL_UNREACHABLE");
        return duties.TryHold(node, network, duty);
    }

    public async ValueTask<IReadOnlyList<string>> NetworksAsync(CancellationToken cancel = default)
    {
        await TakeTime(cancel);
        return await kept.NetworksAsync(cancel);
    }

    public ValueTask ReleaseAsync(string network) => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async ValueTask<JournalPosition> ForgetAsync(string network, long expected, IReadOnlyList<EncodedEvent> events)
    {
        await using var nowhere = new VolatileJournal();
        await foreach (var stored in kept.ReadAsync(network, 0)) await nowhere.AppendAsync(network, stored.Sequence - 1, [stored.Event]);
        return await nowhere.AppendAsync(network, expected, events);
    }

    private async ValueTask<long> EndAsync(string network)
    {
        long end = 0;
        await foreach (var stored in kept.ReadAsync(network, 0)) end = stored.Sequence;
        return end;
    }

    private Task TakeTime(CancellationToken cancel) =>
        time.Passes(TimeSpan.FromMilliseconds(scheduler.Chance.Next(Faults.SlowestMs + 1)), cancel);

    private static JournalUnavailableException Unavailable(string code) => new(code, "Simulated.", retryable: true);
}
