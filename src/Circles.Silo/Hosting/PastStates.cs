using System.Numerics;
using Circles.Grains.Kernel;
using Circles.Silo.Journals;
using NodaTime;

namespace Circles.Silo.Hosting;

/// <summary>States of one network's past: replayed when asked for, one at a time, and kept for a while for the next question.</summary>
internal sealed class PastStates(NetworkHost host, string network) : IDisposable
{
    private readonly SemaphoreSlim turn = new(1);
    private readonly Lock gate = new();
    private readonly List<Kept> kept = [];
    private int waiting;

    /// <summary>The state at a moment as it may be shown today, or why there is none.</summary>
    /// <exception cref="JournalDamagedException">The journal is not what was written.</exception>
    public async ValueTask<(NetworkState? State, Refusal? Refused)> AtAsync(NetworkState today, Moment moment, CancellationToken cancel)
    {
        var sequence = moment switch
        {
            Moment.After after => after.Sequence,
            Moment.At at when at.Time <= Instant.FromDateTimeOffset(host.Time.GetUtcNow()) => await LastAtAsync(at.Time, today.Sequence, cancel),
            _ => 0, // What is to come cannot be known.
        };
        if (sequence < 1 || sequence > today.Sequence) return (null, SiloErrors.AsOfUnknown());
        if (sequence == today.Sequence) return (PastState.Of(today, today), null);
        if (Find(sequence, today) is { } known) return (known, null);
        try
        {
            // Replaying keeps a processor and memory busy: one at a time for a network, and few in the queue.
            if (Interlocked.Increment(ref waiting) > Limits.PastWaitersMax) return (null, SiloErrors.Busy());
            await turn.WaitAsync(cancel);
        }
        finally
        {
            Interlocked.Decrement(ref waiting);
        }

        try
        {
            if (Find(sequence, today) is { } there) return (there, null);
            if (await BaseOfAsync(sequence) is not var (state, from)) return (null, SiloErrors.AsOfTooFar(host.PastReplayMax));
            var (past, end) = await Replay.FromAsync(host.Journal, network, state, from, cancel, to: sequence, seals: host.Seals);
            if (end.Sequence != sequence) throw new JournalDamagedException(network, end.Sequence + 1, "it is missing.");
            Telemetry.Past.Add(1, Telemetry.Outcome("replayed"));
            return (Keep(new Kept(end, past, host.Time.GetTimestamp()), today), null);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Lets go of states that nobody has asked for in the last while.</summary>
    public void Forget()
    {
        using (gate.EnterScope()) kept.RemoveAll(one => host.Time.GetElapsedTime(one.LastUsed) >= Limits.PastStateFor);
    }

    public void Dispose() => turn.Dispose();

    private NetworkState? Find(long sequence, NetworkState today)
    {
        using (gate.EnterScope())
        {
            if (kept.FirstOrDefault(one => one.Position.Sequence == sequence) is not { } there) return null;
            there.LastUsed = host.Time.GetTimestamp();
            Telemetry.Past.Add(1, Telemetry.Outcome("kept"));
            return there.ShownAt(today);
        }
    }

    private NetworkState Keep(Kept made, NetworkState today)
    {
        using (gate.EnterScope())
        {
            if (kept.Count == Limits.PastStatesMax) kept.Remove(kept.MinBy(one => one.LastUsed)!);
            kept.Add(made);
            return made.ShownAt(today);
        }
    }

    /// <summary>The nearest state before a number that is kept here, as a snapshot or is the empty one; null when all are too far.</summary>
    private async ValueTask<(NetworkState State, JournalPosition From)?> BaseOfAsync(long sequence)
    {
        var atLeast = Math.Max(0, sequence - host.PastReplayMax);
        Kept? near;
        using (gate.EnterScope())
            near = kept.Where(one => one.Position.Sequence >= atLeast && one.Position.Sequence < sequence).MaxBy(one => one.Position.Sequence);
        // Reading a snapshot takes longer than replaying a few events.
        var snapshot = near is not null && sequence - near.Position.Sequence <= Limits.SnapshotEvery
            ? null
            : await host.SnapshotAsync(network, Math.Max(atLeast, near?.Position.Sequence ?? 0), sequence);
        if (snapshot is not null) return (snapshot.State, snapshot.Position);
        if (near is not null) return (near.State, near.Position);
        return atLeast == 0 ? (NetworkState.Empty, default) : null;
    }

    /// <summary>
    /// The number found by trying the powers of two from the largest down: each is added when the event there is at or before the time.
    /// The places tried do not depend on the journal's end, so a journal that grew has the same answer.
    /// </summary>
    private async ValueTask<long> LastAtAsync(Instant time, long end, CancellationToken cancel)
    {
        var last = 0L;
        for (var step = 1L << BitOperations.Log2((ulong)end); step > 0; step >>= 1)
        {
            if (last + step > end) continue;
            var happened = await EventReader.ReadAsync(host.Journal, network, end, [last + step], cancel);
            if (happened[0].At <= time) last += step;
        }

        return last;
    }

    private sealed class Kept(JournalPosition position, NetworkState state, long lastUsed)
    {
        private NetworkState? shown;

        public JournalPosition Position => position;

        public NetworkState State => state;

        public long LastUsed { get; set; } = lastUsed;

        /// <summary>The same object for the same today, so that what is computed of it once is known again.</summary>
        public NetworkState ShownAt(NetworkState today) =>
            shown?.Today is { } then && ReferenceEquals(then, today) ? shown : shown = PastState.Of(shown ?? state, today);
    }
}
