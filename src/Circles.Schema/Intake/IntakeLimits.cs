namespace Circles.Schema.Intake;

/// <summary>How large an import's file may be.</summary>
public static class IntakeLimits
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
