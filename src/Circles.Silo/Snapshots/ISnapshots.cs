using Circles.Grains.Kernel;
using Circles.Silo.Journals;

namespace Circles.Silo.Snapshots;

/// <summary>Keeps one state for each network, so that opening need not replay from the start. Only ever an optimisation.</summary>
public interface ISnapshots
{
    /// <summary>The kept state, or null when there is none that this build may use. Whatever is wrong with it, it is thrown away.</summary>
    ValueTask<Snapshot?> LoadAsync(string network, CancellationToken cancel = default);

    /// <summary>Replaces the kept state.</summary>
    /// <exception cref="IOException">It could not be kept; the one before may be gone. No harm beyond a slower opening.</exception>
    ValueTask SaveAsync(string network, Snapshot snapshot, CancellationToken cancel = default);

    /// <summary>Throws the kept state away, because it does not fit the journal.</summary>
    ValueTask DropAsync(string network, CancellationToken cancel = default);
}

/// <summary>A state and the place in the journal that it stands at.</summary>
public sealed record Snapshot(JournalPosition Position, NetworkState State);

/// <summary>Keeps nothing: every opening replays the journal.</summary>
public sealed class NoSnapshots : ISnapshots
{
    public ValueTask<Snapshot?> LoadAsync(string network, CancellationToken cancel = default) => ValueTask.FromResult<Snapshot?>(null);

    public ValueTask SaveAsync(string network, Snapshot snapshot, CancellationToken cancel = default) => ValueTask.CompletedTask;

    public ValueTask DropAsync(string network, CancellationToken cancel = default) => ValueTask.CompletedTask;
}
