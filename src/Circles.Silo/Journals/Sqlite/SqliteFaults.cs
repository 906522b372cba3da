using Microsoft.Data.Sqlite;

namespace Circles.Silo.Journals.Sqlite;

/// <summary>What SQLite's error codes mean for a journal.</summary>
/// <remarks>Source: SQLite, "Result and Error Codes", the primary codes.</remarks>
internal static class SqliteFaults
{
    private const int Perm = 3, Busy = 5, Locked = 6, NoMemory = 7, ReadOnly = 8, Io = 10, Full = 13, CannotOpen = 14, Auth = 23;

    /// <summary>The file is there but cannot be used now, or it is not what was written: any code not known to be the former.</summary>
    public static SiloException Translate(string network, SqliteException e) => e.SqliteErrorCode switch
    {
        Busy or Locked => new JournalUnavailableException(
            SiloCodes.JournalLocked, $"Another program holds the journal of the network '{network}'. Try again soon.", retryable: true, e),
        ReadOnly => new JournalUnavailableException(
            SiloCodes.JournalReadOnly, $"The journal of the network '{network}' may only be read. Check the data folder.", retryable: true, e),
        Full => new JournalUnavailableException(
            SiloCodes.JournalFull, $"The disk of the network '{network}' is full. Nothing of this request was kept.", retryable: true, e),
        Perm or CannotOpen or Auth => new JournalUnavailableException(
            SiloCodes.JournalUnreachable,
            $"The journal of the network '{network}' cannot be opened. Check the data folder and its rights.",
            retryable: true,
            e),
        Io or NoMemory => DiskFailed(network, e),
        _ => new JournalDamagedException(network, 0, "the file is not a readable database.", e),
    };

    /// <summary>The disk failed in the middle: it is not known what it kept.</summary>
    public static JournalUnavailableException DiskFailed(string network, Exception e) => new(
        SiloCodes.JournalIo,
        $"The disk failed under the network '{network}'. Whether this request was kept is not known; repeat it with its idempotency key.",
        retryable: true,
        e);

    /// <summary>The data folder itself.</summary>
    public static JournalUnavailableException Folder(string path, Exception e) => new(
        SiloCodes.JournalUnreachable, $"The data folder '{path}' cannot be written to. Check its path and its rights.", retryable: true, e);
}
