namespace Circles.GraphQL.Execution;

/// <summary>
/// The time that one execution may take. Synchronous execution looks at the clock now and then; what waits, waits no longer than there
/// is time, and a resolver that asks for the cancellation hears of it then.
/// </summary>
internal sealed partial class Executor : IDisposable
{
    // A look takes some 20 ns, an object 300: so it stays below one hundredth.
    private const int StepsBetweenLooks = 16;

    private readonly CancellationToken caller;
    private readonly long began;
    private Alarm? alarm;
    private bool timeIsUp;
    private int steps;

    /// <summary>Cancelled with the request, or when its time is up. Made when the first resolver asks: most never do.</summary>
    public CancellationToken Cancellation =>
        TimeMax == Timeout.InfiniteTimeSpan ? caller : (Volatile.Read(ref alarm) ?? SetAlarm()).Token;

    private TimeSpan TimeMax { get; init; }

    private TimeSpan Left
    {
        get
        {
            if (TimeMax == Timeout.InfiniteTimeSpan)
            {
                return Timeout.InfiniteTimeSpan;
            }

            var left = TimeMax - options.Time.GetElapsedTime(began);
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }

    /// <summary>What the caller is told when <paramref name="e"/> ended the execution; null when it is no budget of ours.</summary>
    public GraphQLError? WhyStopped(Exception e) => e switch
    {
        StoppedException stopped => stopped.Error.At([], PathHere()),
        OperationCanceledException when !caller.IsCancellationRequested && IsTimeUp => TimeIsUp().Error.At([], PathHere()),
        _ => null,
    };

    public void Dispose()
    {
        // Who asks only now finds it cancelled.
        if (Interlocked.Exchange(ref alarm, Alarm.Rung) is { } set && set != Alarm.Rung)
        {
            if (timeIsUp)
            {
                set.Ring(); // Who was left behind hears of it.
            }

            set.Dispose();
        }
    }

    private bool IsTimeUp => timeIsUp || Left == TimeSpan.Zero || alarm is { Token.IsCancellationRequested: true };

    private void Step()
    {
        caller.ThrowIfCancellationRequested();
        if (++steps % StepsBetweenLooks == 0)
        {
            Look();
        }
    }

    private void Look()
    {
        caller.ThrowIfCancellationRequested();
        if (IsTimeUp)
        {
            throw TimeIsUp();
        }
    }

    /// <summary>A resolver's result, if it comes in time. One that does not is left behind, and what it says then is moot.</summary>
    private async ValueTask<object?> InTime(ValueTask<object?> begun)
    {
        if (begun.IsCompleted)
        {
            return await begun;
        }

        var task = begun.AsTask();
        try
        {
            return await task.WaitAsync(Left, options.Time);
        }
        catch (TimeoutException) when (!task.IsCompleted)
        {
            throw TimeIsUp();
        }
    }

    private StoppedException TimeIsUp()
    {
        timeIsUp = true;
        return StoppedException.TimeIsUp(TimeMax);
    }

    private Alarm SetAlarm()
    {
        var made = new Alarm(Left, options.Time, caller);
        if (Interlocked.CompareExchange(ref alarm, made, null) is not { } earlier)
        {
            return made;
        }

        made.Dispose();
        return earlier;
    }

    private sealed class Alarm : IDisposable
    {
        public static readonly Alarm Rung = new();

        private readonly CancellationTokenSource? source;
        private readonly CancellationTokenRegistration withCaller;

        public Alarm(TimeSpan left, TimeProvider time, CancellationToken caller)
        {
            source = new CancellationTokenSource(left, time);
            Token = source.Token;
            withCaller = caller.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), source);
        }

        private Alarm() => Token = new CancellationToken(canceled: true);

        public CancellationToken Token { get; }

        public void Ring() => source?.Cancel();

        public void Dispose()
        {
            withCaller.Dispose();
            source?.Dispose();
        }
    }
}
