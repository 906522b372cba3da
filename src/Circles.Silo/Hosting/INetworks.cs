using Circles.Grains.Kernel;

namespace Circles.Silo;

/// <summary>The networks that this silo serves: opened on first use, unloaded when idle.</summary>
public interface INetworks : IAsyncDisposable
{
    /// <summary>Opens a network, or joins the one that is open: however many callers race, one activation.</summary>
    /// <returns>To be used for one request: after <see cref="Limits.IdleAfter"/> without a use it may be unloaded.</returns>
    /// <exception cref="NetworkUnknownException">There is none with this slug. Nothing is made on disk.</exception>
    /// <exception cref="JournalDamagedException">This network stays closed; the others work on.</exception>
    /// <exception cref="JournalUnavailableException">Its journal cannot be read now.</exception>
    /// <exception cref="SiloStoppingException">The silo is stopping.</exception>
    ValueTask<INetwork> OpenAsync(string slug, CancellationToken cancel = default);

    /// <summary>Decides the first command of a network. Its journal is made only when the decision is accepted.</summary>
    /// <param name="slug">The slug that the command names.</param>
    /// <param name="envelope">Carries a <c>NetworkCommand.Found</c>.</param>
    /// <exception cref="ArgumentException">The envelope founds no network, or another one.</exception>
    ValueTask<Committed> FoundAsync(string slug, Envelope envelope, CancellationToken cancel = default);

    /// <summary>The slugs of all networks there are, open or not, sorted; without <see cref="Slug.Platform"/>.</summary>
    ValueTask<IReadOnlyList<string>> SlugsAsync(CancellationToken cancel = default);

    /// <summary>Stops taking commands, commits and answers what is queued, and closes everything. Nothing acknowledged is lost.</summary>
    Task StopAsync();
}

/// <summary>One open network.</summary>
/// <remarks>If it was unloaded since, what is asked of it opens it again; only <see cref="Current"/> cannot wait for that.</remarks>
public interface INetwork
{
    string Slug { get; }

    /// <summary>The state after the last commit that this node knows of, as it is to be read now (<see cref="Grains.Circles.BreakGlass.At"/>).</summary>
    /// <exception cref="InvalidOperationException">The network was unloaded since: open it again.</exception>
    NetworkState Current { get; }

    /// <summary>Has a command decided. The answer comes after what happened is on disk.</summary>
    /// <param name="cancel">Before the command is taken: it is not done. After: the outcome stands and is answered.</param>
    /// <returns>A refusal is an answer; a full queue is the refusal <c>NETWORK_BUSY</c>.</returns>
    /// <exception cref="SiloException">The journal could not keep it. With <c>JOURNAL_IO</c> the outcome is not known: repeat the command
    /// with its idempotency key.</exception>
    ValueTask<Committed> SendAsync(Envelope envelope, CancellationToken cancel = default);

    /// <summary>What a command would do now. Nothing is kept.</summary>
    Outcome Try(Envelope envelope);

    /// <summary>
    /// States beyond a sequence number as they are published, and the same state again when the time of something in it is up. A slow reader
    /// gets the latest, not every one.
    /// </summary>
    /// <returns>Ends when the silo stops.</returns>
    IAsyncEnumerable<NetworkState> FollowAsync(long after, CancellationToken cancel = default);

    /// <summary>The first known state that has this sequence number behind it.</summary>
    /// <param name="cancel">The caller's patience: an event that never happens is waited for.</param>
    Task<NetworkState> CaughtUpToAsync(long sequence, CancellationToken cancel = default);

    /// <summary>The state at a moment of the past, as it may be shown today (<see cref="PastState"/>).</summary>
    /// <returns>Or the refusal <c>AS_OF_UNKNOWN</c>, <c>AS_OF_TOO_FAR</c> or <c>NETWORK_BUSY</c>.</returns>
    /// <exception cref="JournalDamagedException">The journal is not what was written.</exception>
    ValueTask<(NetworkState? State, Refusal? Refused)> AsOfAsync(Moment moment, CancellationToken cancel = default);

    /// <summary>Events of the journal by their sequence numbers, in the order asked for.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no event with one of the numbers.</exception>
    /// <exception cref="JournalDamagedException">One of them is not what was written.</exception>
    ValueTask<IReadOnlyList<Happened>> ReadAsync(IReadOnlyList<long> sequences, CancellationToken cancel = default);
}

/// <summary>A command's answer.</summary>
/// <param name="State">As this command left it; later ones of the same commit are not in it.</param>
public sealed record Committed(Decision Decision, NetworkState State);
