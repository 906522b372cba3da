namespace Circles.Simulation;

/// <summary>
/// One thread that runs everything of a simulated world: whatever is ready runs in an order drawn from the seed, and when nothing is
/// ready, time moves to what falls due next. The same seed gives the same run.
/// </summary>
internal sealed class Scheduler(int seed)
{
    private readonly List<(Context Of, SendOrPostCallback Run, object? State)> ready = [];
    private readonly PriorityQueue<SimTimer, (long Due, long Order)> timers = new();
    private readonly int thread = Environment.CurrentManagedThreadId;
    private ulong trace = 14_695_981_039_346_656_037;
    private long order;

    public Random Chance { get; } = new(seed);

    public DateTimeOffset Now { get; private set; } = new(2027, 3, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>A hash over every choice made so far: two runs of one seed end with the same.</summary>
    public ulong Trace => trace;

    public bool Draw(double probability) => Chance.NextDouble() < probability;

    /// <summary>Runs until the task is done.</summary>
    /// <param name="patience">Simulated time after which what is not done will never be.</param>
    public void Run(Context context, Func<Task> story, TimeSpan patience)
    {
        var before = SynchronizationContext.Current;
        try
        {
            SynchronizationContext.SetSynchronizationContext(context);
            var told = story();
            var until = Now + patience;
            while (!told.IsCompleted) Step(until, patience);
            told.GetAwaiter().GetResult();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }

    public void Note(long what) => trace = (trace ^ (ulong)what) * 1_099_511_628_211;

    internal void Add(Context of, SendOrPostCallback run, object? state)
    {
        if (Environment.CurrentManagedThreadId != thread)
            throw new BrokenPromiseException("Something left the simulation for another thread, so the run cannot be repeated.");
        ready.Add((of, run, state));
    }

    internal void Arm(SimTimer timer, TimeSpan after) => timers.Enqueue(timer, (timer.Due = (Now + after).Ticks, order++));

    private void Step(DateTimeOffset until, TimeSpan patience)
    {
        var runnable = ready.FindAll(one => !one.Of.IsPaused);
        if (runnable.Count == 0)
        {
            Pass(until, patience);
            return;
        }

        var chosen = runnable[Chance.Next(runnable.Count)];
        Note(ready.IndexOf(chosen));
        ready.Remove(chosen);
        if (chosen.Of.IsDead) return;
        SynchronizationContext.SetSynchronizationContext(chosen.Of);
        chosen.Run(chosen.State);
    }

    private void Pass(DateTimeOffset until, TimeSpan patience)
    {
        if (!timers.TryDequeue(out var timer, out var at)) throw new BrokenPromiseException("Everybody waits for something that will not happen.");
        if (at.Due > until.Ticks) throw new BrokenPromiseException($"It is not done after {patience} of simulated time.");
        if (timer.Due != at.Due || timer.IsDisposed) return;
        Now = new DateTimeOffset(Math.Max(at.Due, Now.Ticks), TimeSpan.Zero);
        Note(Now.Ticks);
        timer.Fire();
    }
}

/// <summary>Where one node's or client's code runs. What a dead node had begun goes no further.</summary>
internal sealed class Context(Scheduler scheduler) : SynchronizationContext
{
    public bool IsDead { get; private set; }

    /// <summary>Nothing of it runs, as in a long pause of its machine; the others see it as slow.</summary>
    public bool IsPaused { get; set; }

    public void Kill() => IsDead = true;

    public override void Post(SendOrPostCallback d, object? state)
    {
        if (!IsDead) scheduler.Add(this, d, state);
    }

    public override void Send(SendOrPostCallback d, object? state) => throw new NotSupportedException("Nobody waits for a thread here.");

    public override SynchronizationContext CreateCopy() => this;
}

/// <summary>The simulated world's clock as one machine sees it.</summary>
internal sealed class SimTime(Scheduler scheduler, Context context) : TimeProvider
{
    /// <summary>How wrong the machine's clock is; its timers run right all the same.</summary>
    public TimeSpan Skew { get; set; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => scheduler.Now + Skew;

    public override long GetTimestamp() => scheduler.Now.Ticks;

    /// <summary>Simulated time passes; nobody waits for it.</summary>
    public async Task Passes(TimeSpan span, CancellationToken cancel = default)
    {
        var passed = new TaskCompletionSource();
        await using var timer = CreateTimer(_ => passed.TrySetResult(), null, span, Timeout.InfiniteTimeSpan);
        // Disposed of asynchronously it would wait on the thread pool for the callback that it runs in.
        using var withdrawn = cancel.UnsafeRegister(_ => passed.TrySetCanceled(cancel), null);
        await passed.Task;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new SimTimer(scheduler, context, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }
}

internal sealed class SimTimer(Scheduler scheduler, Context context, TimerCallback callback, object? state) : ITimer
{
    private TimeSpan period = Timeout.InfiniteTimeSpan;

    public long Due { get; set; }

    public bool IsDisposed { get; private set; }

    public void Fire()
    {
        if (context.IsDead) return;
        context.Post(_ => callback(state), null);
        if (period > TimeSpan.Zero) scheduler.Arm(this, period);
    }

    public bool Change(TimeSpan dueTime, TimeSpan newPeriod)
    {
        period = newPeriod;
        if (dueTime == Timeout.InfiniteTimeSpan) Due = 0;
        else scheduler.Arm(this, dueTime);
        return true;
    }

    public void Dispose() => IsDisposed = true;

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }
}

/// <summary>An invariant does not hold.</summary>
internal sealed class BrokenPromiseException(string what) : Exception(what);
