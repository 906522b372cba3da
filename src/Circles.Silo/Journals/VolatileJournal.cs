using System.Runtime.CompilerServices;
using Circles.Grains.Kernel;

namespace Circles.Silo.Journals;

/// <summary>A journal in memory: it defines what every other store must do, and ends with the process.</summary>
public sealed class VolatileJournal : IJournal
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, List<StoredEvent>> streams = [];
    private readonly HashSet<(string Network, string Duty)> duties = [];
    private readonly Signal appended = new();

    public ValueTask<JournalPosition> AppendAsync(
        string network, long expected, IReadOnlyList<EncodedEvent> events, CancellationToken cancel = default)
    {
        cancel.ThrowIfCancellationRequested();
        JournalPosition end;
        using (gate.EnterScope())
        {
            var stream = streams.GetValueOrDefault(network) ?? [];
            end = stream.Count == 0 ? default : stream[^1].Position;
            if (end.Sequence != expected) throw new JournalConflictException(network, expected, end.Sequence);
            if (events.Count == 0) return ValueTask.FromResult(end);
            foreach (var happened in events)
            {
                // The caller may use its buffer again.
                var kept = happened with { Json = happened.Json.ToArray() };
                end = new JournalPosition(end.Sequence + 1, ChainHash.Of(end.Hash, network, end.Sequence + 1, kept));
                stream.Add(new StoredEvent(end.Sequence, kept, end.Hash));
            }

            streams[network] = stream;
        }

        appended.Raise();
        return ValueTask.FromResult(end);
    }

    public async IAsyncEnumerable<StoredEvent> ReadAsync(
        string network, long after, int max = int.MaxValue, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        await ValueTask.CompletedTask;
        List<StoredEvent> found;
        using (gate.EnterScope())
        {
            var stream = streams.GetValueOrDefault(network) ?? [];
            found = after >= stream.Count ? [] : stream[(int)after..(int)Math.Min(stream.Count, after + max)];
        }

        foreach (var stored in found)
        {
            cancel.ThrowIfCancellationRequested();
            yield return stored;
        }
    }

    public async IAsyncEnumerable<long> FollowAsync(
        string network, long after, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        while (true)
        {
            cancel.ThrowIfCancellationRequested();
            var seen = appended.Raised;
            var end = EndOf(network);
            if (end > after) yield return after = end;
            else await appended.WaitAsync(seen, cancel);
        }
    }

    public ValueTask<IDutyHold?> HoldDutyAsync(string network, string duty, CancellationToken cancel = default)
    {
        using (gate.EnterScope())
            return ValueTask.FromResult<IDutyHold?>(duties.Add((network, duty)) ? new Hold(this, (network, duty)) : null);
    }

    public ValueTask<IReadOnlyList<string>> NetworksAsync(CancellationToken cancel = default)
    {
        using (gate.EnterScope())
            return ValueTask.FromResult<IReadOnlyList<string>>([.. streams.Keys.Order(StringComparer.Ordinal)]);
    }

    public ValueTask ReleaseAsync(string network) => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private long EndOf(string network)
    {
        using (gate.EnterScope()) return streams.GetValueOrDefault(network)?.Count ?? 0;
    }

    private sealed class Hold(VolatileJournal journal, (string Network, string Duty) held) : IDutyHold
    {
        public CancellationToken Lost => CancellationToken.None;

        public ValueTask DisposeAsync()
        {
            using (journal.gate.EnterScope()) journal.duties.Remove(held);
            return ValueTask.CompletedTask;
        }
    }
}
