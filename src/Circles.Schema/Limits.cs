namespace Circles.Schema;

/// <summary>The published schema's bounds.</summary>
public static class Limits
{
    /// <summary>A page has at most so many items, and <c>nodes</c> takes as many ids: a screen, not an export.</summary>
    public const int PageMax = 100;

    /// <summary>A name and an id in base64, with room for names in any script.</summary>
    public const int CursorMax = 2_048;

    /// <summary>Numbers over fewer people than this are hidden from those who see only numbers: they could be named.</summary>
    public const int SmallestGroup = 5;

    /// <summary>What is told of documents that cannot be registered.</summary>
    public static class Documents
    {
        /// <summary>Faults of one document: the first is often the reason of the others.</summary>
        public const int FaultsEachMax = 5;

        /// <summary>Faults in all: when the schema has lost a type, every document says so.</summary>
        public const int FaultsMax = 100;
    }

    /// <summary>Events of the activity feed that are read at once: one read of the journal, about 100 KB in memory.</summary>
    public const int FeedChunk = 256;

    /// <summary>How large an import's file may be.</summary>
    public static class Import
    {
        /// <summary>100,000 people with every column filled have about 30 MB; the file is held in memory while it is read.</summary>
        public const int FileBytesMax = 32 * 1024 * 1024;

        /// <summary>Above this the file is a database export and wants splitting.</summary>
        public const int RowsMax = 100_000;

        /// <summary>The widest kind of file has eleven columns; the rest is room for columns that are not ours.</summary>
        public const int ColumnsMax = 200;

        /// <summary>Columns that stand for no field are named up to here, and each at this length.</summary>
        public const int HeaderMax = 200;
    }

    /// <summary>Characters of a language tag; RFC 5646 (section 4.4.1) finds 35 enough for every tag without extensions.</summary>
    public const int LocaleMax = 35;

    /// <summary>Characters of a duration: each of its four parts as large as a second count of a century.</summary>
    public const int DurationTextMax = 48;
}
