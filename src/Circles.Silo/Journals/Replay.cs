using Circles.Grains.Kernel;
using Circles.Silo.Seals;

namespace Circles.Silo.Journals;

/// <summary>From stored events to a state, believing none of them that does not fit the chain.</summary>
internal static class Replay
{
    /// <summary>The state after all events that the journal has beyond a position, or after those up to <paramref name="to"/>.</summary>
    /// <param name="passed">Told of each state on the way.</param>
    /// <exception cref="JournalDamagedException">An event is missing, moved, changed or unreadable; it was not used.</exception>
    public static async Task<(NetworkState State, JournalPosition End)> FromAsync(
        IJournal journal,
        string network,
        NetworkState state,
        JournalPosition from,
        CancellationToken cancel,
        long to = long.MaxValue,
        Action<NetworkState, JournalPosition>? passed = null,
        Sealing? seals = null)
    {
        var end = from;
        var chunk = new List<StoredEvent>();
        await foreach (var stored in journal.ReadAsync(network, from.Sequence, (int)Math.Min(int.MaxValue, to - from.Sequence), cancel))
        {
            // Nothing that does not fit the chain is opened.
            CheckChain(network, chunk.Count == 0 ? end : chunk[^1].Position, stored);
            chunk.Add(stored);
            if (chunk.Count == Limits.ReadChunk) await EvolveAsync();
        }

        await EvolveAsync();
        return (state, end);

        async ValueTask EvolveAsync()
        {
            var opened = await OpenAsync(network, chunk, seals);
            for (var i = 0; i < chunk.Count; i++)
            {
                state = Evolve(network, state, Decode(network, chunk[i].Sequence, opened[i]));
                end = chunk[i].Position;
                passed?.Invoke(state, end);
            }

            chunk.Clear();
        }
    }

    /// <summary>Events as they were before they were sealed; without seals, as if all keys were destroyed.</summary>
    public static async ValueTask<IReadOnlyList<EncodedEvent>> OpenAsync(string network, IReadOnlyList<StoredEvent> events, Sealing? seals) =>
        seals is null
            ? [.. events.Select(stored => EventSeal.Open(network, stored.Sequence, stored.Event, keys: null))]
            : await seals.OpenAsync(network, events);

    private static NetworkState Evolve(string network, NetworkState state, Happened happened)
    {
        try
        {
            return Domain.Evolve(state, happened);
        }
        catch (Exception e)
        {
            // The bytes are what was written, yet this build cannot replay them: serving a half state would be worse than closing.
            throw new JournalDamagedException(network, happened.Sequence, "this version cannot replay it.", e);
        }
    }

    /// <summary>Finds gaps and a lost tail among what a store read: up to <paramref name="max"/> events, from one moment with the end.</summary>
    /// <exception cref="JournalDamagedException">An event is missing, or lies beyond the end.</exception>
    public static void CheckRun(string network, long after, int max, IReadOnlyList<StoredEvent> found, JournalPosition head)
    {
        var next = after;
        foreach (var stored in found)
            if (stored.Sequence != ++next)
                throw new JournalDamagedException(network, next, "it is missing.");
        if (next > head.Sequence && found.Count > 0)
            throw new JournalDamagedException(network, head.Sequence + 1, "it lies beyond the journal's end.");
        if (found.Count < max && next < head.Sequence) throw new JournalDamagedException(network, next + 1, "it is missing.");
    }

    /// <summary>The event as far as it says without keys, once it is certain that it follows <paramref name="before"/> in the chain.</summary>
    /// <exception cref="JournalDamagedException">It does not, or it cannot be read.</exception>
    public static Happened Check(string network, JournalPosition before, StoredEvent stored)
    {
        CheckChain(network, before, stored);
        return Decode(network, stored.Sequence, EventSeal.Open(network, stored.Sequence, stored.Event, keys: null));
    }

    /// <exception cref="JournalDamagedException">The event does not follow <paramref name="before"/> in the chain.</exception>
    public static void CheckChain(string network, JournalPosition before, StoredEvent stored)
    {
        var sequence = before.Sequence + 1;
        if (stored.Sequence != sequence) throw new JournalDamagedException(network, sequence, "it is missing.");
        if (stored.Hash != ChainHash.Of(before.Hash, network, sequence, stored.Event))
            throw new JournalDamagedException(network, sequence, "its hash does not fit its content.");
    }

    /// <exception cref="JournalDamagedException">It cannot be read.</exception>
    public static Happened Decode(string network, long sequence, EncodedEvent opened)
    {
        try
        {
            return EventCodec.Decode(sequence, opened.Name, opened.Json.Span);
        }
        catch (Exception e)
        {
            // Its hash fits, so this is what was written: by a later version, or by one with a fault.
            throw new JournalDamagedException(network, sequence, "this version cannot read it.", e);
        }
    }
}
