using System.Collections.Immutable;
using Circles.Grains.Kernel;
using NodaTime;

namespace Circles.Grains.Imports;

/// <summary>A file that was read into the network: which rows became what.</summary>
/// <param name="Rows">Every row of the file, in its order.</param>
/// <param name="Kept">After an undo: what could not be taken back, and why.</param>
public sealed record Import(
    Id<Import> Id,
    ImportKind Kind,
    string FileName,
    ImmutableList<RowOutcome> Rows,
    Actor By,
    Instant CommittedAt,
    Instant? UndoneAt,
    ValueList<KeptObject> Kept) : IIdentified
{
    public static string Prefix => "imp";
}

public enum ImportKind
{
    Organisations,
    People,
    Circles,
    Sessions,
}

/// <summary>A row as read: its number in the file (the header is row 1) and its cells by field.</summary>
/// <param name="Cells">By field name (<see cref="ImportFields"/>), trimmed; an empty cell is left out.</param>
public sealed record ImportRow(int Number, ImmutableSortedDictionary<string, string> Cells)
{
    /// <summary>Looked up letter by letter, never as a culture sorts.</summary>
    public ImmutableSortedDictionary<string, string> Cells { get; init => field = value.WithComparers(StringComparer.Ordinal); } =
        Cells.WithComparers(StringComparer.Ordinal);

    /// <summary>Why the row could not be read at all; then it has no cells, and is told as faulty beside the others.</summary>
    public Refusal? Unreadable { get; init; }
}

/// <summary>What became of a row: new, already there, or faulty with column and reason.</summary>
/// <param name="Made">The object it made or met; null for a faulty row.</param>
/// <param name="Faults">Only for a faulty row. A refusal's path is the column's field.</param>
public sealed record RowOutcome(int Number, RowGroup Group, AnyId? Made, ValueList<Refusal> Faults);

public enum RowGroup
{
    New,
    AlreadyThere,
    Faulty,
}

/// <summary>Something an undo had to leave, because it was changed or used since.</summary>
public sealed record KeptObject(AnyId Object, Refusal Reason);

/// <summary>What can be asked of an import.</summary>
public abstract record ImportCommand : Command
{
    /// <summary>Reads rows in: the good ones are done, the faulty ones told.</summary>
    /// <param name="Into">A later part of a long file names the import that its first part made; null for the first.</param>
    public sealed record Commit(Id<Import>? Into, ImportKind Kind, string FileName, ValueList<ImportRow> Rows) : ImportCommand;

    /// <summary>Takes back what the import made and nobody has changed or used since.</summary>
    public sealed record Undo(Id<Import> Import) : ImportCommand;

    private ImportCommand()
    {
    }
}

[StoredAs("import")]
public abstract record ImportEvent(Id<Import> Import) : Event
{
    public override AnyId Of => Import;

    [StoredAs("committed.1")]
    public sealed record Committed(Id<Import> Import, ImportKind Kind, [Sealed] string FileName, ValueList<RowOutcome> Rows)
        : ImportEvent(Import);

    [StoredAs("undone.1")]
    public sealed record Undone(Id<Import> Import, ValueList<KeptObject> Kept) : ImportEvent(Import);
}
