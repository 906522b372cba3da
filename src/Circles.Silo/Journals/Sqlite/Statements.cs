using Circles.Grains.Kernel;
using Microsoft.Data.Sqlite;

namespace Circles.Silo.Journals.Sqlite;

/// <summary>The statements of an open journal file, prepared once.</summary>
internal sealed class Statements : IDisposable
{
    private readonly SqliteConnection connection;
    private readonly SqliteCommand begin;
    private readonly SqliteCommand beginWriting;
    private readonly SqliteCommand commit;
    private readonly SqliteCommand rollback;
    private readonly SqliteCommand insert;
    private readonly SqliteCommand setHead;
    private readonly SqliteCommand head;
    private readonly SqliteCommand read;
    private readonly SqliteCommand dataVersion;

    public Statements(SqliteConnection connection)
    {
        this.connection = connection;
        (begin, beginWriting) = (Prepare("BEGIN"), Prepare("BEGIN IMMEDIATE"));
        (commit, rollback) = (Prepare("COMMIT"), Prepare("ROLLBACK"));
        insert = Prepare(
            "INSERT INTO event (sequence, name, json, hash) VALUES ($sequence, $name, $json, $hash)",
            "$sequence", "$name", "$json", "$hash");
        setHead = Prepare("UPDATE head SET sequence = $sequence, hash = $hash WHERE id = 1", "$sequence", "$hash");
        head = Prepare(
            "SELECT head.sequence, head.hash, event.hash FROM head LEFT JOIN event ON event.sequence = head.sequence WHERE id = 1");
        read = Prepare(
            "SELECT sequence, name, json, hash FROM event WHERE sequence > $after ORDER BY sequence LIMIT $max", "$after", "$max");
        dataVersion = Prepare("PRAGMA data_version");
    }

    public void Begin() => begin.ExecuteNonQuery();

    /// <summary>A transaction that will write: its lock is taken at once.</summary>
    public void BeginWriting() => beginWriting.ExecuteNonQuery();

    public void Commit() => commit.ExecuteNonQuery();

    public void Rollback() => rollback.ExecuteNonQuery();

    public void Insert(StoredEvent stored)
    {
        insert.Parameters[0].Value = stored.Sequence;
        insert.Parameters[1].Value = stored.Event.Name;
        insert.Parameters[2].Value = stored.Event.Json.ToArray();
        insert.Parameters[3].Value = stored.Hash.ToBytes();
        insert.ExecuteNonQuery();
    }

    public void SetHead(JournalPosition end)
    {
        setHead.Parameters[0].Value = end.Sequence;
        setHead.Parameters[1].Value = end.Hash.ToBytes();
        setHead.ExecuteNonQuery();
    }

    /// <summary>The journal's end, once the last event agrees with it.</summary>
    public JournalPosition CheckedHead(string network)
    {
        using var row = head.ExecuteReader();
        if (!row.Read()) throw new JournalDamagedException(network, 0, "its end is not told.");
        var sequence = row.GetInt64(0);
        var hash = HashAt(row, 1);
        var last = row.IsDBNull(2) ? null : HashAt(row, 2);
        if (sequence < 0 || hash is null || (sequence == 0 ? hash.Value != default || last is not null : last != hash))
            throw new JournalDamagedException(network, Math.Max(0, sequence), "the last event is not the one that was written last.");
        return new JournalPosition(sequence, hash.Value);
    }

    public List<StoredEvent> Read(long after, int max)
    {
        read.Parameters[0].Value = after;
        read.Parameters[1].Value = max;
        var found = new List<StoredEvent>();
        using var row = read.ExecuteReader();
        while (row.Read())
        {
            var happened = new EncodedEvent(row.GetString(1), row.GetFieldValue<byte[]>(2));
            // A hash of another size fits nothing; the reader will say so.
            found.Add(new StoredEvent(row.GetInt64(0), happened, HashAt(row, 3) ?? default));
        }

        return found;
    }

    /// <summary>Another number after each commit by another connection.</summary>
    public long Version() => (long)dataVersion.ExecuteScalar()!;

    public void Dispose()
    {
        foreach (var command in (SqliteCommand[])[begin, beginWriting, commit, rollback, insert, setHead, head, read, dataVersion]) command.Dispose();
        connection.Dispose();
    }

    private static ChainHash? HashAt(SqliteDataReader row, int column) =>
        row.GetFieldValue<byte[]>(column) is { Length: ChainHash.Size } bytes ? ChainHash.Read(bytes) : null;

    private SqliteCommand Prepare(string sql, params ReadOnlySpan<string> parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var parameter in parameters) command.Parameters.Add(new SqliteParameter { ParameterName = parameter });
        return command;
    }
}
