using Circles.Grains.Kernel;
using Circles.Silo.Seals;

namespace Circles.Silo.Hosting;

/// <summary>Commands that are decided one on the other and kept together.</summary>
internal sealed class Batch(NetworkState before)
{
    private readonly List<(Asked Asked, Outcome Outcome)> decided = [];
    private readonly List<UnsealedEvent> events = [];
    private long bytes;

    /// <summary>The state that the first was decided on.</summary>
    public NetworkState Before { get; } = before;

    /// <summary>The state after all of them.</summary>
    public NetworkState After { get; private set; } = before;

    public IReadOnlyList<UnsealedEvent> Events => events;

    public int Count => decided.Count;

    public bool HasRoom => decided.Count < Limits.BatchMax && bytes < Limits.BatchBytesMax && !(decided.Count > 0 && Fault.At(FaultSite.SmallBatch));

    /// <summary>Decides one more. A command that throws is a bug of its own: its caller is told, nobody else.</summary>
    public void Add(Asked asked)
    {
        var kept = events.Count;
        try
        {
            var outcome = Domain.Handle(After, asked.Envelope);
            foreach (var happened in outcome.Happened)
            {
                var unsealed = UnsealedEvent.Of(happened, After, outcome.After);
                events.Add(unsealed);
                bytes += unsealed.Event.Json.Length;
            }

            After = outcome.After;
            decided.Add((asked, outcome));
        }
        catch (Exception e)
        {
            events.RemoveRange(kept, events.Count - kept);
            asked.Failed(e);
        }
    }

    /// <summary>The same commands decided on a later state. Deciders are pure, so this is as if they had come later.</summary>
    public Batch Again(NetworkState state)
    {
        var again = new Batch(state);
        foreach (var (asked, _) in decided) again.Add(asked);
        return again;
    }

    public void Answer()
    {
        foreach (var (asked, outcome) in decided) asked.Done(outcome.Decision, outcome.After);
    }

    public void Refuse(Refusal refusal, NetworkState state)
    {
        foreach (var (asked, _) in decided) asked.Done(refusal, state);
    }

    public void Fail(Exception why)
    {
        foreach (var (asked, _) in decided) asked.Failed(why);
    }
}
