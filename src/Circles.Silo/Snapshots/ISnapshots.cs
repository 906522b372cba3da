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
    /// <exception cref="IOException">It could not be kept. No harm beyond a slower opening.</exception>
    ValueTask SaveAsync(string network, Snapshot snapshot, CancellationToken cancel = default);

    /// <summary>Throws the kept states away, because one does not fit the journal.</summary>
    ValueTask DropAsync(string network, CancellationToken cancel = default);
}

/// <summary>A state and the place in the journal that it stands at.</summary>
public sealed record Snapshot(JournalPosition Position, NetworkState State);

/// <summary>Keeps nothing: every opening replays the journal.</summary>
public sealed class NoSnapshots : ISnapshots
{
    public ValueTask<Snapshot?> LoadAsync(string network, long from = 0, long to = long.MaxValue, CancellationToken cancel = default) =>
        ValueTask.FromResult<Snapshot?>(null);

    public ValueTask SaveAsync(string network, Snapshot snapshot, CancellationToken cancel = default) => ValueTask.CompletedTask;

    public ValueTask DropAsync(string network, CancellationToken cancel = default) => ValueTask.CompletedTask;
}
