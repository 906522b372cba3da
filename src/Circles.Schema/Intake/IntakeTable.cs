using System.Text;
using CsvHelper;

namespace Circles.Schema.Intake;

/// <summary>A text as a table: records of cells, in which delimiters and line ends between quotation marks are text (RFC 4180).</summary>
internal static class IntakeTable
{
    public static readonly char[] Delimiters = [',', ';', '\t'];

    /// <summary>What Excel writes before the header to tell its own readers the delimiter. A spreadsheet does not show it as a row.</summary>
    private const string DelimiterNote = "sep=";

    /// <summary>The delimiter that the file names, with the rest of the file; or null and the file as it is.</summary>
    public static (char? Delimiter, string Text) WithoutDelimiterNote(string text)
    {
        if (!text.StartsWith(DelimiterNote, StringComparison.OrdinalIgnoreCase) || text.Length <= DelimiterNote.Length) return (null, text);
        var delimiter = text[DelimiterNote.Length];
        var rest = text.AsSpan(DelimiterNote.Length + 1);
        if (!Delimiters.Contains(delimiter) || (rest.Length > 0 && rest[0] is not ('\r' or '\n'))) return (null, text);
        return (delimiter, rest.TrimStart("\r\n").ToString());
    }

    /// <summary>The first record that is not blank, cut at every delimiter there is: enough to choose among them.</summary>
    /// <returns>Its text with its line end; empty when the file is blank.</returns>
    public static string HeaderOf(string text)
    {
        var start = text.Length - text.AsSpan().TrimStart("\r\n \t,;").Length;
        start = text.LastIndexOf('\n', Math.Max(start - 1, 0)) + 1;
        var end = start;
        var quoted = false;
        for (; end < text.Length && (quoted || text[end] is not ('\r' or '\n')); end++)
        {
            if (text[end] == '"') quoted = !quoted;
        }

        return text[start..end];
    }

    /// <summary>Every record with its number as a spreadsheet tells it: blank lines count, line ends inside of cells do not.</summary>
    /// <param name="text">All of it.</param>
    /// <param name="delimiter">Between the cells of a record.</param>
    /// <param name="openQuote">Told the record in which a quotation mark opens a cell that is never closed, before that record comes.</param>
    public static IEnumerable<(int Row, string[] Cells)> Records(string text, char delimiter, Action<int>? openQuote = null)
    {
        using var reader = CsvReader.FromText(text, new CsvReaderOptions
        {
            Separator = delimiter,
            HasHeader = false,
            SkipEmptyLines = false,
            OnMalformedRecord = record =>
            {
                // A quotation mark in the midst of a cell is a character like any other.
                if (record.Reason == CsvMalformedReason.UnterminatedQuote) openQuote?.Invoke((int)record.RecordNumber);
            },
        });
        for (var row = 1; reader.Read(); row++)
        {
            var cells = new string[reader.FieldCount];
            for (var i = 0; i < cells.Length; i++) cells[i] = reader.GetString(i);
            yield return (row, cells);
        }
    }

    /// <summary>A cell's text as its writer meant it.</summary>
    /// <remarks>Nothing is ever calculated: what begins like a formula stays the text that it is.</remarks>
    public static string Clean(string cell)
    {
        var text = Trim(cell);
        // Excel keeps leading zeros by writing ="001" or '001.
        if (text.Length >= 3 && text.StartsWith("=\"", StringComparison.Ordinal) && text[^1] == '"')
            text = Trim(text[2..^1].Replace("\"\"", "\"", StringComparison.Ordinal));
        else if (text.Length >= 2 && text[0] == '\'' && text[1] is (>= '0' and <= '9') or '+' or '-' or '=' or '@')
            text = text[1..];
        return text.IsNormalized(NormalizationForm.FormC) ? text : text.Normalize(NormalizationForm.FormC);
    }

    private static string Trim(string cell)
    {
        var text = cell.AsSpan().ContainsAnyInRange('\u061C', '\uFEFF') ? WithoutDirections(cell) : cell;
        return text.Replace("\r\n", "\n", StringComparison.Ordinal).Trim();
    }

    /// <summary>Marks that turn the direction of writing come along with text copied from a page, and would make two equal names unequal.</summary>
    private static string WithoutDirections(string text)
    {
        var kept = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            if (letter is not ('\u061C' or '\u200E' or '\u200F' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') or '\uFEFF'))
                kept.Append(letter);
        }

        return kept.ToString();
    }
}
