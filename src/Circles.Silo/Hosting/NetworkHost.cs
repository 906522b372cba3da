using System.Diagnostics;
using Circles.Grains.Kernel;
using Circles.Grains.Networks;
using Circles.Silo.Journals;
using Circles.Silo.Seals;
using Circles.Silo.Snapshots;

namespace Circles.Silo.Hosting;

/// <summary>The networks of this node, over one journal.</summary>
public sealed class NetworkHost : INetworks
{
    private readonly ISnapshots snapshots;
    private readonly TimeSpan idleAfter;
    private readonly ITimer sweeper;
    private readonly Lock gate = new();
    private readonly Dictionary<string, Task<OpenNetwork>> opened = [];
    private readonly Dictionary<string, (JournalDamagedException Why, long Since)> damaged = [];
    private readonly KnownSlugs slugs;
    private Task? stopped;

    /// <param name="journal">Closed by whoever made it, after the silo has stopped.</param>
    /// <param name="snapshots">Null keeps none.</param>
    /// <param name="time">Null is the system's clock.</param>
    /// <param name="idleAfter">How long an unused network stays in memory; null is <see cref="Limits.IdleAfter"/>.</param>
    /// <param name="seals">Disposed by whoever made it; null seals nothing.</param>
    public NetworkHost(
        IJournal journal, ISnapshots? snapshots = null, TimeProvider? time = null, TimeSpan? idleAfter = null, Sealing? seals = null)
    {
        Journal = journal;
        Seals = seals;
        Time = time ?? TimeProvider.System;
        slugs = new KnownSlugs(journal, Time);
        this.snapshots = snapshots ?? new NoSnapshots();
        this.idleAfter = idleAfter ?? Limits.IdleAfter;
        var period = this.idleAfter / 10;
        sweeper = Time.CreateTimer(_ => _ = UnloadIdleAsync(), null, period, period);
    }

    internal IJournal Journal { get; }

    internal Sealing? Seals { get; }

    /// <summary>Fewer in tests.</summary>
    internal int PastReplayMax { get; init; } = Limits.PastReplayMax;

    internal TimeProvider Time { get; }

    /// <summary>Told of each network's state when it is opened and whenever it publishes the next.</summary>
    internal Action<string, NetworkState>? Published { get; set; }

    internal bool IsStopping => Volatile.Read(ref stopped) is not null;

    public async ValueTask<INetwork> OpenAsync(string slug, CancellationToken cancel = default) => await OpenAgainAsync(slug, cancel);

    internal async ValueTask<OpenNetwork> OpenAgainAsync(string slug, CancellationToken cancel)
    {
        while (true)
        {
            cancel.ThrowIfCancellationRequested();
            var network = await Opening(slug).WaitAsync(cancel);
            if (network.Touch()) return network;
            await network.Closed.WaitAsync(cancel);
        }
    }

    public async ValueTask<Committed> FoundAsync(string slug, Envelope envelope, CancellationToken cancel = default)
    {
        if (envelope.Command is not NetworkCommand.Found found || found.Slug != slug)
            throw new ArgumentException("Not a command that founds this network.", nameof(envelope));
        if (Silo.Slug.IsValid(slug))
        {
            try
            {
                return await AskAgainAsync();
            }
            catch (NetworkUnknownException)
            {
                // The usual case: it is to be founded.
            }
        }

        var outcome = Domain.Handle(NetworkState.Empty, envelope);
        if (outcome.Happened.IsEmpty) return new Committed(outcome.Decision, outcome.After);
        if (IsStopping) throw new SiloStoppingException();
        try
        {
            UnsealedEvent[] events = [.. outcome.Happened.Select(happened => UnsealedEvent.Of(happened, NetworkState.Empty, outcome.After))];
            await Journal.AppendAsync(slug, 0, await Sealing.ToAppendAsync(Seals, slug, events), CancellationToken.None);
            slugs.Forget();
            // Not open yet, so nobody would let its file go later.
            await Journal.ReleaseAsync(slug);
            return new Committed(outcome.Decision, outcome.After);
        }
        catch (JournalConflictException)
        {
            // Somebody else founded it a moment ago: the network says what it thinks of a second time.
            return await AskAgainAsync();
        }

        async ValueTask<Committed> AskAgainAsync()
        {
            var there = await OpenAsync(slug, cancel);
            // Another node may have founded it since the slugs were read.
            slugs.Forget();
            return await there.SendAsync(envelope, cancel);
        }
    }

    public ValueTask<IReadOnlyList<string>> SlugsAsync(CancellationToken cancel = default) => slugs.GetAsync(cancel);

    public Task StopAsync()
    {
        lock (gate) return stopped ??= StopAllAsync();
    }

    public async ValueTask DisposeAsync() => await StopAsync();

    /// <summary>Closes the networks that nobody has used for a while. Run by the clock.</summary>
    internal async Task UnloadIdleAsync()
    {
        KeyValuePair<string, Task<OpenNetwork>>[] all;
        using (gate.EnterScope()) all = [.. opened.Where(pair => pair.Value.IsCompletedSuccessfully)];
        foreach (var (slug, task) in all)
        {
            var network = await task;
            network.ForgetPast();
            if (!network.LeaveIfIdle(idleAfter)) continue;
            await CloseAsync(slug, task);
        }
    }

    private async Task CloseAsync(string slug, Task<OpenNetwork> task)
    {
        var network = await task;
        try
        {
            await network.DisposeAsync();
        }
        catch (SiloException e)
        {
            // Everything acknowledged is on disk already; what failed is letting the files go.
            Telemetry.Failures.Add(1, Telemetry.Code(e.Code));
        }
        finally
        {
            Forget(slug, task);
            network.SetClosed();
        }
    }

    private Task<OpenNetwork> Opening(string slug)
    {
        lock (gate)
        {
            if (IsStopping) throw new SiloStoppingException();
            if (opened.TryGetValue(slug, out var there)) return there;
            if (!Silo.Slug.IsValid(slug)) throw new NetworkUnknownException(slug);
            if (damaged.TryGetValue(slug, out var before))
            {
                if (Time.GetElapsedTime(before.Since) < Limits.DamagedFor) throw before.Why;
                damaged.Remove(slug);
            }

            // Callers share it, so none of them can cancel it.
            var loading = LoadOrForgetAsync(slug);
            opened[slug] = loading;
            return loading;
        }
    }

    private async Task<OpenNetwork> LoadOrForgetAsync(string slug)
    {
        // Off the caller's lock and stack.
        await Task.Yield();
        try
        {
            return await LoadAsync(slug);
        }
        catch (Exception e)
        {
            using (gate.EnterScope())
            {
                opened.Remove(slug);
                if (e is JournalDamagedException why) damaged[slug] = (why, Time.GetTimestamp());
            }

            if (e is not NetworkUnknownException)
                Telemetry.Failures.Add(1, Telemetry.Code((e as SiloException)?.Code ?? "BUG"));
            await Journal.ReleaseAsync(slug);
            throw;
        }
    }

    private async Task<OpenNetwork> LoadAsync(string slug)
    {
        using var activity = Telemetry.Source.StartActivity("network.open");
        var start = Time.GetTimestamp();
        var (state, end, keeper) = await ReadAsync(slug, CancellationToken.None);
        if (state.Network is null)
        {
            await keeper.LeaveAsync();
            throw new NetworkUnknownException(slug);
        }

        // Whoever erased somebody may have been cut off just after.
        if (Seals is not null) await Seals.EraseAsync(slug, state.Erased, NetworkState.Empty.Erased);
        Telemetry.OpenDuration.Record(Time.GetElapsedTime(start).TotalSeconds);
        return new OpenNetwork(this, slug, state, end, keeper);
    }

    private async Task<(NetworkState State, JournalPosition End, SnapshotKeeper Keeper)> ReadAsync(string slug, CancellationToken cancel)
    {
        var snapshot = await SnapshotAsync(slug, 0, long.MaxValue);
        var keeper = new SnapshotKeeper(snapshots, slug, snapshot);
        // A long replay, after an upgrade for example, keeps snapshots on its way: else none of the past would be near one again.
        try
        {
            var (state, end) = await Replay.FromAsync(
                Journal,
                slug,
                snapshot?.State ?? NetworkState.Empty,
                snapshot?.Position ?? default,
                cancel,
                passed: keeper.Consider,
                seals: Seals);
            return (state, end, keeper);
        }
        catch
        {
            await keeper.LeaveAsync();
            throw;
        }
    }

    /// <summary>A network's state as the journal has it, without opening it; null when that ends at <paramref name="known"/>.</summary>
    internal async Task<NetworkState?> PeekAsync(string slug, long known, CancellationToken cancel)
    {
        try
        {
            if (known > 0 && !await GoesOnAsync()) return null;
            var (state, _, keeper) = await ReadAsync(slug, cancel);
            await keeper.LeaveAsync();
            return state;
        }
        finally
        {
            bool isOpen;
            using (gate.EnterScope()) isOpen = opened.ContainsKey(slug);
            if (!isOpen) await Journal.ReleaseAsync(slug);
        }

        async Task<bool> GoesOnAsync()
        {
            await foreach (var _ in Journal.ReadAsync(slug, known, max: 1, cancel)) return true;
            return false;
        }
    }

    /// <summary>The newest snapshot between two sequence numbers, if the journal has that event with that hash.</summary>
    internal async Task<Snapshot?> SnapshotAsync(string slug, long from, long to)
    {
        if (await snapshots.LoadAsync(slug, from, to) is not { } snapshot) return null;
        var at = snapshot.Position;
        await foreach (var stored in Journal.ReadAsync(slug, at.Sequence - 1, max: 1))
        {
            if (stored.Position != at) continue;
            Telemetry.Snapshots.Add(1, Telemetry.Outcome("used"));
            return snapshot;
        }

        Telemetry.Snapshots.Add(1, Telemetry.Outcome("dropped"));
        await snapshots.DropAsync(slug);
        return null;
    }

    private async Task StopAllAsync()
    {
        await Task.Yield();
        await sweeper.DisposeAsync();
        KeyValuePair<string, Task<OpenNetwork>>[] all;
        using (gate.EnterScope()) all = [.. opened];
        await Task.WhenAll(all.Select(pair => StopOneAsync(pair.Key, pair.Value)));
    }

    private async Task StopOneAsync(string slug, Task<OpenNetwork> task)
    {
        await ((Task)task).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        // One that could not be opened has said so to its callers.
        if (!task.IsCompletedSuccessfully) return;
        var network = await task;
        if (network.LeaveNow()) await CloseAsync(slug, task);
        else await network.Closed;
    }

    private void Forget(string slug, Task<OpenNetwork> task)
    {
        using (gate.EnterScope())
            if (opened.TryGetValue(slug, out var there) && there == task)
                opened.Remove(slug);
    }
}
