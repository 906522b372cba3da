using System.Globalization;
using Circles.Grains.Kernel;

namespace Circles.Schema.Intake;

/// <summary>Refusals of a file, or of a row of it, that cannot be read. What the cells say is judged later, by the import itself.</summary>
public static class IntakeErrors
{
    /// <summary>The file is larger than an import may be: split it.</summary>
    public static Refusal FileTooLarge() =>
        Refusal.Of("IMPORT_FILE_TOO_LARGE", $"The file has more than {Limits.Import.FileBytesMax / (1024 * 1024)} MiB.", "file");

    /// <summary>The file has no bytes, or nothing but blank lines.</summary>
    public static Refusal FileEmpty() => Refusal.Of("IMPORT_FILE_EMPTY", $"The file is empty.", "file");

    /// <summary>The file has a header and nothing below it.</summary>
    public static Refusal NoRows() => Refusal.Of("IMPORT_NO_ROWS", $"The file has a header and no rows below it.", "file");

    /// <summary>The file has more rows than an import may have: split it.</summary>
    public static Refusal TooManyRows() =>
        Refusal.Of("IMPORT_TOO_MANY_ROWS", $"The file has more than {Limits.Import.RowsMax} rows.", "file");

    /// <summary>The header row has more columns than a file may have.</summary>
    public static Refusal TooManyColumns() =>
        Refusal.Of("IMPORT_TOO_MANY_COLUMNS", $"The header row has more than {Limits.Import.ColumnsMax} columns.", "file");

    /// <summary>The content is not base64.</summary>
    public static Refusal NotBase64() => Refusal.Of("IMPORT_NOT_BASE64", $"The content is not base64.", "content");

    /// <summary>The encoding that was named is none that files are read in.</summary>
    public static Refusal EncodingUnknown() => Refusal.Of(
        "IMPORT_ENCODING_UNKNOWN", $"Files are read in utf-8, utf-16, utf-16le, utf-16be, windows-1250 and windows-1255.", "encoding");

    /// <summary>The bytes are no text in the encoding that was named or that the file itself begins with.</summary>
    public static Refusal NotInEncoding(string encoding) =>
        Refusal.Of("IMPORT_ENCODING", $"The file is not text in {encoding}.", "file");

    /// <summary>The file holds a NUL character, so it is not a table of text: a spreadsheet's own file, for example.</summary>
    public static Refusal NotATable() =>
        Refusal.Of("IMPORT_NOT_A_TABLE", $"The file holds characters that no table of text has. Save it as CSV first.", "file");

    /// <summary>A quotation mark opens a cell and none closes it.</summary>
    public static Refusal QuoteNotClosed() =>
        Refusal.Of("IMPORT_QUOTE_NOT_CLOSED", $"A quotation mark opens here and is not closed until the end of the file.", "file");

    /// <summary>No column of the first row is one that this kind of file has: the header row is missing, or it is another kind of file.</summary>
    public static Refusal HeaderUnknown() =>
        Refusal.Of("IMPORT_HEADER_UNKNOWN", $"The first row names none of the columns that such a file has.", "file");

    /// <summary>A column that every row needs is missing.</summary>
    public static Refusal ColumnMissing(string field) =>
        Refusal.Of("IMPORT_COLUMN_MISSING", $"The column \"{field}\" is missing.", field);

    /// <summary>Two columns stand for the same field.</summary>
    public static Refusal ColumnTwice(string field, string first, string second) =>
        Refusal.Of("IMPORT_COLUMN_TWICE", $"The columns \"{first}\" and \"{second}\" both stand for \"{field}\".", field);

    /// <summary>A row has filled cells beyond the last column of the header: a separator inside a cell that is not quoted, usually.</summary>
    public static Refusal RowTooLong(int cells, int columns) => Refusal.Of(
        "IMPORT_ROW_TOO_LONG",
        $"This row has {cells.ToString(CultureInfo.InvariantCulture)} cells under {columns.ToString(CultureInfo.InvariantCulture)} columns.");
}
