namespace Circles.Silo;

/// <summary>Tells any number of waiters that something changed. Whoever takes <see cref="Raised"/> before looking misses nothing.</summary>
/// <remarks>
/// Each waiter has a task of its own: it goes on where it waits, never on the raiser's stack, and one that gives up leaves nothing
/// behind on a signal that is not raised for long.
/// </remarks>
internal sealed class Signal
{
    private readonly Lock gate = new();
    private readonly LinkedList<TaskCompletionSource> waiting = new();
    private long raised;

    /// <summary>How often it was raised so far.</summary>
    public long Raised => Volatile.Read(ref raised);

    public void Raise()
    {
        TaskCompletionSource[] all;
        using (gate.EnterScope())
        {
            raised++;
            all = [.. waiting];
            waiting.Clear();
        }

        foreach (var one in all) one.TrySetResult();
    }

    /// <summary>Completes once it was raised more often than <paramref name="seen"/> times.</summary>
    public async Task WaitAsync(long seen, CancellationToken cancel)
    {
        var one = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        LinkedListNode<TaskCompletionSource> place;
        using (gate.EnterScope())
        {
            if (raised > seen) return;
            place = waiting.AddLast(one);
        }

        using var given = cancel.UnsafeRegister(static (state, token) => ((TaskCompletionSource)state!).TrySetCanceled(token), one);
        try
        {
            await one.Task;
        }
        catch (OperationCanceledException)
        {
            using var turn = gate.EnterScope();
            if (place.List is not null) waiting.Remove(place);
            throw;
        }
    }
}
