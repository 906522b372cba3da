namespace Circles.Silo.Journals.Sqlite;

/// <summary>Threads for calls that wait for a disk, so that the pool's threads never do. They come with work and go without it.</summary>
/// <remarks>SQLite's calls are synchronous. Ten thousand open networks of which few write need few threads.</remarks>
internal sealed class DiskThreads
{
    [ThreadStatic]
    private static DiskThreads? worksFor;

    private readonly object gate = new();
    private readonly Queue<Action> waiting = new();
    private int threads;
    private int idle;

    /// <param name="work">Waits for a disk.</param>
    /// <param name="goOn">Whether what awaits it may go on upon the disk's thread: spares waking another one, and takes one of few.</param>
    public Task<T> RunAsync<T>(Func<T> work, bool goOn = false)
    {
        var done = new TaskCompletionSource<T>(goOn ? TaskCreationOptions.None : TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate)
        {
            waiting.Enqueue(() =>
            {
                try
                {
                    done.SetResult(work());
                }
                catch (Exception e)
                {
                    done.SetException(e);
                }
            });
            // One that asks for more itself goes on with it as soon as it has returned: waking another would take longer.
            if (worksFor == this) return done.Task;
            if (waiting.Count > idle && threads < Limits.DiskThreadsMax) Start();
            else Monitor.Pulse(gate);
        }

        return done.Task;
    }

    private void Start()
    {
        threads++;
        new Thread(Work) { IsBackground = true, Name = "Circles disk" }.Start();
    }

    private void Work()
    {
        worksFor = this;
        while (Next() is { } work) work();
    }

    private Action? Next()
    {
        lock (gate)
        {
            Action? work;
            while (!waiting.TryDequeue(out work))
            {
                idle++;
                var woken = Monitor.Wait(gate, Limits.DiskThreadIdle);
                idle--;
                if (woken || waiting.Count > 0) continue;
                threads--;
                break;
            }

            return work;
        }
    }
}
