namespace Circles.Silo;

/// <summary>The codes of what a journal could not do: public and for good.</summary>
public static class JournalCodes
{
    /// <summary>The disk is full. Nothing of the request was kept.</summary>
    public const string Full = "JOURNAL_FULL";

    /// <summary>Another program holds the journal. Nothing of the request was kept; a repetition helps.</summary>
    public const string Locked = "JOURNAL_LOCKED";

    /// <summary>The journal may only be read: the rights are missing, or the database is a standby.</summary>
    public const string ReadOnly = "JOURNAL_READ_ONLY";

    /// <summary>The journal cannot be opened, or its database not be reached. Nothing of the request was kept; a repetition helps.</summary>
    public const string Unreachable = "JOURNAL_UNREACHABLE";

    /// <summary>The disk or the database was lost in the middle, so what became of the request is not known: repeat it under its key.</summary>
    public const string Unknown = "JOURNAL_IO";

    /// <summary>The store would not keep what it acknowledges, or not keep networks apart. Told at the start.</summary>
    public const string Unsafe = "JOURNAL_UNSAFE";

    /// <summary>The journal is not what was written. Its network stays closed until it is restored.</summary>
    public const string Damaged = "JOURNAL_DAMAGED";

    /// <summary>Another node appended first. It decides again by itself; only tools over a journal see this.</summary>
    public const string Conflict = "JOURNAL_CONFLICT";
}
