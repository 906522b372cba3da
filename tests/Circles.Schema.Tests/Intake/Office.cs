using System.Text;
using Circles.Grains.Imports;
using Circles.Schema.Intake;

namespace Circles.Schema.Tests.Intake;

/// <summary>Writes tables the way an office's programs do.</summary>
internal static class Office
{
    static Office() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>Bytes of a text as that program would save it; the mark is a byte order mark.</summary>
    public static byte[] Save(string text, string encoding, bool mark = false)
    {
        Encoding saved = encoding switch
        {
            "utf-8" => new UTF8Encoding(mark),
            "utf-16le" => new UnicodeEncoding(bigEndian: false, mark),
            "utf-16be" => new UnicodeEncoding(bigEndian: true, mark),
            _ => Encoding.GetEncoding(encoding, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback),
        };
        return [.. saved.Preamble, .. saved.GetBytes(text)];
    }

    /// <summary>A table with every cell quoted that needs it (RFC 4180).</summary>
    public static string Table(char delimiter, params IEnumerable<IEnumerable<string>> rows) =>
        string.Concat(rows.Select(row => string.Join(delimiter, row.Select(cell => Quoted(cell, delimiter))) + "\r\n"));

    public static IntakeReading ReadPeople(string text) => IntakeReader.Read(ImportKind.People, Save(text, "utf-8"));

    /// <summary>One cell of the only row of a file of people, under the header <c>name</c>.</summary>
    public static string Cell(string asWritten) => ReadPeople($"name,ref\n{asWritten},1\n").Rows[0].Cells["name"];

    private static string Quoted(string cell, char delimiter) =>
        cell.Length == 0 || cell.AsSpan().ContainsAny([delimiter, '"', '\r', '\n']) || cell[0] == ' ' || cell[^1] == ' '
            ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : cell;
}
