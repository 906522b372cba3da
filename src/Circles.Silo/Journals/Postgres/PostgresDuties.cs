using System.Buffers.Binary;
using System.Data;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace Circles.Silo.Journals.Postgres;

/// <summary>Duties as advisory locks of one connection: the server gives them back when it ends, however it ends.</summary>
/// <remarks>
/// A holder is told of the loss before another can hold: it asks the server every <see cref="Limits.DatabaseBeat"/> and believes itself
/// lost when there is no answer, while the server takes longer to give up a client that fell silent (the settings of the connection).
/// </remarks>
internal sealed class PostgresDuties(string connectionString, TimeProvider time) : IAsyncDisposable
{
    // The server finds a dead client after 10 s of silence and three questions, 5 s apart: later than its holder knows, within 25 s.
    private const string GiveUp = "-c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3";

    private readonly SemaphoreSlim turn = new(1);
    private readonly CancellationTokenSource closing = new();
    private readonly Dictionary<long, Hold> held = [];
    private NpgsqlConnection? connection;

    public async ValueTask<IDutyHold?> HoldAsync(string network, string duty, CancellationToken cancel)
    {
        var key = KeyOf(network, duty);
        await turn.WaitAsync(cancel);
        try
        {
            // The server would give the same connection the same lock twice.
            if (held.ContainsKey(key)) return null;
            var open = connection ??= await ConnectAsync();
            if (!await AskAsync(open, "SELECT pg_try_advisory_lock($1)", key)) return null;
            return held[key] = new Hold(this, open, key);
        }
        catch (Exception e) when (PostgresFaults.IsOne(e))
        {
            if (connection is { State: not ConnectionState.Open }) await LoseAllAsync();
            throw PostgresFaults.Translate(network, e, committing: false);
        }
        finally
        {
            turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (closing.IsCancellationRequested) return;
        await closing.CancelAsync().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await turn.WaitAsync();
        try
        {
            await LoseAllAsync();
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>The lock's number: 8 bytes of SHA-256 over both names. Should two duties ever share one, they only take turns.</summary>
    internal static long KeyOf(string network, string duty) =>
        BinaryPrimitives.ReadInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"{network}/{duty}")));

    private async Task<NpgsqlConnection> ConnectAsync()
    {
        ObjectDisposedException.ThrowIf(closing.IsCancellationRequested, this);
        var settings = new NpgsqlConnectionStringBuilder(connectionString)
        {
            Pooling = false,
            CommandTimeout = (int)Limits.DatabaseBeat.TotalSeconds,
        };
        settings.Options = $"{settings.Options} {GiveUp}";
        var open = new NpgsqlConnection(settings.ConnectionString);
        try
        {
            await open.OpenAsync(closing.Token);
        }
        catch
        {
            await open.DisposeAsync();
            throw;
        }

        _ = BeatAsync(open);
        return open;
    }

    private async Task BeatAsync(NpgsqlConnection open)
    {
        while (true)
        {
            await Task.Delay(Limits.DatabaseBeat, time, closing.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (closing.IsCancellationRequested) return;
            await turn.WaitAsync();
            try
            {
                if (connection != open) return;
                await AskAsync(open, "SELECT $1 = $1", 0);
            }
            catch (Exception e) when (PostgresFaults.IsOne(e))
            {
                await LoseAllAsync();
                return;
            }
            finally
            {
                turn.Release();
            }
        }
    }

    private async Task GiveBackAsync(Hold hold)
    {
        await turn.WaitAsync();
        try
        {
            if (!held.TryGetValue(hold.Key, out var there) || there != hold) return;
            held.Remove(hold.Key);
            await AskAsync(hold.Connection, "SELECT pg_advisory_unlock($1)", hold.Key);
        }
        catch (Exception e) when (PostgresFaults.IsOne(e))
        {
            await LoseAllAsync();
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Tells every holder, and ends the connection: should the server still think it good, the locks go with it.</summary>
    private async Task LoseAllAsync()
    {
        Hold[] lost = [.. held.Values];
        held.Clear();
        foreach (var hold in lost) await hold.LoseAsync();
        var old = connection;
        connection = null;
        if (old is not null) await old.DisposeAsync();
    }

    private static async Task<bool> AskAsync(NpgsqlConnection open, string sql, long key)
    {
        await using var command = new NpgsqlCommand(sql, open);
        command.Parameters.Add(new NpgsqlParameter { Value = key });
        return Convert.ToBoolean(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }

    private sealed class Hold(PostgresDuties duties, NpgsqlConnection connection, long key) : IDutyHold
    {
        private readonly CancellationTokenSource lost = new();

        public NpgsqlConnection Connection => connection;

        public long Key => key;

        public CancellationToken Lost => lost.Token;

        /// <summary>What a holder's own callback throws is that holder's matter: the others are told all the same.</summary>
        public async Task LoseAsync() => await lost.CancelAsync().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

        public ValueTask DisposeAsync() => new(duties.GiveBackAsync(this));
    }
}
