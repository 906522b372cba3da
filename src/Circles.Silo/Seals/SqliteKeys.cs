using System.Collections.Concurrent;
using Circles.Silo.Journals.Sqlite;
using Microsoft.Data.Sqlite;

namespace Circles.Silo.Seals;

/// <summary>One SQLite file of keys for each network, <c>networks/(slug).keys</c>, beside its journal and copied apart from it.</summary>
/// <remarks>
/// What is destroyed is overwritten where it stood: <c>secure_delete</c>, and a rollback journal that is emptied, since a write-ahead log
/// would keep the key for a while. Each call opens the file: keys are asked for rarely, since those in use are in memory. Source: SQLite,
/// "PRAGMA secure_delete" and "PRAGMA journal_mode".
/// </remarks>
public sealed class SqliteKeys : IKeyStore
{
    private const string Extension = ".keys";

    /// <summary>SQLite's code for this and other errors in the statement itself, which is ours.</summary>
    private const int NoSuchTable = 1;

    private readonly string folder;
    private readonly TimeSpan lockedWait;
    private readonly DiskThreads disk = new();

    // One process's calls come one after another; other processes wait for the file's lock.
    private readonly ConcurrentDictionary<string, Lock> gates = new(StringComparer.Ordinal);

    /// <param name="dataPath">Made when missing.</param>
    /// <param name="lockedWait">How long to wait for another process; null is <see cref="Limits.LockedWait"/>.</param>
    public SqliteKeys(string dataPath, TimeSpan? lockedWait = null)
    {
        folder = Path.GetFullPath(Path.Combine(dataPath, "networks"));
        this.lockedWait = lockedWait ?? Limits.LockedWait;
    }

    /// <summary>Whether a data folder holds keys: then they were wrapped under a master key that must be there.</summary>
    public static bool AnyIn(string dataPath) =>
        Path.Combine(dataPath, "networks") is var folder && Directory.Exists(folder) && Directory.EnumerateFiles(folder, "*" + Extension).Any();

    /// <summary>The file of a network's keys.</summary>
    public static string PathOf(string dataPath, string network) => Path.Combine(dataPath, "networks", network + Extension);

    /// <summary>Copies a network's keys into another data folder, while they are in use.</summary>
    /// <exception cref="BackupExistsException">The target has keys of this name: nothing is written over.</exception>
    public async Task CopyAsync(string network, string targetPath)
    {
        var to = PathOf(targetPath, network);
        if (File.Exists(to)) throw new BackupExistsException(network);
        await UseAsync(network, make: false, connection =>
        {
            using var target = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = to, Pooling = false }.ToString());
            target.Open();
            connection.BackupDatabase(target);
            return to;
        });
    }

    public async ValueTask<IReadOnlyDictionary<string, byte[]>> FindAsync(string network, IReadOnlyCollection<string> names) =>
        await UseAsync(network, make: false, connection =>
        {
            var found = new Dictionary<string, byte[]>(StringComparer.Ordinal);
            using var command = Command(connection, "SELECT wrapped FROM key WHERE name = $name");
            foreach (var name in names.Distinct())
            {
                command.Parameters["$name"].Value = name;
                if (command.ExecuteScalar() is byte[] wrapped) found[name] = wrapped;
            }

            return found;
        }) ?? [];

    public async ValueTask AddAsync(string network, IReadOnlyDictionary<string, byte[]> keys) => await UseAsync(network, make: true, connection =>
        Write(connection, "INSERT INTO key VALUES ($name, $wrapped) ON CONFLICT DO NOTHING", keys));

    public async ValueTask ReplaceAsync(string network, string name, byte[] before, byte[] after) => await UseAsync(network, make: true, connection =>
    {
        using var command = Command(connection, "UPDATE key SET wrapped = $wrapped WHERE name = $name AND wrapped = $before");
        command.Parameters["$name"].Value = name;
        command.Parameters["$wrapped"].Value = after;
        command.Parameters.AddWithValue("$before", before);
        return (object)command.ExecuteNonQuery();
    });

    public async ValueTask DestroyAsync(string network, IReadOnlyCollection<string> names) => await UseAsync(network, make: true, connection => Write(
        connection,
        "INSERT INTO key VALUES ($name, $wrapped) ON CONFLICT DO UPDATE SET wrapped = excluded.wrapped",
        names.Distinct().ToDictionary(name => name, _ => Array.Empty<byte>())));

    public async ValueTask<IReadOnlyList<KeyValuePair<string, byte[]>>> AllAsync(string network) => await UseAsync(network, make: false, connection =>
    {
        var found = new List<KeyValuePair<string, byte[]>>();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT name, wrapped FROM key ORDER BY name";
        using var row = command.ExecuteReader();
        while (row.Read()) found.Add(new(row.GetString(0), row.GetFieldValue<byte[]>(1)));
        return found;
    }) ?? [];

    public ValueTask<IReadOnlyList<string>> NetworksAsync() => ValueTask.FromResult<IReadOnlyList<string>>(
        Directory.Exists(folder)
            ? [.. Directory.EnumerateFiles(folder, "*" + Extension).Select(path => Path.GetFileNameWithoutExtension(path)!).Where(Slug.IsValid).Order(StringComparer.Ordinal)]
            : []);

    public ValueTask ReleaseAsync(string network) => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <returns>Null when there is no file and none is to be made.</returns>
    private async ValueTask<T?> UseAsync<T>(string network, bool make, Func<SqliteConnection, T> work)
        where T : class
    {
        if (!Slug.IsValid(network)) throw new ArgumentException("Not a slug.", nameof(network));
        var path = Path.Combine(folder, network + Extension);
        return await disk.RunAsync(() =>
        {
            using (gates.GetOrAdd(network, _ => new Lock()).EnterScope())
            {
                try
                {
                    if (!make && !File.Exists(path)) return null;
                    Directory.CreateDirectory(folder);
                    using var connection = Open(path);
                    return work(connection);
                }
                catch (SqliteException e) when (e.SqliteErrorCode == NoSuchTable)
                {
                    // It is made whenever the file is opened: that it is not there tells that a failing disk has undone it.
                    throw SqliteFaults.DiskFailed(network, e);
                }
                catch (SqliteException e)
                {
                    throw SqliteFaults.Translate(network, e);
                }
                catch (Exception e) when (e is IOException or UnauthorizedAccessException)
                {
                    throw SqliteFaults.Folder(folder, e);
                }
            }
        });
    }

    private SqliteConnection Open(string path)
    {
        var connection = JournalSchema.Connect(path, SqliteOpenMode.ReadWriteCreate, lockedWait);
        try
        {
            JournalSchema.Execute(connection, """
                PRAGMA journal_mode=DELETE;
                PRAGMA synchronous=EXTRA;
                PRAGMA secure_delete=ON;
                CREATE TABLE IF NOT EXISTS key (name TEXT PRIMARY KEY, wrapped BLOB NOT NULL) STRICT, WITHOUT ROWID;
                """);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static object Write(SqliteConnection connection, string sql, IReadOnlyDictionary<string, byte[]> keys)
    {
        // Closing rolls back: to roll back by hand after a failed write could only fail again, and hide why.
        JournalSchema.Execute(connection, "BEGIN IMMEDIATE");
        using var command = Command(connection, sql);
        foreach (var (name, wrapped) in keys)
        {
            command.Parameters["$name"].Value = name;
            command.Parameters["$wrapped"].Value = wrapped;
            command.ExecuteNonQuery();
        }

        JournalSchema.Execute(connection, "COMMIT");
        return keys;
    }

    private static SqliteCommand Command(SqliteConnection connection, string sql)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.AddWithValue("$name", "");
        command.Parameters.AddWithValue("$wrapped", Array.Empty<byte>());
        return command;
    }
}
