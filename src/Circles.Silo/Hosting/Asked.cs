using Circles.Grains.Kernel;

namespace Circles.Silo.Hosting;

/// <summary>A command in the queue with the caller who waits for its answer.</summary>
internal sealed class Asked
{
    private const int Waiting = 0, Taken = 1, Withdrawn = 2;

    // A caller's continuation must not run on the loop: it could hold up everybody behind it.
    private readonly TaskCompletionSource<Committed> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenRegistration withdrawal;
    private int phase;

    public Asked(Envelope envelope, CancellationToken cancel)
    {
        Envelope = envelope;
        withdrawal = cancel.UnsafeRegister(static (asked, token) => ((Asked)asked!).Withdraw(token), this);
    }

    public Envelope Envelope { get; }

    public Task<Committed> Answer => answer.Task;

    /// <summary>From here on the outcome stands, whatever the caller does. False if the caller was first.</summary>
    public bool Take()
    {
        if (Interlocked.CompareExchange(ref phase, Taken, Waiting) != Waiting) return false;
        withdrawal.Unregister();
        return true;
    }

    public void Done(Decision decision, NetworkState state)
    {
        foreach (var refusal in decision.Refusals) Telemetry.Refused.Add(1, Telemetry.Code(refusal.Code));
        answer.TrySetResult(new Committed(decision, state));
    }

    public void Failed(Exception why) => answer.TrySetException(why);

    private void Withdraw(CancellationToken token)
    {
        if (Interlocked.CompareExchange(ref phase, Withdrawn, Waiting) == Waiting) answer.TrySetCanceled(token);
    }
}
