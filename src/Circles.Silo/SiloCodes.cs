namespace Circles.Silo;

/// <summary>The values of <see cref="SiloException.Code"/>.</summary>
public static class SiloCodes
{
    /// <summary>There is no such network.</summary>
    public const string NetworkUnknown = "NETWORK_UNKNOWN";

    /// <summary>This server is stopping. The same request succeeds on another one, or here after the restart.</summary>
    public const string ServerStopping = "SERVER_STOPPING";

    /// <summary>The disk is full; nothing of the request was kept.</summary>
    public const string JournalFull = "JOURNAL_FULL";

    /// <summary>Another program holds the journal; a retry soon helps.</summary>
    public const string JournalLocked = "JOURNAL_LOCKED";

    /// <summary>The journal may only be read.</summary>
    public const string JournalReadOnly = "JOURNAL_READ_ONLY";

    /// <summary>The journal cannot be reached.</summary>
    public const string JournalUnreachable = "JOURNAL_UNREACHABLE";

    /// <summary>Writing failed in the middle: it is not known whether the command was kept. Repeat it with its idempotency key.</summary>
    public const string JournalIo = "JOURNAL_IO";

    /// <summary>The store would not keep what it acknowledges, so the server does not use it.</summary>
    public const string JournalUnsafe = "JOURNAL_UNSAFE";

    /// <summary>The journal is not what was written. The network stays closed until it is restored; others work on.</summary>
    public const string JournalDamaged = "JOURNAL_DAMAGED";

    /// <summary>Another server wrote first, again and again; a retry helps.</summary>
    public const string JournalConflict = "JOURNAL_CONFLICT";
}
