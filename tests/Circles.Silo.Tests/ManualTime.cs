using System.Diagnostics;

namespace Circles.Silo.Tests;

/// <summary>A clock that stands still until a test moves it.</summary>
public sealed class ManualTime : TimeProvider
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private readonly List<Timer> timers = [];
    private readonly List<(DateTimeOffset Due, TaskCompletionSource Set)> awaited = [];
    private DateTimeOffset now = new(2027, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        using (gate.EnterScope()) return now;
    }

    public override long GetTimestamp() => GetUtcNow().Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, callback, state);
        using (gate.EnterScope())
        {
            timer.Change(dueTime, period);
            timers.Add(timer);
            foreach (var (due, set) in awaited)
                if (due == timer.Due) set.TrySetResult();
        }

        return timer;
    }

    /// <summary>Somebody has begun to wait for that long from now: only then does moving the clock reach them.</summary>
    public Task HasTimer(TimeSpan dueIn)
    {
        var set = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using (gate.EnterScope())
        {
            awaited.Add((now + dueIn, set));
            if (timers.Exists(timer => timer.Due == now + dueIn)) set.SetResult();
        }

        return set.Task.WaitAsync(Patience);
    }

    /// <summary>Moves the clock and runs, in order, what falls due on the way.</summary>
    public void Advance(TimeSpan by)
    {
        var until = GetUtcNow() + by;
        while (true)
        {
            Timer? next;
            using (gate.EnterScope())
            {
                next = timers.Where(timer => timer.Due <= until).MinBy(timer => timer.Due);
                now = next is null ? until : next.Due > now ? next.Due!.Value : now;
                next?.Rearm(now);
            }

            if (next is null) return;
            next.Fire();
        }
    }

    /// <summary>Lets time pass in small steps until something has happened.</summary>
    public async Task<T> PassUntil<T>(Task<T> task, TimeSpan step)
    {
        var patience = Stopwatch.StartNew();
        while (!task.IsCompleted)
        {
            Assert.True(patience.Elapsed < Patience, "It did not happen.");
            Advance(step);
            await Task.Yield();
        }

        return await task;
    }

    private sealed class Timer(ManualTime time, TimerCallback callback, object? state) : ITimer
    {
        private TimeSpan period;

        public DateTimeOffset? Due { get; private set; }

        public void Fire() => callback(state);

        public void Rearm(DateTimeOffset at) => Due = period > TimeSpan.Zero ? at + period : null;

        public bool Change(TimeSpan dueTime, TimeSpan newPeriod)
        {
            using (time.gate.EnterScope())
            {
                period = newPeriod;
                Due = dueTime == Timeout.InfiniteTimeSpan ? null : time.now + dueTime;
                return true;
            }
        }

        public void Dispose()
        {
            using (time.gate.EnterScope()) time.timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
