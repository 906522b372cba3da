using Circles.Grains.Kernel;
using Circles.Silo.Journals;
using Circles.Silo.Snapshots;

namespace Circles.Silo.Hosting;

/// <summary>Keeps a network's snapshot young enough, off the loop's path. Failing costs only time at the next opening.</summary>
internal sealed class SnapshotKeeper(ISnapshots snapshots, string network, long loaded)
{
    private long saved = loaded;
    private Task saving = Task.CompletedTask;

    /// <summary>Saves in the background when enough has happened since the last one. Called by the loop only.</summary>
    public void Consider(NetworkState state, JournalPosition position)
    {
        if (position.Sequence - saved < Limits.SnapshotEvery || !saving.IsCompleted) return;
        saved = position.Sequence;
        saving = Task.Run(() => SaveAsync(state, position));
    }

    /// <summary>Saves once more when that shortens the next opening. Called after the loop has ended.</summary>
    public async Task CloseAsync(NetworkState state, JournalPosition position)
    {
        await saving;
        if (position.Sequence - saved < Limits.SnapshotMin && !Fault.At(FaultSite.EarlySnapshot)) return;
        await SaveAsync(state, position);
    }

    private async Task SaveAsync(NetworkState state, JournalPosition position)
    {
        try
        {
            await snapshots.SaveAsync(network, new Snapshot(position, state));
            Telemetry.Snapshots.Add(1, Telemetry.Outcome("saved"));
        }
        catch (Exception)
        {
            Telemetry.Snapshots.Add(1, Telemetry.Outcome("failed"));
        }
    }
}
