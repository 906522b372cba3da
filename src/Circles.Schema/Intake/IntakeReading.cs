using Circles.Grains.Imports;
using Circles.Grains.Kernel;

namespace Circles.Schema.Intake;

/// <summary>What an import's file turned out to hold.</summary>
/// <param name="Rows">Its rows, for <see cref="ImportCommand.Commit"/>; none when the file as a whole cannot be read.</param>
/// <param name="Faults">Why the file as a whole cannot be read, in its order. Single rows tell their own faults.</param>
/// <param name="Encoding">In which the file was read: <c>utf-8</c>, <c>utf-16le</c>, <c>utf-16be</c>, <c>windows-1250</c> or <c>windows-1255</c>.</param>
/// <param name="Delimiter">Comma, semicolon or tab.</param>
/// <param name="UnmappedColumns">Headers that stand for no field of this kind of file: they are left out, and this says so.</param>
public sealed record IntakeReading(
    ValueList<ImportRow> Rows,
    ValueList<IntakeFault> Faults,
    string Encoding,
    char Delimiter,
    ValueList<string> UnmappedColumns)
{
    public bool IsReadable => Faults.IsEmpty;
}

/// <summary>Something in the file that cannot be read.</summary>
/// <param name="Row">As a spreadsheet numbers them, from 1; 0 when it is the file as a whole.</param>
/// <param name="Column">The column's header as it is written; null when it is no one column.</param>
public sealed record IntakeFault(int Row, string? Column, Refusal Refusal);
