using Circles.Grains.Kernel;
using Circles.Silo.Journals;
using Circles.Silo.Snapshots;

namespace Circles.Silo.Hosting;

/// <summary>Keeps a network's snapshot young enough, off the loop's path. Failing costs only time at the next opening.</summary>
internal sealed class SnapshotKeeper
{
    private readonly ISnapshots snapshots;
    private readonly string network;
    private long saved;
    private long bytes;
    private Task saving = Task.CompletedTask;

    /// <param name="loaded">The one that the network was opened from.</param>
    public SnapshotKeeper(ISnapshots snapshots, string network, Snapshot? loaded)
    {
        (this.snapshots, this.network, saved) = (snapshots, network, loaded?.Position.Sequence ?? 0);
        Tell(loaded?.Bytes ?? 0);
    }

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
        if (position.Sequence - saved >= Limits.SnapshotMin || Fault.At(FaultSite.EarlySnapshot)) await SaveAsync(state, position);
        await LeaveAsync();
    }

    /// <summary>Keeps nothing more: there is no such state in memory.</summary>
    public async Task LeaveAsync()
    {
        await saving;
        Tell(0);
    }

    private async Task SaveAsync(NetworkState state, JournalPosition position)
    {
        try
        {
            var written = await snapshots.SaveAsync(network, new Snapshot(position, state));
            if (written > 0) Tell(written);
            Telemetry.Snapshots.Add(1, Telemetry.Outcome("saved"));
        }
        catch (Exception)
        {
            Telemetry.Snapshots.Add(1, Telemetry.Outcome("failed"));
        }
    }

    private void Tell(long size)
    {
        Telemetry.StateBytes.Add(size - bytes);
        bytes = size;
    }
}
