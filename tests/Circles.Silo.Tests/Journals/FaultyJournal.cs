using System.Runtime.CompilerServices;
using Circles.Grains.Kernel;
using Circles.Silo.Journals;

namespace Circles.Silo.Tests.Journals;

/// <summary>A journal whose appends can be held up, fail, or lose their answer, and whose readings can be held up or changed.</summary>
internal sealed class FaultyJournal(IJournal real) : IJournal
{
    private TaskCompletionSource? held;
    private TaskCompletionSource arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The sizes of the batches that were appended.</summary>
    public List<int> Appends { get; } = [];

    public Queue<Fault> Next { get; } = new();

    public enum Fault
    {
        None,

        /// <summary>Nothing is kept, and that is said.</summary>
        Full,

        /// <summary>It is kept, and an error is said.</summary>
        LostAnswer,

        /// <summary>It is not kept, and an error is said that leaves it open.</summary>
        LostWrite,
    }

    /// <summary>Where each reading began.</summary>
    public List<long> ReadsAfter { get; } = [];

    /// <summary>What readings wait for; null is nothing.</summary>
    public TaskCompletionSource? HeldReads { get; set; }

    /// <summary>The number of an event that is read with another byte in it; 0 is none.</summary>
    public long Damaged { get; set; }

    /// <summary>Appends wait from now on. Completes when the first has come.</summary>
    public Task HoldAppends()
    {
        held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return arrived.Task.WaitAsync(Given.Patience);
    }

    public void LetGo()
    {
        var waiting = held!;
        held = null;
        waiting.SetResult();
    }

    public async ValueTask<JournalPosition> AppendAsync(
        string network, long expected, IReadOnlyList<EncodedEvent> events, CancellationToken cancel = default)
    {
        if (held is { } wait)
        {
            arrived.TrySetResult();
            await wait.Task;
        }

        var fault = Next.TryDequeue(out var next) ? next : Fault.None;
        if (fault == Fault.Full) throw new JournalUnavailableException("JOURNAL_FULL", "Full.", retryable: true);
        if (fault == Fault.LostWrite) throw new JournalUnavailableException("JOURNAL_IO", "Failed.", retryable: true);
        var end = await real.AppendAsync(network, expected, events, cancel);
        Appends.Add(events.Count);
        if (fault == Fault.LostAnswer) throw new JournalUnavailableException("JOURNAL_IO", "Failed.", retryable: true);
        return end;
    }

    public async IAsyncEnumerable<StoredEvent> ReadAsync(
        string network, long after, int max = int.MaxValue, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        ReadsAfter.Add(after);
        if (HeldReads is { } wait) await wait.Task;
        await foreach (var stored in real.ReadAsync(network, after, max, cancel))
            yield return stored.Sequence == Damaged ? stored with { Event = Changed(stored.Event) } : stored;
    }

    public IAsyncEnumerable<long> FollowAsync(string network, long after, CancellationToken cancel = default) =>
        real.FollowAsync(network, after, cancel);

    public ValueTask<IDutyHold?> HoldDutyAsync(string network, string duty, CancellationToken cancel = default) =>
        real.HoldDutyAsync(network, duty, cancel);

    public ValueTask<IReadOnlyList<string>> NetworksAsync(CancellationToken cancel = default) => real.NetworksAsync(cancel);

    public ValueTask ReleaseAsync(string network) => real.ReleaseAsync(network);

    public ValueTask DisposeAsync() => real.DisposeAsync();

    private static EncodedEvent Changed(EncodedEvent happened)
    {
        var json = happened.Json.ToArray();
        json[^2] ^= 1;
        return happened with { Json = json };
    }
}
