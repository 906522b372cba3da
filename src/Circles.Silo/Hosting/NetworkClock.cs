using Circles.Grains.Clock;
using Circles.Grains.Kernel;
using NodaTime;

namespace Circles.Silo.Hosting;

/// <summary>Strikes each network when something in it falls due (<see cref="Due"/>), open or not, on one node at a time.</summary>
/// <remarks>
/// Open networks tell what falls due in them as they publish. The others are read once at the start, one after the other, and again when
/// a look each <see cref="Limits.ClockLookEvery"/> finds that their journal has grown; of each, a name and two numbers are kept. The duty is
/// held only while there is something to do, so networks that wait cost no lock; and it is asked for until what was due is done, so
/// another node goes on where one died.
/// </remarks>
public sealed class NetworkClock : IAsyncDisposable
{
    private readonly NetworkHost host;
    private readonly DutyRunner duties;
    private readonly CancellationTokenSource stop = new();
    private readonly SemaphoreSlim turns = new(Limits.StrikesAtOnce);
    private readonly Signal changed = new();
    private readonly Lock gate = new();
    private readonly Dictionary<string, Known> all = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Task> striking = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource looked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task running;

    /// <summary>Begins to run, until it is disposed of: before the networks are stopped.</summary>
    public NetworkClock(NetworkHost networks)
    {
        host = networks;
        duties = new DutyRunner(networks.Journal, networks.Time);
        networks.Published = Told;
        running = Task.WhenAll(LookAsync(), RunAsync());
    }

    /// <summary>The first look, at every network there is.</summary>
    internal Task Looked => looked.Task;

    private Instant Now => Instant.FromDateTimeOffset(host.Time.GetUtcNow());

    /// <summary>Ends what it does, and gives its duties back.</summary>
    public async ValueTask DisposeAsync()
    {
        host.Published = null;
        // Not on a thread of its own: what waits for it only lets go.
        stop.Cancel();
        await running;
        Task[] strikes;
        using (gate.EnterScope()) strikes = [.. striking.Values];
        await Task.WhenAll(strikes);
        stop.Dispose();
        turns.Dispose();
    }

    private void Told(string slug, NetworkState state)
    {
        var due = Due.Next(state);
        using (gate.EnterScope())
        {
            var before = all.GetValueOrDefault(slug);
            if (before.Sequence > state.Sequence) return;
            all[slug] = before with { Sequence = state.Sequence, Due = due };
            if (before.Due == due) return;
        }

        changed.Raise();
    }

    private async Task LookAsync()
    {
        // Whoever starts the clock does not wait for its first look.
        await Task.Yield();
        while (!stop.IsCancellationRequested)
        {
            var wait = await LookAtAllAsync() ? Limits.ClockLookEvery : Limits.ClockRetryAfter;
            await Task.Delay(wait, host.Time, stop.Token)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }
    }

    /// <returns>False when the journal is away, so that a look soon after may find more.</returns>
    private async Task<bool> LookAtAllAsync()
    {
        try
        {
            foreach (var slug in await host.SlugsAsync(stop.Token)) await LookAtAsync(slug);
            looked.TrySetResult();
            return true;
        }
        catch (Exception e)
        {
            Note(e);
            return false;
        }
    }

    private async Task LookAtAsync(string slug)
    {
        try
        {
            long known;
            using (gate.EnterScope()) known = all.GetValueOrDefault(slug).Sequence;
            if (await host.PeekAsync(slug, known, stop.Token) is { } state) Told(slug, state);
        }
        catch (JournalDamagedException e)
        {
            // It stays closed, and does not keep the clock from the others.
            Note(e);
        }
    }

    private async Task RunAsync()
    {
        while (!stop.IsCancellationRequested)
        {
            // Taken before looking: what is told from here on is not missed.
            var seen = changed.Raised;
            await using var timer = host.Time.CreateTimer(_ => changed.Raise(), null, BeginDue(), Timeout.InfiniteTimeSpan);
            await changed.WaitAsync(seen, stop.Token)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }
    }

    /// <returns>How long to wait for what is next.</returns>
    private TimeSpan BeginDue()
    {
        var now = Now;
        var next = now + Duration.FromTimeSpan(Limits.ClockWaitMax);
        using (gate.EnterScope())
        {
            foreach (var (slug, known) in all)
            {
                if (known.Due is not { } due || striking.ContainsKey(slug)) continue;
                var at = Instant.Max(due, known.NotBefore);
                if (at <= now) striking[slug] = StrikeAsync(slug);
                else if (at < next) next = at;
            }
        }

        return (next - now).ToTimeSpan();
    }

    private async Task StrikeAsync(string slug)
    {
        // It may end only after it is known to have begun.
        await Task.Yield();
        try
        {
            await turns.WaitAsync(stop.Token);
            try
            {
                await duties.RunAsync(slug, "clock", held => StrikeUntilDoneAsync(slug, held), stop.Token);
            }
            finally
            {
                turns.Release();
            }
        }
        catch (Exception e)
        {
            Note(e);
            LetBe(slug);
        }

        using (gate.EnterScope()) striking.Remove(slug);
        changed.Raise();
    }

    private async Task StrikeUntilDoneAsync(string slug, CancellationToken held)
    {
        while (true)
        {
            Instant? due;
            using (gate.EnterScope()) due = all[slug].Due;
            var envelope = host.Time.Ask(new ClockCommand.Strike(), Actor.Clock);
            var (decision, state) = await (await host.OpenAsync(slug, held)).SendAsync(envelope, held);
            Told(slug, state);
            Telemetry.Strikes.Add(1, Telemetry.Outcome(decision.IsRefused ? "refused" : decision.Events.IsEmpty ? "nothing" : "done"));
            if (decision.IsRefused) LetBe(slug);
            if (decision.Events.IsEmpty) return;
            if (due <= envelope.At) Telemetry.StrikeLag.Record((envelope.At - due.Value).TotalSeconds);
            if (Due.Next(state) is not { } next || next > envelope.At) return;
        }
    }

    private void LetBe(string slug)
    {
        using (gate.EnterScope()) all[slug] = all[slug] with { NotBefore = Now + Duration.FromTimeSpan(Limits.ClockRetryAfter) };
    }

    private void Note(Exception e)
    {
        if (e is not OperationCanceledException || !stop.IsCancellationRequested)
            Telemetry.Failures.Add(1, Telemetry.Code((e as SiloException)?.Code ?? "BUG"));
    }

    /// <summary>What is known of a network.</summary>
    /// <param name="Sequence">Up to which event of its journal.</param>
    /// <param name="Due">The earliest moment at which something falls due.</param>
    /// <param name="NotBefore">After a strike that failed: when to try again.</param>
    private readonly record struct Known(long Sequence, Instant? Due, Instant NotBefore);
}
