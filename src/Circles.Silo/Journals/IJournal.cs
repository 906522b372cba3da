using Circles.Grains.Kernel;

namespace Circles.Silo.Journals;

/// <summary>Where events are kept for good, one stream for each network. It decides who is right when two write at once.</summary>
/// <remarks>
/// Four calls (append-if-at, read-after, follow, hold-duty), the list of networks, and letting go of one. <see cref="VolatileJournal"/>
/// defines the meaning; every store passes the same contract tests. All members may be called from any thread.
/// </remarks>
public interface IJournal : IAsyncDisposable
{
    /// <summary>Appends all of <paramref name="events"/>, or none: only if the stream ends at <paramref name="expected"/>.</summary>
    /// <param name="network">A slug. The first append, at 0, makes the stream.</param>
    /// <returns>The new end. The events are on disk when the task completes.</returns>
    /// <exception cref="JournalConflictException">The stream ends elsewhere; nothing was appended.</exception>
    /// <exception cref="JournalUnavailableException">Nothing was appended, or, with <c>JOURNAL_IO</c>, it is not known.</exception>
    /// <exception cref="JournalDamagedException">The stream's end is not what was written there.</exception>
    ValueTask<JournalPosition> AppendAsync(
        string network, long expected, IReadOnlyList<EncodedEvent> events, CancellationToken cancel = default);

    /// <summary>The events after a sequence number, in order and without gaps; none when there is no such stream.</summary>
    /// <param name="after">0 reads from the start.</param>
    /// <param name="max">At most this many.</param>
    /// <exception cref="JournalDamagedException">The store found what it holds damaged; what came before may be used.</exception>
    /// <remarks>The reader checks the chain of hashes (<see cref="Replay"/>); the store tells the ones it keeps.</remarks>
    IAsyncEnumerable<StoredEvent> ReadAsync(
        string network, long after, int max = int.MaxValue, CancellationToken cancel = default);

    /// <summary>The stream's end each time it is found to lie beyond the last one told, whoever appended.</summary>
    /// <param name="after">The end that is known already.</param>
    /// <remarks>Ends only by cancelling. A slow reader misses ends in between, never the last one.</remarks>
    IAsyncEnumerable<long> FollowAsync(string network, long after, CancellationToken cancel = default);

    /// <summary>Takes a duty of a network, such as <c>reminders</c>, which one holder at a time has among all nodes.</summary>
    /// <returns>Null while another holds it. Disposing gives it back; so does the death of the process.</returns>
    ValueTask<IDutyHold?> HoldDutyAsync(string network, string duty, CancellationToken cancel = default);

    /// <summary>The slugs of all streams, sorted, <see cref="Slug.Platform"/> included.</summary>
    ValueTask<IReadOnlyList<string>> NetworksAsync(CancellationToken cancel = default);

    /// <summary>Lets go of files and connections held for a network. The next call takes them again.</summary>
    ValueTask ReleaseAsync(string network);
}

/// <summary>An event as read from a journal.</summary>
/// <param name="Sequence">Its number in the stream, from 1 without gaps.</param>
/// <param name="Hash">The chain's hash up to this event, as it was written.</param>
public readonly record struct StoredEvent(long Sequence, EncodedEvent Event, ChainHash Hash)
{
    public JournalPosition Position => new(Sequence, Hash);
}

/// <summary>A place in a stream: after the event with this number, whose chain has this hash. The default is the start.</summary>
public readonly record struct JournalPosition(long Sequence, ChainHash Hash);

/// <summary>A duty that is held.</summary>
public interface IDutyHold : IAsyncDisposable
{
    /// <summary>Cancelled when the duty was lost, for example with the connection to the store.</summary>
    CancellationToken Lost { get; }
}
