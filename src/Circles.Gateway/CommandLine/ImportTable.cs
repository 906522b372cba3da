using Circles.Grains.Imports;
using Circles.Schema.Intake;

namespace Circles.Gateway.CommandLine;

/// <summary>An import's outcome for a person at a terminal: three counts, then the faulty rows with column and reason.</summary>
internal static class ImportTable
{
    public static async Task WriteAsync(TextWriter output, IntakeReading reading, IReadOnlyCollection<RowOutcome> rows, bool committed)
    {
        var faults = rows.SelectMany(row => row.Faults, (row, fault) => (Row: row.Number, Column: fault.Path, Reason: fault.Message)).ToList();
        await output.WriteLineAsync($"Read as {reading.Encoding}, separated by {Name(reading.Delimiter)}.");
        if (!reading.UnmappedColumns.IsEmpty) await output.WriteLineAsync($"Columns left out: {string.Join(", ", reading.UnmappedColumns)}");
        await output.WriteLineAsync();
        await output.WriteLineAsync($"{(committed ? "New" : "Would be new"),-14}{Count(rows, RowGroup.New),8}");
        await output.WriteLineAsync($"{"Already there",-14}{Count(rows, RowGroup.AlreadyThere),8}");
        await output.WriteLineAsync($"{"Faulty",-14}{Count(rows, RowGroup.Faulty),8}");
        if (faults.Count == 0) return;

        await output.WriteLineAsync();
        var width = Math.Max("Column".Length, faults.Max(fault => fault.Column.Length));
        await output.WriteLineAsync($"{"Row",6}  {"Column".PadRight(width)}  Reason");
        foreach (var (row, column, reason) in faults.Take(Limits.FaultyRowsShown))
            await output.WriteLineAsync($"{row,6}  {column.PadRight(width)}  {reason}");
        if (faults.Count > Limits.FaultyRowsShown) await output.WriteLineAsync($"        and {faults.Count - Limits.FaultyRowsShown} more");
    }

    private static int Count(IEnumerable<RowOutcome> rows, RowGroup group) => rows.Count(row => row.Group == group);

    private static string Name(char delimiter) => delimiter switch
    {
        ';' => "semicolons",
        '\t' => "tabs",
        _ => "commas",
    };
}
