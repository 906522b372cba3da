using Circles.Silo.Journals;

namespace Circles.Simulation;

/// <summary>The locks of the database that the nodes share. One that is gone or stands still loses its own, though not at once.</summary>
internal sealed class SimDuties(Scheduler scheduler, SimTime time)
{
    private readonly Dictionary<(string Network, string Duty), Hold> held = [];
    private readonly HashSet<Context> late = [];

    /// <summary>The first promise that did not hold, told at the end: whoever broke it may take it for a failure of the journal.</summary>
    public string? Broken { get; private set; }

    public IDutyHold? TryHold(Context by, string network, string duty)
    {
        if (held.ContainsKey((network, duty))) return null;
        late.Remove(by);
        return held[(network, duty)] = new Hold(this, (network, duty), by);
    }

    /// <summary>
    /// Somebody does what only a duty does: it must be the holder. One that stood still while another took over does not know it yet; then
    /// the journal decides which of the two counts.
    /// </summary>
    public void Acts(Context by, string network)
    {
        if (late.Contains(by) || held.Any(one => one.Key.Network == network && one.Value.By == by)) return;
        Broken ??= $"A node acted for a duty of {network} that it did not hold.";
    }

    /// <summary>Called when a node dies or stands still.</summary>
    public async Task FallsSilentAsync(Context node)
    {
        await time.Passes(TimeSpan.FromSeconds(scheduler.Chance.Next(1, 26)));
        if (node is { IsDead: false, IsPaused: false }) return;
        foreach (var (key, hold) in held.Where(one => one.Value.By == node).ToList())
        {
            held.Remove(key);
            late.Add(node);
            node.Post(_ => hold.Lose(), null);
        }
    }

    private void GiveBack((string, string) key, Hold hold)
    {
        if (held.GetValueOrDefault(key) == hold) held.Remove(key);
    }

    private sealed class Hold(SimDuties duties, (string, string) key, Context by) : IDutyHold
    {
        private readonly CancellationTokenSource lost = new();

        public Context By => by;

        public CancellationToken Lost => lost.Token;

        public void Lose() => lost.Cancel();

        public ValueTask DisposeAsync()
        {
            duties.GiveBack(key, this);
            return ValueTask.CompletedTask;
        }
    }
}
