using System.Collections.Immutable;
using Circles.Grains.Imports;
using Circles.Grains.Kernel;

namespace Circles.Schema.Intake;

/// <summary>Reads the rows of an import from a file as an office would save it: any of comma, semicolon and tab, in five encodings,
/// with columns in any order under English, Polish or Hebrew headers.</summary>
/// <remarks>O(bytes) in time and memory. Cells with several values are not taken apart here: the import does that.</remarks>
public static class IntakeReader
{
    /// <param name="kind">What the rows are.</param>
    /// <param name="file">The file's bytes.</param>
    /// <param name="encoding">Its name, when the sender knows it; else it is detected.</param>
    public static IntakeReading Read(ImportKind kind, ReadOnlyMemory<byte> file, string? encoding = null)
    {
        if (file.Length > Limits.Import.FileBytesMax) return Unread(IntakeEncoding.Utf8, IntakeErrors.FileTooLarge());
        if ((encoding is null ? IntakeText.Detect(file.Span) : IntakeText.Named(encoding, file.Span)) is not { } known)
            return Unread(IntakeEncoding.Utf8, IntakeErrors.EncodingUnknown());
        if (!IntakeText.TryDecode(file.Span, known, out var decoded))
            return Unread(known, IntakeErrors.NotInEncoding(IntakeText.NameOf(known)));
        var (told, text) = IntakeTable.WithoutDelimiterNote(decoded);
        if (text.IndexOf('\0', StringComparison.Ordinal) is var nul and >= 0)
            return Unread(known, IntakeErrors.NotATable(), LineOf(text, nul));
        return string.IsNullOrWhiteSpace(text)
            ? Unread(known, IntakeErrors.FileEmpty())
            : new Columns(kind, known, told ?? DelimiterOf(kind, IntakeTable.HeaderOf(text))).Read(text);
    }

    private static IntakeReading Unread(IntakeEncoding encoding, Refusal refusal, int row = 0) =>
        new([], [new IntakeFault(row, null, refusal)], IntakeText.NameOf(encoding), ',', []);

    /// <summary>As good as the row: such a file is no table, and has none.</summary>
    private static int LineOf(string text, int index) => text.AsSpan(0, index).Count('\n') + 1;

    /// <summary>The delimiter under which the header names the most fields, then the one that it has most of.</summary>
    private static char DelimiterOf(ImportKind kind, string header) =>
        IntakeTable.Delimiters.MaxBy(delimiter =>
        {
            var cells = IntakeTable.Records(header, delimiter).FirstOrDefault(record => !IsBlank(record.Cells)).Cells ?? [];
            return (cells.Count(cell => IntakeHeaders.FieldOf(kind, cell) is not null), cells.Length);
        });

    private static bool IsBlank(string[] cells) => Array.TrueForAll(cells, string.IsNullOrWhiteSpace);

    /// <summary>The rows under the header.</summary>
    private sealed class Columns(ImportKind kind, IntakeEncoding encoding, char delimiter)
    {
        private static readonly ImmutableSortedDictionary<string, string> NoCells = ImmutableSortedDictionary<string, string>.Empty;

        private readonly List<ImportRow> rows = [];
        private readonly List<IntakeFault> faults = [];
        private readonly List<string> unmapped = [];

        /// <summary>By column; null where the column stands for no field.</summary>
        private string?[]? fields;

        public IntakeReading Read(string text)
        {
            foreach (var (row, cells) in IntakeTable.Records(text, delimiter, open => GiveUp(open, null, IntakeErrors.QuoteNotClosed())))
            {
                if (IsHopeless) break;
                if (IsBlank(cells)) continue;
                if (fields is null) Header(row, cells);
                else Row(row, cells);
            }

            if (faults.Count == 0 && rows.Count == 0)
                faults.Add(new IntakeFault(0, null, fields is null ? IntakeErrors.FileEmpty() : IntakeErrors.NoRows()));
            return new IntakeReading(
                IsHopeless ? [] : rows.ToValueList(), faults.ToValueList(), IntakeText.NameOf(encoding), delimiter, unmapped.ToValueList());
        }

        /// <summary>Whether the file as a whole cannot be read.</summary>
        private bool IsHopeless { get; set; }

        private void Header(int row, string[] headers)
        {
            fields = new string?[headers.Length];
            var columns = new Dictionary<string, string>(StringComparer.Ordinal);
            if (headers.Length > Limits.Import.ColumnsMax)
            {
                GiveUp(row, null, IntakeErrors.TooManyColumns());
                return;
            }

            for (var i = 0; i < headers.Length; i++)
            {
                var header = IntakeTable.Clean(headers[i]);
                if (header.Length > Limits.Import.HeaderMax) header = header[..Limits.Import.HeaderMax];
                if (IntakeHeaders.FieldOf(kind, header) is not { } field)
                {
                    if (header.Length > 0) unmapped.Add(header);
                }
                else if (columns.TryGetValue(field, out var first))
                {
                    GiveUp(row, header, IntakeErrors.ColumnTwice(field, first, header));
                }
                else
                {
                    columns.Add(field, header);
                    fields[i] = field;
                }
            }

            if (columns.Count == 0)
            {
                GiveUp(row, null, IntakeErrors.HeaderUnknown());
                return;
            }

            foreach (var (field, required) in ImportFields.Of(kind))
                if (required && !columns.ContainsKey(field)) GiveUp(row, null, IntakeErrors.ColumnMissing(field));
        }

        private void Row(int row, string[] cells)
        {
            if (rows.Count == Limits.Import.RowsMax)
            {
                GiveUp(row, null, IntakeErrors.TooManyRows());
                return;
            }

            var filled = cells.Length;
            while (filled > fields!.Length && string.IsNullOrWhiteSpace(cells[filled - 1])) filled--;
            if (filled > fields.Length)
            {
                rows.Add(new ImportRow(row, NoCells) { Unreadable = IntakeErrors.RowTooLong(filled, fields.Length) });
                return;
            }

            var read = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
            for (var i = 0; i < filled; i++)
                if (fields[i] is { } field && IntakeTable.Clean(cells[i]) is { Length: > 0 } cell) read[field] = cell;
            if (read.Count > 0) rows.Add(new ImportRow(row, read.ToImmutable()));
        }

        private void GiveUp(int row, string? column, Refusal refusal)
        {
            faults.Add(new IntakeFault(row, column, refusal));
            IsHopeless = true;
        }
    }
}
