using Circles.Grains.Kernel;
using Microsoft.Data.Sqlite;

namespace Circles.Silo.Journals.Sqlite;

/// <summary>One network's file. Its calls wait for the disk and for each other; they run on disk threads.</summary>
internal sealed class JournalFile(string path, string network, TimeSpan wait, Action<SqliteConnection> opened) : IDisposable
{
    private readonly Lock gate = new();
    private Statements? open;

    // After the disk failed: what the system's cache holds may never have reached the disk, whatever a later flush says.
    private bool suspect;
    private long version;
    private long end;

    public string Network => network;

    /// <summary>The last sequence number that this process knows of: what it appended, or found when it last polled.</summary>
    public long End => Volatile.Read(ref end);

    /// <summary>Raised after each append by this process.</summary>
    public Signal Appended { get; } = new();

    public JournalPosition Append(long expected, IReadOnlyList<EncodedEvent> events) => Use(expected == 0, file =>
    {
        if (file is null) return events.Count == 0 && expected == 0 ? default : throw new JournalConflictException(network, expected, 0);
        file.BeginWriting();
        try
        {
            var at = file.CheckedHead(network);
            if (at.Sequence != expected) throw new JournalConflictException(network, expected, at.Sequence);
            foreach (var happened in events)
            {
                at = new JournalPosition(at.Sequence + 1, ChainHash.Of(at.Hash, network, at.Sequence + 1, happened));
                file.Insert(new StoredEvent(at.Sequence, happened, at.Hash));
            }

            file.SetHead(at);
            file.Commit();
            Volatile.Write(ref end, at.Sequence);
            Appended.Raise();
            return at;
        }
        catch (JournalConflictException)
        {
            file.Rollback();
            throw;
        }
    });

    /// <summary>Up to <paramref name="max"/> events, from one moment. Gaps and a lost tail are found here, changes by the reader.</summary>
    public List<StoredEvent> Read(long after, int max) => Use(create: false, file =>
    {
        if (file is null) return [];
        file.Begin();
        var head = file.CheckedHead(network);
        var found = file.Read(after, max);
        file.Commit();
        Replay.CheckRun(network, after, max, found, head);
        return found;
    });

    /// <summary>The journal's end, read only if another process wrote: cheap enough to be asked all the time.</summary>
    public long Poll() => Use(create: false, file =>
    {
        if (file is null) return 0;
        var now = file.Version();
        if (now == version) return End;
        version = now;
        Volatile.Write(ref end, file.CheckedHead(network).Sequence);
        return End;
    });

    public void Dispose()
    {
        using (gate.EnterScope()) Close();
    }

    /// <summary>Gives the open file to <paramref name="work"/>; null when there is none and none is to be made.</summary>
    private T Use<T>(bool create, Func<Statements?, T> work)
    {
        using (gate.EnterScope())
        {
            try
            {
                return work(open ??= Open(create));
            }
            catch (JournalConflictException)
            {
                throw;
            }
            catch (SqliteException e)
            {
                Close();
                var why = SqliteFaults.Translate(network, e);
                suspect |= why.Code == SiloCodes.JournalIo;
                throw why;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                Close();
                throw SqliteFaults.Folder(Path.GetDirectoryName(path)!, e);
            }
            catch
            {
                // Closing rolls back.
                Close();
                throw;
            }
        }
    }

    private Statements? Open(bool create)
    {
        if (!File.Exists(path))
        {
            if (!create) return null;
            JournalSchema.Create(path, network, wait);
        }

        if (WalCheck.LosesCommits(path + "-wal"))
            throw new JournalDamagedException(network, 0, "its write-ahead log is damaged before its end.");
        var connection = JournalSchema.Open(path, network, wait);
        try
        {
            // Writes every page again and flushes it; only then is the disk believed again.
            if (suspect && !JournalSchema.Checkpoint(connection))
            {
                throw new JournalUnavailableException(
                    SiloCodes.JournalLocked,
                    $"The journal of the network '{network}' failed and is still held by another program.",
                    retryable: true);
            }

            suspect = false;
            version = -1;
            opened(connection);
            return new Statements(connection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private void Close()
    {
        open?.Dispose();
        open = null;
    }
}
