using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Circles.Grains.Kernel;
using Microsoft.Data.Sqlite;

namespace Circles.Silo.Journals.Sqlite;

/// <summary>One SQLite file for each network, in <c>networks</c> below the data folder. Several processes may use the same files.</summary>
/// <remarks>
/// Write-ahead log with <c>synchronous=FULL</c>: an acknowledged event survives a power cut. An append is one transaction, whose write
/// lock makes it conditional across processes. Source: SQLite, "Write-Ahead Logging" and "PRAGMA synchronous".
/// </remarks>
public sealed class SqliteJournal : IJournal
{
    private const string Extension = ".db";

    private readonly string folder;
    private readonly TimeProvider time;
    private readonly TimeSpan lockedWait;
    private readonly DiskThreads disk = new();
    private readonly ConcurrentDictionary<string, JournalFile> files = new(StringComparer.Ordinal);
    private volatile bool disposed;

    /// <param name="dataPath">Made when missing.</param>
    /// <param name="time">Null is the system's clock.</param>
    /// <param name="lockedWait">How long to wait for another process; null is <see cref="Limits.LockedWait"/>.</param>
    /// <exception cref="JournalUnavailableException">Events could not be kept there.</exception>
    public SqliteJournal(string dataPath, TimeProvider? time = null, TimeSpan? lockedWait = null)
    {
        folder = Path.GetFullPath(Path.Combine(dataPath, "networks"));
        this.time = time ?? TimeProvider.System;
        this.lockedWait = lockedWait ?? Limits.LockedWait;
        Probe();
    }

    /// <summary>Given each connection when it is opened: a test sets bounds there that stand for a full disk.</summary>
    internal Action<SqliteConnection>? Opened { get; set; }

    public async ValueTask<JournalPosition> AppendAsync(
        string network, long expected, IReadOnlyList<EncodedEvent> events, CancellationToken cancel = default)
    {
        var file = FileOf(network);
        return await disk.RunAsync(() =>
        {
            cancel.ThrowIfCancellationRequested();
            return file.Append(expected, events);
        });
    }

    public async IAsyncEnumerable<StoredEvent> ReadAsync(
        string network, long after, int max = int.MaxValue, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        var file = FileOf(network);
        for (var left = max; left > 0;)
        {
            cancel.ThrowIfCancellationRequested();
            var (from, wanted) = (after, Math.Min(left, Limits.ReadChunk));
            var chunk = await disk.RunAsync(() => file.Read(from, wanted));
            foreach (var stored in chunk) yield return stored;
            if (chunk.Count < wanted) yield break;
            after += chunk.Count;
            left -= chunk.Count;
        }
    }

    public async IAsyncEnumerable<long> FollowAsync(
        string network, long after, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        var file = FileOf(network);
        using var timer = new PeriodicTimer(Limits.PollEvery, time);
        var tick = timer.WaitForNextTickAsync(cancel).AsTask();
        var appended = file.Appended.WaitAsync(file.Appended.Raised, cancel);
        while (true)
        {
            cancel.ThrowIfCancellationRequested();
            // Renewed only when used up: waiters would pile up on a network that nobody writes to.
            if (tick.IsCompleted) tick = timer.WaitForNextTickAsync(cancel).AsTask();
            if (appended.IsCompleted) appended = file.Appended.WaitAsync(file.Appended.Raised, cancel);
            var end = await disk.RunAsync(file.Poll);
            if (end > after)
            {
                yield return after = end;
                continue;
            }

            await (await Task.WhenAny(tick, appended));
        }
    }

    public ValueTask<IDutyHold?> HoldDutyAsync(string network, string duty, CancellationToken cancel = default)
    {
        if (!Slug.IsValid(duty)) throw new ArgumentException("Not a name for a duty: small letters, digits and hyphens.", nameof(duty));
        // The file stays when the duty is given back: deleting it could leave two holders, each with a lock on a file of that name.
        return ValueTask.FromResult<IDutyHold?>(LockFile.TryHold(Path.Combine(folder, $"{FileOf(network).Network}.{duty}.lock")));
    }

    public async ValueTask<IReadOnlyList<string>> NetworksAsync(CancellationToken cancel = default) => await disk.RunAsync(() =>
    {
        try
        {
            return (IReadOnlyList<string>)[
                .. from path in Directory.EnumerateFiles(folder, "*" + Extension)
                   let slug = Path.GetFileNameWithoutExtension(path)
                   where Slug.IsValid(slug)
                   orderby slug
                   select slug];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw SqliteFaults.Folder(folder, e);
        }
    });

    public async ValueTask ReleaseAsync(string network)
    {
        if (!files.TryGetValue(network, out var file)) return;
        await disk.RunAsync(() =>
        {
            file.Dispose();
            return file;
        });
    }

    public async ValueTask DisposeAsync()
    {
        disposed = true;
        foreach (var network in files.Keys) await ReleaseAsync(network);
    }

    private JournalFile FileOf(string network)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        // A path is made of it.
        if (!Slug.IsValid(network)) throw new ArgumentException("Not a slug.", nameof(network));
        return files.GetOrAdd(
            network,
            slug => new JournalFile(Path.Combine(folder, slug + Extension), slug, lockedWait, connection => Opened?.Invoke(connection)));
    }

    /// <summary>Makes a journal and throws it away: better to refuse at the start than at somebody's first command.</summary>
    private void Probe()
    {
        var name = $"probe-{Guid.NewGuid():N}";
        var path = Path.Combine(folder, name + ".tmp");
        try
        {
            Directory.CreateDirectory(folder);
            JournalSchema.Create(path, name, lockedWait);
            JournalSchema.Open(path, name, lockedWait).Dispose();
            File.Delete(path);
        }
        catch (SqliteException e)
        {
            throw SqliteFaults.Folder(folder, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw SqliteFaults.Folder(folder, e);
        }
    }
}
