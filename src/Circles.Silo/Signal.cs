namespace Circles.Silo;

/// <summary>Tells any number of waiters that something changed. Whoever takes <see cref="Next"/> before looking misses nothing.</summary>
internal sealed class Signal
{
    private TaskCompletionSource next = Create();

    /// <summary>Completes at the next <see cref="Raise"/>.</summary>
    public Task Next => Volatile.Read(ref next).Task;

    public void Raise() => Interlocked.Exchange(ref next, Create()).SetResult();

    private static TaskCompletionSource Create() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
