using Circles.Grains.Kernel;
using Circles.Silo.Journals;

namespace Circles.Silo.Snapshots;

/// <summary>
/// Keeps states of each network, the newest and some of its past (<see cref="Thinning"/>), so that neither opening nor a question of the
/// past replays from the start. Only ever an optimisation.
/// </summary>
public interface ISnapshots
{
    /// <summary>The newest kept state that stands at or between two sequence numbers; null when there is none that this build may use.</summary>
    /// <remarks>Whatever is wrong with one, it is thrown away.</remarks>
    ValueTask<Snapshot?> LoadAsync(string network, long from = 0, long to = long.MaxValue, CancellationToken cancel = default);

    /// <summary>Keeps a state and lets go of those that are one too many.</summary>
    /// <returns>Its size, as <see cref="Snapshot.Bytes"/> has it; 0 when there was no need to keep it.</returns>
    /// <exception cref="IOException">It could not be kept. No harm beyond a slower opening.</exception>
    ValueTask<long> SaveAsync(string network, Snapshot snapshot, CancellationToken cancel = default);

    /// <summary>Throws the kept states away, because one does not fit the journal.</summary>
    ValueTask DropAsync(string network, CancellationToken cancel = default);
}

/// <summary>A state and the place in the journal that it stands at.</summary>
/// <param name="Bytes">The size of its tables as they are written, before they are compressed; 0 for one that was not read.</param>
public sealed record Snapshot(JournalPosition Position, NetworkState State, long Bytes = 0);

/// <summary>Keeps nothing: every opening replays the journal.</summary>
public sealed class NoSnapshots : ISnapshots
{
    public ValueTask<Snapshot?> LoadAsync(string network, long from = 0, long to = long.MaxValue, CancellationToken cancel = default) =>
        ValueTask.FromResult<Snapshot?>(null);

    public ValueTask<long> SaveAsync(string network, Snapshot snapshot, CancellationToken cancel = default) => ValueTask.FromResult(0L);

    public ValueTask DropAsync(string network, CancellationToken cancel = default) => ValueTask.CompletedTask;
}
