using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Circles.Silo.Journals.Sqlite;

/// <summary>The file format of a journal: its tables and what makes a file one.</summary>
/// <remarks>
/// <c>event</c> holds the events with their chain of hashes; <c>head</c> its last row again, written in the same transaction, so that a
/// lost tail shows; <c>journal</c> whose it is.
/// </remarks>
internal static class JournalSchema
{
    /// <summary>"Circ" in ASCII, in the file's header.</summary>
    private const int ApplicationId = 0x43697263;

    private const long Format = 1;

    private const string Tables = """
        CREATE TABLE journal (network TEXT NOT NULL, format INTEGER NOT NULL) STRICT;
        CREATE TABLE event (
            sequence INTEGER PRIMARY KEY, name TEXT NOT NULL, json BLOB NOT NULL, hash BLOB NOT NULL) STRICT;
        CREATE TABLE head (id INTEGER PRIMARY KEY, sequence INTEGER NOT NULL, hash BLOB NOT NULL) STRICT;
        """;

    /// <summary>Makes an empty journal, complete or not at all: it gets its name when it is whole.</summary>
    public static void Create(string path, string network, TimeSpan wait)
    {
        var whole = Path.Combine(Path.GetDirectoryName(path)!, $".{network}.{Guid.NewGuid():N}.new");
        try
        {
            using (var connection = Connect(whole, SqliteOpenMode.ReadWriteCreate, wait))
            {
                Execute(connection, $"PRAGMA application_id={ApplicationId}");
                MakeSafe(connection, network);
                Execute(connection, "BEGIN IMMEDIATE");
                Execute(connection, Tables);
                using var fill = connection.CreateCommand();
                fill.CommandText = $"""
                    INSERT INTO journal VALUES ($network, {Format});
                    INSERT INTO head VALUES (1, 0, $hash);
                    COMMIT
                    """;
                fill.Parameters.AddWithValue("$network", network);
                fill.Parameters.AddWithValue("$hash", default(ChainHash).ToBytes());
                fill.ExecuteNonQuery();
                // Closing does the same but says nothing when it fails, and the file gets its name without its log.
                if (!Checkpoint(connection)) throw new IOException("The new journal is held by another program.");
            }

            // Does not replace: of two who found the same network, the second appends to the first one's file, and conflicts. The
            // directory is flushed by SQLite with the write-ahead log that the first append makes.
            if (!File.Exists(path)) File.Move(whole, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            // The other one was first.
        }
        finally
        {
            foreach (var left in (string[])[whole, whole + "-wal", whole + "-shm"]) File.Delete(left);
        }
    }

    /// <summary>Opens a journal, having checked that it is this network's and that its commits will last.</summary>
    /// <exception cref="SqliteException">As SQLite says.</exception>
    /// <exception cref="JournalDamagedException">It is another file.</exception>
    public static SqliteConnection Open(string path, string network, TimeSpan wait)
    {
        var connection = Connect(path, SqliteOpenMode.ReadWrite, wait);
        try
        {
            // Looked at before anything is written: a foreign file is left as it is.
            if (Number(connection, "PRAGMA application_id") != ApplicationId)
                throw new JournalDamagedException(network, 0, "the file is not a journal.");
            if (Number(connection, "SELECT format FROM journal") != Format)
                throw new JournalDamagedException(network, 0, "the file has a format that this version does not know.");
            if (Scalar(connection, "SELECT network FROM journal") as string != network)
                throw new JournalDamagedException(network, 0, "the file belongs to another network.");
            MakeSafe(connection, network);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Moves the write-ahead log into the file and flushes it.</summary>
    /// <returns>False when another process hindered it.</returns>
    public static bool Checkpoint(SqliteConnection connection) => Number(connection, "PRAGMA wal_checkpoint(TRUNCATE)") == 0;

    public static long Number(SqliteConnection connection, string sql) =>
        Scalar(connection, sql) is { } value and not DBNull ? Convert.ToInt64(value, CultureInfo.InvariantCulture) : -1;

    public static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static object? Scalar(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    /// <summary>Opens a file of ours, whatever is in it: locks are waited for, and nothing in it is trusted.</summary>
    public static SqliteConnection Connect(string path, SqliteOpenMode mode, TimeSpan wait)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = mode,
            Pooling = false,
            // SQLite itself waits for locks, in small steps; the provider would do it in large ones, for at least this second.
            DefaultTimeout = 1,
        }.ToString());
        try
        {
            connection.Open();
            Execute(connection, $"PRAGMA busy_timeout={(int)wait.TotalMilliseconds}; PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Sets what makes a commit survive a power cut, and reads it back: a library or file system may not do it.</summary>
    private static void MakeSafe(SqliteConnection connection, string network)
    {
        Execute(connection, "PRAGMA synchronous=FULL");
        var mode = Scalar(connection, "PRAGMA journal_mode=WAL") as string;
        var synchronous = Number(connection, "PRAGMA synchronous");
        if (mode == "wal" && synchronous == 2) return;
        throw new JournalUnavailableException(
            SiloCodes.JournalUnsafe,
            $"The journal of the network '{network}' would not survive a power cut here: SQLite answers journal_mode={mode}, "
            + $"synchronous={synchronous} where wal and 2 (FULL) are needed.",
            retryable: false);
    }
}
