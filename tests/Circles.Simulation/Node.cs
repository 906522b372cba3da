using Circles.Grains.Kernel;
using Circles.Silo;
using Circles.Silo.Hosting;
using Circles.Silo.Journals;
using Circles.Silo.Snapshots;

namespace Circles.Simulation;

/// <summary>One machine with the real silo on it, over the journal that all share. It can be killed, paused, stopped and started.</summary>
internal sealed class Node(
    Scheduler scheduler, VolatileJournal kept, SimSnapshots snapshots, Weather weather, SimDuties duties, Sabotage sabotage)
{
    /// <summary>Short, so that a run sees networks unloaded and opened again.</summary>
    private static readonly TimeSpan IdleAfter = TimeSpan.FromSeconds(20);

    public Context Context { get; private set; } = null!;

    public SimTime Time { get; private set; } = null!;

    public NetworkHost Host { get; private set; } = null!;

    public NetworkClock Clock { get; private set; } = null!;

    public bool IsUp { get; private set; }

    /// <summary>States as this node published them since it was started, checked one by one.</summary>
    public required Action<NetworkState> Published { get; init; }

    public void Start()
    {
        Context = new Context(scheduler);
        Time = new SimTime(scheduler, Context);
        IsUp = true;
        var before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(Context);
        try
        {
            var journal = new SimJournal(kept, scheduler, Time, weather, duties, Context) { Sabotage = sabotage };
            Host = new NetworkHost(journal, snapshots, Time, IdleAfter);
            Clock = new NetworkClock(Host);
            _ = FollowAsync(Host);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }

    /// <summary>SIGKILL: whatever was on its way may have reached the journal, and nobody is told.</summary>
    public void Kill()
    {
        IsUp = false;
        Context.Kill();
        _ = duties.FallsSilentAsync(Context);
    }

    /// <summary>SIGTERM: ends what it does, in order.</summary>
    public Task<bool> StopAsync() => AskAsync(async host =>
    {
        await Clock.DisposeAsync();
        await host.StopAsync();
        return true;
    });

    /// <summary>Stands still, or goes on.</summary>
    public void Pause()
    {
        Context.IsPaused = !Context.IsPaused;
        if (Context.IsPaused) _ = duties.FallsSilentAsync(Context);
    }

    /// <summary>Runs something as this node's own code.</summary>
    public void Inside(Func<Task> act) => Context.Post(_ => _ = act(), null);

    /// <summary>Asks this node; the answer does not come when it dies.</summary>
    public Task<T> AskAsync<T>(Func<NetworkHost, Task<T>> ask)
    {
        // Whoever waits for it does so in a context of the simulation: nothing goes through the thread pool.
        var answer = new TaskCompletionSource<T>();
        Inside(async () =>
        {
            try
            {
                answer.TrySetResult(await ask(Host));
            }
            catch (Exception e)
            {
                answer.TrySetException(e);
            }
        });
        return answer.Task;
    }

    private async Task FollowAsync(NetworkHost host)
    {
        long after = 0;
        while (IsUp && Host == host)
        {
            try
            {
                var network = await host.OpenAsync(World.Slug);
                await foreach (var state in network.FollowAsync(after))
                {
                    if (state.Sequence <= after) throw new BrokenPromiseException("A follower was told the same state twice.");
                    after = state.Sequence;
                    Published(state);
                    // A follower keeps its network open; now and then it lets go, so that the network can be unloaded.
                    if (scheduler.Draw(0.2)) break;
                }
            }
            catch (SiloException)
            {
                // Not founded yet, or the journal is away: it is tried again.
            }

            await Time.Passes(TimeSpan.FromSeconds(scheduler.Chance.Next(1, 60)));
        }
    }
}

/// <summary>Snapshots that are late, lost or old, as files on a machine's disk can be.</summary>
internal sealed class SimSnapshots(Scheduler scheduler) : ISnapshots
{
    private readonly List<Snapshot> saved = [];

    public double Faults { get; set; }

    public ValueTask<Snapshot?> LoadAsync(string network, long from = 0, long to = long.MaxValue, CancellationToken cancel = default)
    {
        var fit = saved.FindAll(one => one.Position.Sequence >= from && one.Position.Sequence <= to);
        return ValueTask.FromResult(
            fit.Count == 0 || scheduler.Draw(Faults) ? null : scheduler.Draw(Faults) ? fit[scheduler.Chance.Next(fit.Count)] : fit[^1]);
    }

    public ValueTask<long> SaveAsync(string network, Snapshot snapshot, CancellationToken cancel = default)
    {
        if (scheduler.Draw(Faults)) throw new IOException("Simulated.");
        saved.Add(snapshot);
        return ValueTask.FromResult(0L);
    }

    public ValueTask DropAsync(string network, CancellationToken cancel = default)
    {
        saved.Clear();
        return ValueTask.CompletedTask;
    }
}
