using Circles.Grains.Kernel;
using Circles.Silo.Journals;
using Circles.Silo.Seals;

namespace Circles.Silo.Hosting;

/// <summary>Reads single events of a journal, each checked against the one before it.</summary>
internal static class EventReader
{
    /// <param name="end">The last event there is.</param>
    public static async Task<IReadOnlyList<Happened>> ReadAsync(
        IJournal journal, string network, long end, IReadOnlyList<long> sequences, CancellationToken cancel, Sealing? seals = null)
    {
        foreach (var sequence in sequences)
            if (sequence < 1 || sequence > end)
                throw new ArgumentOutOfRangeException(nameof(sequences), sequence, $"The last event is {end}.");

        var found = new List<StoredEvent>();
        long[] wanted = [.. sequences.Distinct().Order()];
        for (var first = 0; first < wanted.Length;)
        {
            var last = first;
            while (last + 1 < wanted.Length && wanted[last + 1] - wanted[last] <= Limits.ReadGap) last++;
            await ReadRunAsync(journal, network, wanted.AsMemory(first, last - first + 1), found, cancel);
            first = last + 1;
        }

        var opened = await Replay.OpenAsync(network, found, seals);
        var decoded = found.Select((stored, i) => Replay.Decode(network, stored.Sequence, opened[i])).ToDictionary(happened => happened.Sequence);
        return [.. sequences.Select(sequence => decoded[sequence])];
    }

    private static async Task ReadRunAsync(
        IJournal journal, string network, ReadOnlyMemory<long> run, List<StoredEvent> found, CancellationToken cancel)
    {
        var (first, last) = (run.Span[0], run.Span[^1]);
        // One earlier, for the hash that the first wanted event builds on.
        var after = Math.Max(0, first - 2);
        JournalPosition before = default;
        await foreach (var stored in journal.ReadAsync(network, after, (int)(last - after), cancel))
        {
            if (stored.Sequence != after + 1) break;
            if (stored.Sequence >= first)
            {
                Replay.CheckChain(network, before, stored);
                if (run.Span.Contains(stored.Sequence)) found.Add(stored);
            }

            before = stored.Position;
            after = stored.Sequence;
        }

        if (before.Sequence != last) throw new JournalDamagedException(network, before.Sequence + 1, "it is missing.");
    }
}
