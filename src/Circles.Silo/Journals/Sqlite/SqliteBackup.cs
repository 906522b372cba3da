using Circles.Grains.Kernel;
using Microsoft.Data.Sqlite;

namespace Circles.Silo.Journals.Sqlite;

/// <summary>Copies journals while they are in use, with SQLite's own online backup: each copy is one moment of its network.</summary>
public static class SqliteBackup
{
    /// <summary>Copies one network's journal into another data folder and reads the copy through.</summary>
    /// <param name="dataPath">The folder in use. Its writers are not kept waiting.</param>
    /// <param name="targetPath">A data folder of its own: a server started over it serves the copy. Made when missing.</param>
    /// <returns>The copy's last event.</returns>
    /// <exception cref="NetworkUnknownException">There is no such network.</exception>
    /// <exception cref="BackupExistsException">The target has a journal of this name: nothing is written over.</exception>
    /// <exception cref="JournalDamagedException">The journal, and so its copy, is not what was written. No copy is left.</exception>
    public static async Task<JournalPosition> CopyAsync(string dataPath, string network, string targetPath, CancellationToken cancel = default)
    {
        if (!Slug.IsValid(network)) throw new NetworkUnknownException(network);
        var from = Path.Combine(dataPath, "networks", network + ".db");
        var to = Path.Combine(Directory.CreateDirectory(Path.Combine(targetPath, "networks")).FullName, network + ".db");
        if (!File.Exists(from)) throw new NetworkUnknownException(network);
        if (File.Exists(to)) throw new BackupExistsException(network);
        try
        {
            await Task.Run(() => Copy(from, to, network), cancel);
            return await ReadThroughAsync(targetPath, network, cancel);
        }
        catch
        {
            foreach (var file in (string[])[to, to + "-wal", to + "-shm"]) File.Delete(file);
            throw;
        }
    }

    private static void Copy(string from, string to, string network)
    {
        try
        {
            using var source = JournalSchema.Open(from, network, Limits.LockedWait);
            using var target = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = to, Pooling = false }.ToString());
            target.Open();
            source.BackupDatabase(target);
        }
        catch (SqliteException e)
        {
            throw SqliteFaults.Translate(network, e);
        }
    }

    private static async Task<JournalPosition> ReadThroughAsync(string targetPath, string network, CancellationToken cancel)
    {
        await using var copy = new SqliteJournal(targetPath);
        return (await Replay.FromAsync(copy, network, NetworkState.Empty, default, cancel)).End;
    }
}

/// <summary>There is a copy of this network already.</summary>
public sealed class BackupExistsException(string network)
    : SiloException("BACKUP_EXISTS", $"The target holds a journal of the network '{network}' already. Choose an empty folder.", retryable: false);
