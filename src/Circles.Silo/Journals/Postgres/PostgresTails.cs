using System.Globalization;
using System.Runtime.CompilerServices;
using Npgsql;

namespace Circles.Silo.Journals.Postgres;

/// <summary>Where each followed journal ends: told by the other nodes at once (LISTEN), and looked up now and then behind that.</summary>
/// <remarks>
/// A notice is only ever a hint: its loss costs time and skips nothing. It is sent after the commit and not in it, because PostgreSQL lets
/// transactions with a notice commit one at a time in the whole database. Source: PostgreSQL, "NOTIFY" and its <c>async.c</c>.
/// </remarks>
internal sealed class PostgresTails : IAsyncDisposable
{
    private const string Channel = "circles";

    private readonly PostgresDatabase database;
    private readonly PostgresStatements statements;
    private readonly TimeProvider time;
    private readonly CancellationTokenSource closing = new();
    private readonly Dictionary<string, Tail> followed = new(StringComparer.Ordinal);
    private readonly Lock gate = new();
    private readonly Signal look = new();
    private readonly Task listening;
    private readonly Task looking;

    private readonly Dictionary<string, long> untold = new(StringComparer.Ordinal);
    private Task telling = Task.CompletedTask;
    private bool isTelling;

    public PostgresTails(PostgresDatabase database, PostgresStatements statements, TimeProvider time)
    {
        (this.database, this.statements, this.time) = (database, statements, time);
        listening = Task.Run(ListenAsync);
        looking = Task.Run(LookAsync);
    }

    public async IAsyncEnumerable<long> FollowAsync(string network, long after, [EnumeratorCancellation] CancellationToken cancel)
    {
        var tail = Join(network);
        try
        {
            // Joined first: what is appended from here on is told.
            foreach (var (_, end) in await HeadsAsync([network])) tail.Reach(end);
            while (true)
            {
                cancel.ThrowIfCancellationRequested();
                var seen = tail.Moved.Raised;
                var end = tail.End;
                if (end > after) yield return after = end;
                else await tail.Moved.WaitAsync(seen, cancel);
            }
        }
        finally
        {
            Leave(network, tail);
        }
    }

    /// <summary>This node appended: its own followers know at once, the other nodes by the next notice.</summary>
    public void Appended(string network, long end)
    {
        Reach(network, end);
        using (gate.EnterScope())
        {
            untold[network] = Math.Max(end, untold.GetValueOrDefault(network));
            if (isTelling) return;
            isTelling = true;
            telling = Task.Run(TellAsync);
        }
    }

    /// <summary>The ends of networks; null asks for all.</summary>
    public Task<List<(string Network, long End)>> HeadsAsync(string[]? networks) => database.AskAsync(
        PostgresStatements.AllHeads,
        committing: false,
        [PostgresDatabase.Statement(statements.Heads, networks ?? (object)DBNull.Value)],
        async reader =>
        {
            var heads = new List<(string, long)>();
            while (await reader.ReadAsync()) heads.Add((reader.GetString(0), reader.GetInt64(1)));
            return heads;
        });

    public async ValueTask DisposeAsync()
    {
        if (closing.IsCancellationRequested) return;
        // A connection that breaks at this very moment throws from its own part in it.
        await closing.CancelAsync().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        // What was appended last is told before the pool is closed.
        Task last;
        using (gate.EnterScope()) last = telling;
        await Task.WhenAll(listening, looking, last).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private Tail Join(string network)
    {
        using (gate.EnterScope())
        {
            if (!followed.TryGetValue(network, out var tail)) followed[network] = tail = new Tail();
            tail.Followers++;
            return tail;
        }
    }

    private void Leave(string network, Tail tail)
    {
        using (gate.EnterScope())
            if (--tail.Followers == 0)
                followed.Remove(network);
    }

    private void Reach(string network, long end)
    {
        Tail? tail;
        using (gate.EnterScope()) followed.TryGetValue(network, out tail);
        tail?.Reach(end);
    }

    /// <summary>Tells what has gathered, until nothing is left: one notice on its way carries all that comes meanwhile.</summary>
    private async Task TellAsync()
    {
        while (true)
        {
            string[] notices;
            using (gate.EnterScope())
            {
                isTelling = untold.Count > 0;
                if (!isTelling) return;
                notices = [.. untold.Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Key} {pair.Value}"))];
                untold.Clear();
            }

            try
            {
                await database.AskAsync(PostgresStatements.AllHeads, committing: false, Notify(notices), _ => Task.FromResult(true));
            }
            catch (SiloException e)
            {
                // The others will look by themselves.
                Telemetry.Failures.Add(1, Telemetry.Code(e.Code));
            }

            // Each is a transaction beside the appends, and one soon after the other would tell hardly more. The machine's own time, since it
            // is to be spared: a clock that stands still would leave the others without a notice.
            await Task.Delay(Limits.TellEvery, closing.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>A notice need not survive a power cut: so it waits for no disk, and holds up no other for one.</summary>
    private static NpgsqlBatchCommand[] Notify(string[] notices) =>
    [
        PostgresDatabase.Statement("SELECT set_config('synchronous_commit', 'off', true)"),
        PostgresDatabase.Statement("SELECT count(pg_notify($1, notice)) FROM unnest($2) AS notice", Channel, notices),
    ];

    private async Task ListenAsync()
    {
        var settings = new NpgsqlConnectionStringBuilder(database.ConnectionString)
        {
            Pooling = false,
            KeepAlive = (int)Limits.DatabaseBeat.TotalSeconds,
        };
        while (!closing.IsCancellationRequested)
        {
            try
            {
                await using var connection = new NpgsqlConnection(settings.ConnectionString);
                connection.Notification += (_, notice) => Take(notice.Payload);
                await connection.OpenAsync(closing.Token);
                await using (var listen = new NpgsqlCommand($"LISTEN {Channel}", connection))
                    await listen.ExecuteNonQueryAsync(closing.Token);
                // What was told before it listened.
                look.Raise();
                while (true) await connection.WaitAsync(closing.Token);
            }
            catch (Exception) when (!closing.IsCancellationRequested)
            {
                Telemetry.Failures.Add(1, Telemetry.Code(SiloCodes.JournalUnreachable));
                await Task.Delay(Limits.ListenAgainAfter, time, closing.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private void Take(string notice)
    {
        var space = notice.IndexOf(' ', StringComparison.Ordinal);
        if (space > 0 && long.TryParse(notice.AsSpan(space + 1), CultureInfo.InvariantCulture, out var end)) Reach(notice[..space], end);
    }

    private async Task LookAsync()
    {
        using var timer = new PeriodicTimer(Limits.LookEvery, time);
        var tick = timer.WaitForNextTickAsync(closing.Token).AsTask();
        while (!closing.IsCancellationRequested)
        {
            var seen = look.Raised;
            try
            {
                string[] networks;
                using (gate.EnterScope()) networks = [.. followed.Keys];
                if (networks.Length > 0)
                    foreach (var (network, end) in await HeadsAsync(networks)) Reach(network, end);
            }
            catch (Exception e) when (e is SiloException or ObjectDisposedException)
            {
                // Whoever reads or writes is told. The next look is soon.
                Telemetry.Failures.Add(1, Telemetry.Code((e as SiloException)?.Code ?? SiloCodes.JournalUnreachable));
            }

            using var given = CancellationTokenSource.CreateLinkedTokenSource(closing.Token);
            await Task.WhenAny(tick, look.WaitAsync(seen, given.Token));
            await given.CancelAsync();
            if (tick.IsCompletedSuccessfully) tick = timer.WaitForNextTickAsync(closing.Token).AsTask();
        }
    }

    /// <summary>The furthest end known of one network, for all who follow it here.</summary>
    private sealed class Tail
    {
        private long end;

        public int Followers { get; set; }

        public Signal Moved { get; } = new();

        public long End => Volatile.Read(ref end);

        public void Reach(long further)
        {
            for (var seen = Volatile.Read(ref end); seen < further;)
            {
                var before = Interlocked.CompareExchange(ref end, further, seen);
                if (before == seen)
                {
                    Moved.Raise();
                    return;
                }

                seen = before;
            }
        }
    }
}
