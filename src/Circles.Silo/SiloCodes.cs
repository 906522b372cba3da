namespace Circles.Silo;

/// <summary>The values of <see cref="SiloException.Code"/>.</summary>
public static class SiloCodes
{
    /// <summary>There is no such network.</summary>
    public const string NetworkUnknown = "NETWORK_UNKNOWN";

    /// <summary>This server is stopping. The same request succeeds on another one, or here after the restart.</summary>
    public const string ServerStopping = "SERVER_STOPPING";

    /// <summary>The disk is full. Nothing of the request was kept.</summary>
    public const string JournalFull = "JOURNAL_FULL";

    /// <summary>Another program holds the journal. Nothing of the request was kept; a repetition helps.</summary>
    public const string JournalLocked = "JOURNAL_LOCKED";

    /// <summary>The journal may only be read: the rights are missing, or the database is a standby.</summary>
    public const string JournalReadOnly = "JOURNAL_READ_ONLY";

    /// <summary>The journal cannot be opened, or its database not be reached. Nothing of the request was kept; a repetition helps.</summary>
    public const string JournalUnreachable = "JOURNAL_UNREACHABLE";

    /// <summary>The disk or the database was lost in the middle, so what became of the request is not known: repeat it under its key.</summary>
    public const string JournalIo = "JOURNAL_IO";

    /// <summary>The store would not keep what it acknowledges, or not keep networks apart. Told at the start.</summary>
    public const string JournalUnsafe = "JOURNAL_UNSAFE";

    /// <summary>The journal is not what was written. Its network stays closed until it is restored.</summary>
    public const string JournalDamaged = "JOURNAL_DAMAGED";

    /// <summary>The master key is missing or another one, or a key was lost. What is sealed stays closed until it is brought back.</summary>
    public const string KeysUnusable = "KEYS_UNUSABLE";

    /// <summary>Another node appended first. It decides again by itself; only tools over a journal see this.</summary>
    public const string JournalConflict = "JOURNAL_CONFLICT";
}
