using System.IO.Compression;
using System.Security.Cryptography;
using Circles.Silo.Journals;
using Circles.Silo.Journals.Postgres;
using Circles.Silo.Seals;
using Npgsql;
using static Circles.Silo.Journals.Postgres.PostgresDatabase;

namespace Circles.Silo.Snapshots;

/// <summary>Snapshots beside the journals in PostgreSQL, for every node: the state's tables as JSON, compressed, sealed, in parts.</summary>
/// <remarks>One of another build is left alone until a newer one replaces it: during an upgrade nodes of both builds run.</remarks>
public sealed class PostgresSnapshots : ISnapshots
{
    private const string Header = """
        SELECT sequence, hash, checksum FROM circles.snapshot
        WHERE network = $1 AND sequence BETWEEN $2 AND $3 AND build = $4 ORDER BY sequence DESC LIMIT 1
        """;

    private const string Parts = "SELECT content FROM circles.snapshot_part WHERE network = $1 AND sequence = $2 ORDER BY number";
    private const string Kept = "SELECT sequence FROM circles.snapshot WHERE network = $1";
    private const string DropAll = "DELETE FROM circles.snapshot WHERE network = $1";
    private const string DropAllParts = "DELETE FROM circles.snapshot_part WHERE network = $1";
    private const string DropOne = "DELETE FROM circles.snapshot WHERE network = $1 AND sequence = $2";
    private const string DropOtherBuilds = "DELETE FROM circles.snapshot WHERE network = $1 AND build <> $2";

    /// <summary>The parts of those that are gone.</summary>
    private const string DropParts = """
        DELETE FROM circles.snapshot_part AS part WHERE network = $1
        AND NOT EXISTS (SELECT FROM circles.snapshot AS kept WHERE kept.network = $1 AND kept.sequence = part.sequence)
        """;

    private const string AddPart = "INSERT INTO circles.snapshot_part (network, sequence, number, content) VALUES ($1, $2, $3, $4)";

    /// <summary>Takes the header's row, and with it the turn, unless another node has kept this state or a later one.</summary>
    private const string Claim = """
        INSERT INTO circles.snapshot (network, sequence, hash, build, checksum) SELECT $1, $2, $3, $4, ''::bytea
        WHERE NOT EXISTS (SELECT FROM circles.snapshot AS later WHERE later.network = $1 AND later.sequence >= $2)
        ON CONFLICT DO NOTHING
        """;

    private const string Seal = "UPDATE circles.snapshot SET checksum = $3 WHERE network = $1 AND sequence = $2";

    private readonly PostgresDatabase database;
    private readonly string build;
    private readonly Sealing? seals;

    /// <param name="seals">Null seals nothing.</param>
    public PostgresSnapshots(PostgresDatabase database, Sealing? seals = null)
        : this(database, FileSnapshots.ThisBuild, seals)
    {
    }

    internal PostgresSnapshots(PostgresDatabase database, string build, Sealing? seals = null) =>
        (this.database, this.build, this.seals) = (database, build, seals);

    public async ValueTask<Snapshot?> LoadAsync(string network, long from = 0, long to = long.MaxValue, CancellationToken cancel = default)
    {
        try
        {
            // Reading a large state takes long and computes: so not on the caller's thread.
            return await database.UseAsync(network, committing: false, connection => LongAsync(() => Load(connection, network, from, to), cancel));
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // Whatever is wrong with it, it is as good as none: the journal is the truth.
            Telemetry.Snapshots.Add(1, Telemetry.Outcome("dropped"));
            return null;
        }
    }

    public async ValueTask<long> SaveAsync(string network, Snapshot snapshot, CancellationToken cancel = default)
    {
        try
        {
            return await database.UseAsync(network, committing: false, connection => LongAsync(() => Save(connection, network, snapshot), cancel));
        }
        catch (SiloException e)
        {
            throw new IOException(e.Message, e);
        }
    }

    public async ValueTask DropAsync(string network, CancellationToken cancel = default) =>
        await database.AskAsync(
            network, committing: false, [Statement(DropAllParts, network), Statement(DropAll, network)], _ => Task.FromResult(true));

    private static Task<T> LongAsync<T>(Func<T> work, CancellationToken cancel) =>
        Task.Factory.StartNew(work, cancel, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private Snapshot? Load(NpgsqlConnection connection, string network, long from, long to)
    {
        // One moment for the header and its parts, whoever replaces them meanwhile.
        using var transaction = connection.BeginTransaction(System.Data.IsolationLevel.RepeatableRead);
        JournalPosition position;
        byte[] checksum;
        using (var batch = Batch(connection, network, [Statement(Header, network, from, to, build)]))
        using (var header = batch.ExecuteReader())
        {
            header.NextResult();
            if (!header.Read()) return null;
            position = new JournalPosition(header.GetInt64(0), ChainHash.Read(header.GetFieldValue<byte[]>(1)));
            checksum = header.GetFieldValue<byte[]>(2);
        }

        using var parts = new NpgsqlCommand(Parts, connection);
        parts.Parameters.Add(new NpgsqlParameter { Value = network });
        parts.Parameters.Add(new NpgsqlParameter { Value = position.Sequence });
        using var rows = parts.ExecuteReader();
        using var sha = SHA256.Create();
        using var hashing = new CryptoStream(new PartsReader(rows), sha, CryptoStreamMode.Read);
        using var opened = seals?.Open(hashing, network) ?? hashing;
        using var plain = new GZipStream(opened, CompressionMode.Decompress);
        var (state, bytes) = StateFile.Read(plain);
        hashing.CopyTo(Stream.Null);
        return sha.Hash.AsSpan().SequenceEqual(checksum) && state.Sequence == position.Sequence ? new Snapshot(position, state, bytes) : null;
    }

    private long Save(NpgsqlConnection connection, string network, Snapshot snapshot)
    {
        using var transaction = connection.BeginTransaction();
        var (sequence, hash) = snapshot.Position;
        var claim = Statement(Claim, network, sequence, hash.ToBytes(), build);
        using (var batch = Batch(connection, network, [Statement(DropOtherBuilds, network, build), Statement(DropParts, network), claim])) batch.ExecuteNonQuery();
        if (claim.RecordsAffected == 0) return 0;

        long bytes;
        using var sha = SHA256.Create();
        using (var parts = new PartsWriter((number, content) => Execute(AddPart, network, sequence, number, content)))
        using (var hashing = new CryptoStream(parts, sha, CryptoStreamMode.Write))
        using (var box = seals?.Seal(hashing, network, snapshot.State) ?? hashing)
        using (var compressed = new GZipStream(box, CompressionLevel.Fastest))
        {
            bytes = StateFile.Write(compressed, snapshot.State);
        }

        Execute(Seal, network, sequence, sha.Hash!);
        foreach (var gone in Thinning.TooMany(Sequences())) Execute(DropOne, network, gone);
        Execute(DropParts, network);
        transaction.Commit();
        return bytes;

        List<long> Sequences()
        {
            using var command = new NpgsqlCommand(Kept, connection);
            command.Parameters.Add(new NpgsqlParameter { Value = network });
            using var rows = command.ExecuteReader();
            var found = new List<long>();
            while (rows.Read()) found.Add(rows.GetInt64(0));
            return found;
        }

        void Execute(string sql, params ReadOnlySpan<object> values)
        {
            using var command = new NpgsqlCommand(sql, connection);
            foreach (var value in values) command.Parameters.Add(new NpgsqlParameter { Value = value });
            command.ExecuteNonQuery();
        }
    }
}
