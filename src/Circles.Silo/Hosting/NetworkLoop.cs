using System.Diagnostics;
using System.Threading.Channels;
using Circles.Grains.Kernel;
using Circles.Silo.Journals;
using Circles.Silo.Seals;

namespace Circles.Silo.Hosting;

/// <summary>The one writer of a network on this node: takes commands in order, decides, appends, and only then publishes.</summary>
/// <remarks>
/// While a batch is on its way to the disk, the next one is decided on the state after it. If that state does not come to be, what was
/// decided on it is decided again; nobody is told anything, a refusal either, before what it stands on is on disk.
/// It waits without a thread and runs on the pool while there is work; the store takes its blocking calls elsewhere. What another node
/// appended is read in between batches, so the state has one writer, too.
/// </remarks>
internal sealed class NetworkLoop
{
    private readonly string network;
    private readonly IJournal journal;
    private readonly Sealing? seals;
    private readonly TimeProvider time;
    private readonly Action<NetworkState, JournalPosition> published;

    // A null wakes the loop for what other nodes did.
    private readonly Channel<Asked?> queue = Channel.CreateBounded<Asked?>(
        new BoundedChannelOptions(Limits.QueueMax) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    private NetworkState current;
    private JournalPosition position;

    // Set after a failed append: the journal may or may not hold it, so it is read before anything more is decided.
    private bool unsure;
    private long known;
    private TimeSpan lastAppend;
    private int nudged;
    private Task looksAgain = Task.CompletedTask;
    private Task<bool> more = Task.FromResult(true);

    public NetworkLoop(
        string network,
        IJournal journal,
        Sealing? seals,
        TimeProvider time,
        NetworkState current,
        JournalPosition position,
        Action<NetworkState, JournalPosition> published)
    {
        (this.network, this.journal, this.seals, this.time, this.published) = (network, journal, seals, time, published);
        (this.current, this.position, known) = (current, position, position.Sequence);
        Finished = RunAsync();
    }

    /// <summary>Completes when the queue was closed and all that was in it is answered.</summary>
    public Task Finished { get; }

    public bool IsIdle => queue.Reader.Count == 0;

    /// <returns>False when the queue is full or closed: the command will not be taken.</returns>
    public bool Offer(Asked asked)
    {
        if (!queue.Writer.TryWrite(asked)) return false;
        Telemetry.QueueLength.Add(1);
        return true;
    }

    /// <summary>Tells the loop that the journal ends at <paramref name="sequence"/> or beyond.</summary>
    public void Nudge(long sequence)
    {
        InterlockedMax(ref known, sequence);
        // One is enough, and takes but one place of the queue. When that is full the loop is running, and looks before its next batch.
        if (Interlocked.Exchange(ref nudged, 1) == 0 && !queue.Writer.TryWrite(null)) Volatile.Write(ref nudged, 0);
    }

    /// <summary>Takes nothing more; what was taken is finished.</summary>
    public void Close() => queue.Writer.TryComplete();

    private async Task RunAsync()
    {
        var batch = new Batch(current);
        // A nudge that came after a turn had looked may have been taken with its batch.
        while (batch.Count > 0 || (!unsure && Volatile.Read(ref known) > position.Sequence) || await More())
        {
            batch = await TurnAsync(batch);
            if (unsure && looksAgain.IsCompleted) looksAgain = LookAgainAsync();
        }
    }

    /// <summary>After a failure the next command may be long in coming, and readers wait for what the journal holds already.</summary>
    private async Task LookAgainAsync()
    {
        await Task.Delay(Limits.PollEvery, time);
        Nudge(0);
    }

    /// <summary>Commits a batch with what has come since it was begun.</summary>
    /// <returns>The next batch: decided ahead, while this one was on its way to the disk. Nobody has been told of it.</returns>
    private async Task<Batch> TurnAsync(Batch batch)
    {
        using var activity = Telemetry.Source.StartActivity("network.batch");
        try
        {
            if (unsure || Volatile.Read(ref known) > position.Sequence || Fault.At(FaultSite.Unsure)) await CatchUpAsync();
        }
        catch (Exception e)
        {
            Told(e);
            unsure = true;
            batch.Fail(e);
            FailWaiting(e);
            return new Batch(current);
        }

        // Decided ahead on a state that did not come to be, or that is no longer the last.
        var inVain = !ReferenceEquals(batch.Before, current);
        if (inVain) Telemetry.DecidedAgain.Add(batch.Count);
        if (inVain || Fault.At(FaultSite.DecidedAgain)) batch = batch.Again(current);
        // The journal waits meanwhile: at most half as long as it takes for its part. What is left is decided while it does that.
        if (batch.Count == 0) Gather(batch, lastAppend / 2);
        activity?.SetTag("commands", batch.Count);
        if (batch.Count == 0) return batch;
        Telemetry.BatchSize.Record(batch.Count);
        return await CommitAsync(batch);
    }

    private async Task<Batch> CommitAsync(Batch batch)
    {
        var next = new Batch(batch.After);
        try
        {
            for (var tries = 1; batch.Events.Count > 0; tries++)
            {
                try
                {
                    await AppendAsync(batch, next);
                    break;
                }
                catch (JournalConflictException e) when (e.Actual > position.Sequence)
                {
                    Telemetry.Conflicts.Add(1);
                    await CatchUpAsync();
                    if (tries == Limits.ConflictTriesMax || Fault.At(FaultSite.TiredOfConflicts))
                    {
                        batch.Refuse(SiloErrors.Busy(), current);
                        return next;
                    }

                    batch = batch.Again(current);
                }
                catch (JournalConflictException e)
                {
                    throw new JournalDamagedException(network, e.Actual + 1, "it was there before and is missing.", e);
                }
            }

            batch.Answer();
        }
        catch (Exception e)
        {
            Told(e);
            unsure = true;
            batch.Fail(e);
        }

        return next;
    }

    /// <summary>Appends a batch and publishes the state after it. Meanwhile the next one is decided on that state, which is not true yet.</summary>
    private async Task AppendAsync(Batch batch, Batch next)
    {
        var start = time.GetTimestamp();
        var append = SealAndAppendAsync(batch);
        // The loop may have gone on upon a thread of the store's, which is to do this append.
        await Task.Yield();
        while (!append.IsCompleted && next.HasRoom && !queue.Reader.Completion.IsCompleted)
        {
            Gather(next, Timeout.InfiniteTimeSpan);
            await Task.WhenAny(append, More());
        }

        var end = await append;
        lastAppend = time.GetElapsedTime(start);
        Telemetry.AppendDuration.Record(lastAppend.TotalSeconds);
        Telemetry.Commits.Add(1);
        Telemetry.Events.Add(batch.Events.Count);
        if (end.Sequence != batch.After.Sequence)
            throw new UnreachableException($"The journal ends at {end.Sequence} after an append up to {batch.After.Sequence}.");
        if (Fault.At(FaultSite.SlowPublish)) await Task.Yield();
        await PublishAsync(batch.After, end);
    }

    private async Task<JournalPosition> SealAndAppendAsync(Batch batch) =>
        await journal.AppendAsync(network, position.Sequence, await Sealing.ToAppendAsync(seals, network, batch.Events));

    private async Task CatchUpAsync()
    {
        var told = Volatile.Read(ref known);
        var (state, end) = await Replay.FromAsync(journal, network, current, position, CancellationToken.None, seals: seals);
        unsure = false;
        // Told of more than there is, it would look for it for ever.
        if (end.Sequence < told) Interlocked.CompareExchange(ref known, end.Sequence, told);
        if (end == position) return;
        Telemetry.FollowLag.Record(Math.Max(0, (time.GetUtcNow() - state.At.ToDateTimeOffset()).TotalSeconds));
        await PublishAsync(state, end);
    }

    /// <summary>Nobody is shown a state in which somebody is erased before their keys are destroyed: a failure is tried again.</summary>
    private async ValueTask PublishAsync(NetworkState state, JournalPosition end)
    {
        if (seals is not null) await seals.EraseAsync(network, state.Erased, current.Erased);
        (current, position) = (state, end);
        published(state, end);
    }

    /// <param name="patience">How long this may take, one command aside.</param>
    private void Gather(Batch batch, TimeSpan patience)
    {
        var start = time.GetTimestamp();
        while (batch.HasRoom && TryTake(out var asked))
        {
            if (asked is not null) batch.Add(asked);
            if (patience > TimeSpan.Zero && time.GetElapsedTime(start) > patience) return;
        }
    }

    /// <summary>Completes when there is something in the queue, or with false once there never will be.</summary>
    private Task<bool> More()
    {
        return more.IsCompleted ? more = WaitAsync() : more;

        async Task<bool> WaitAsync() => await queue.Reader.WaitToReadAsync();
    }

    private void FailWaiting(Exception why)
    {
        for (var left = Limits.BatchMax; left > 0 && TryTake(out var asked); left--) asked?.Failed(why);
    }

    /// <summary>The next in the queue; null for a nudge or a command that was withdrawn.</summary>
    private bool TryTake(out Asked? asked)
    {
        if (!queue.Reader.TryRead(out asked)) return false;
        if (asked is null)
        {
            Volatile.Write(ref nudged, 0);
            return true;
        }

        Telemetry.QueueLength.Add(-1);
        if (!asked.Take()) asked = null;
        return true;
    }

    private static void Told(Exception why) => Telemetry.Failures.Add(1, Telemetry.Code((why as SiloException)?.Code ?? "BUG"));

    private static void InterlockedMax(ref long target, long value)
    {
        for (var seen = Volatile.Read(ref target); seen < value;)
        {
            var before = Interlocked.CompareExchange(ref target, value, seen);
            if (before == seen) return;
            seen = before;
        }
    }
}
