using System.Runtime.CompilerServices;
using Circles.Grains.Circles;
using Circles.Grains.Kernel;
using Circles.Silo.Journals;
using Circles.Silo.Seals;
using NodaTime;

namespace Circles.Silo.Hosting;

/// <summary>A network while it is in memory.</summary>
internal sealed class OpenNetwork : INetwork, IAsyncDisposable
{
    private readonly NetworkHost host;
    private readonly NetworkLoop loop;
    private readonly SnapshotKeeper keeper;
    private readonly PastStates past;
    private readonly CancellationTokenSource closing = new();
    private readonly TaskCompletionSource closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Signal published = new();
    private readonly Task following;
    private readonly Lock gate = new();
    private NetworkState current;
    private Tuple<NetworkState, NetworkState>? lapsed;
    private JournalPosition position;
    private long lastUsed;
    private int users;
    private bool leaving;

    public OpenNetwork(NetworkHost host, string slug, NetworkState state, JournalPosition position, SnapshotKeeper keeper)
    {
        (this.host, Slug, current, this.position, this.keeper) = (host, slug, state, position, keeper);
        past = new PastStates(host, slug);
        lastUsed = host.Time.GetTimestamp();
        loop = new NetworkLoop(slug, host.Journal, host.Seals, host.Time, state, position, Publish);
        following = FollowJournalAsync();
        Telemetry.OpenNetworks.Add(1);
        host.Published?.Invoke(slug, state);
    }

    public string Slug { get; }

    /// <summary>Completes when everything is written and let go of, and the network can be opened again.</summary>
    public Task Closed => closed.Task;

    public NetworkState Current
    {
        get
        {
            if (!Touch()) throw new InvalidOperationException($"The network '{Slug}' was unloaded. Open it again for each request.");
            return Now();
        }
    }

    public async ValueTask<Committed> SendAsync(Envelope envelope, CancellationToken cancel = default)
    {
        cancel.ThrowIfCancellationRequested();
        if (!TryEnter())
        {
            if (host.IsStopping) return Refused(SiloErrors.Stopping());
            return await (await host.OpenAsync(Slug, cancel)).SendAsync(envelope, cancel);
        }

        try
        {
            var asked = new Asked(envelope, cancel);
            return loop.Offer(asked) ? await asked.Answer : Refused(host.IsStopping ? SiloErrors.Stopping() : SiloErrors.Busy());
        }
        finally
        {
            Leave();
        }
    }

    public Outcome Try(Envelope envelope) => Domain.Handle(Current, envelope);

    public async IAsyncEnumerable<NetworkState> FollowAsync(long after, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        var open = await EnterAsync(cancel);
        try
        {
            NetworkState? told = null;
            while (true)
            {
                cancel.ThrowIfCancellationRequested();
                // Taken before looking: what happens from here on is not missed.
                var seen = open.published.Raised;
                var closes = open.closing.IsCancellationRequested;
                var state = open.Now();
                if (state.Sequence > after || (told is not null && !ReferenceEquals(state, told)))
                {
                    (after, told) = (state.Sequence, state);
                    yield return state;
                }
                else if (closes)
                {
                    yield break;
                }
                else
                {
                    await open.WaitAsync(seen, state, cancel);
                }
            }
        }
        finally
        {
            open.Leave();
        }
    }

    public async Task<NetworkState> CaughtUpToAsync(long sequence, CancellationToken cancel = default)
    {
        await foreach (var state in FollowAsync(sequence - 1, cancel)) return state;
        throw new SiloStoppingException();
    }

    public async ValueTask<IReadOnlyList<Happened>> ReadAsync(IReadOnlyList<long> sequences, CancellationToken cancel = default)
    {
        var open = await EnterAsync(cancel);
        try
        {
            var state = Volatile.Read(ref open.current);
            var read = await EventReader.ReadAsync(host.Journal, Slug, state.Sequence, sequences, cancel, host.Seals);
            return [.. read.Select(happened => EventSeal.WithoutErased(happened, state))];
        }
        finally
        {
            open.Leave();
        }
    }

    public async ValueTask<(NetworkState? State, Refusal? Refused)> AsOfAsync(Moment moment, CancellationToken cancel = default)
    {
        var open = await EnterAsync(cancel);
        try
        {
            return await open.past.AtAsync(open.Now(), moment, cancel);
        }
        finally
        {
            open.Leave();
        }
    }

    /// <summary>Lets go of what is kept for questions that come no more.</summary>
    public void ForgetPast() => past.Forget();

    /// <summary>Notes a use; false once the network is being unloaded.</summary>
    public bool Touch()
    {
        using (gate.EnterScope())
        {
            if (leaving) return false;
            lastUsed = host.Time.GetTimestamp();
            return true;
        }
    }

    /// <summary>Begins to close if nobody uses the network and its last use is long enough ago.</summary>
    public bool LeaveIfIdle(TimeSpan idleAfter)
    {
        using (gate.EnterScope())
        {
            if (leaving || users > 0 || !loop.IsIdle) return false;
            if (host.Time.GetElapsedTime(lastUsed) < idleAfter && !Fault.At(FaultSite.UnloadedEarly)) return false;
            return leaving = true;
        }
    }

    /// <summary>Begins to close whoever uses it; false if it was closing already.</summary>
    public bool LeaveNow()
    {
        using (gate.EnterScope()) return !leaving && (leaving = true);
    }

    /// <summary>Takes no more commands, finishes those that were taken, ends followers, keeps a snapshot, lets the journal go.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            loop.Close();
            await loop.Finished;
            // Not on a thread of its own: what waits for it only lets go.
            closing.Cancel();
            published.Raise();
            await following;
            await keeper.CloseAsync(Volatile.Read(ref current), position);
            await host.Journal.ReleaseAsync(Slug);
            if (host.Seals is not null) await host.Seals.ForgetAsync(Slug);
        }
        finally
        {
            Telemetry.OpenNetworks.Add(-1);
            closing.Dispose();
            past.Dispose();
        }
    }

    /// <summary>Lets those who wait to open it again go on.</summary>
    public void SetClosed() => closed.SetResult();

    /// <summary>The current state as it is to be read now: what was opened for a time is shut when the time is up, whatever happens or does not.</summary>
    /// <remarks>One object for one moment, as far as threads do not race: what is computed of a state is known by it.</remarks>
    private NetworkState Now()
    {
        var state = Volatile.Read(ref current);
        if (state.OpeningsByEnd.IsEmpty) return state;
        var known = Volatile.Read(ref lapsed);
        var before = ReferenceEquals(known?.Item1, state) ? known!.Item2 : state;
        var now = BreakGlass.At(before, Instant.FromDateTimeOffset(host.Time.GetUtcNow()));
        if (!ReferenceEquals(now, before)) Volatile.Write(ref lapsed, Tuple.Create(state, now));
        return now;
    }

    /// <summary>Until something is published, or the time of something opened is up.</summary>
    private async Task WaitAsync(long seen, NetworkState state, CancellationToken cancel)
    {
        if (state.OpeningsByEnd.IsEmpty)
        {
            await published.WaitAsync(seen, cancel);
            return;
        }

        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        // A timer cannot be set to more than 49 days; whoever waits looks again.
        var left = Duration.Min(state.OpeningsByEnd.Min.Until - Instant.FromDateTimeOffset(host.Time.GetUtcNow()), Duration.FromDays(49));
        await Task.WhenAny(
            published.WaitAsync(seen, over.Token), Task.Delay(Duration.Max(left, Duration.Zero).ToTimeSpan(), host.Time, over.Token));
        await over.CancelAsync();
    }

    private void Publish(NetworkState state, JournalPosition end)
    {
        position = end;
        Volatile.Write(ref current, state);
        published.Raise();
        keeper.Consider(state, end);
        host.Published?.Invoke(Slug, state);
    }

    private async Task FollowJournalAsync()
    {
        // Whatever goes wrong with following, the loop finds out by its next conflict; so it is taken up again, after a pause.
        while (!closing.IsCancellationRequested)
        {
            try
            {
                await foreach (var end in host.Journal.FollowAsync(Slug, Volatile.Read(ref current).Sequence, closing.Token))
                    if (end > Volatile.Read(ref current).Sequence)
                        loop.Nudge(end);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (Exception e)
            {
                Telemetry.Failures.Add(1, Telemetry.Code((e as SiloException)?.Code ?? "BUG"));
                await Task.Delay(Limits.PollEvery, host.Time, closing.Token)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            }
        }
    }

    private Committed Refused(Refusal refusal)
    {
        Telemetry.Refused.Add(1, Telemetry.Code(refusal.Code));
        return new Committed(refusal, Volatile.Read(ref current));
    }

    /// <summary>This network, or the one opened after it was unloaded, kept from being unloaded until <see cref="Leave"/>.</summary>
    private async ValueTask<OpenNetwork> EnterAsync(CancellationToken cancel)
    {
        var open = this;
        while (!open.TryEnter()) open = await host.OpenAgainAsync(Slug, cancel);
        return open;
    }

    private bool TryEnter()
    {
        using (gate.EnterScope())
        {
            if (leaving) return false;
            users++;
            return true;
        }
    }

    private void Leave()
    {
        using (gate.EnterScope())
        {
            users--;
            lastUsed = host.Time.GetTimestamp();
        }
    }
}
