using Circles.Grains.Access;
using Circles.Grains.Imports;
using Circles.Grains.Kernel;
using Circles.GraphQL.Types;
using Circles.Schema.Federation;
using static Circles.GraphQL.Types.Scalars;

namespace Circles.Schema.Types;

public static class ImportType
{
    public static readonly ObjectType<Import> Type = new("Import", "A file that was read in: which rows became what.", () =>
    [
        new("id", Id.NonNull, "Opaque; for good. `undoImport` takes it.", (import, _) => import.Id.ToString()),
        new("kind", Enums.ImportKind.NonNull, "What the file holds.", (import, _) => (object)import.Kind),
        new("fileName", Scalars.Text.NonNull, "As it was sent.", (import, _) => import.FileName),
        new("by", ActorType.Type.NonNull, "Who read it in.", (import, _) => import.By),
        new("committedAt", CustomScalars.DateTime.NonNull, "When.", (import, _) => (object)import.CommittedAt),
        new("undoneAt", CustomScalars.DateTime, "When it was taken back.", (import, _) => (object?)import.UndoneAt),
        new("newCount", Int.NonNull, "Rows that made something new.", (import, _) => import.Rows.Count(row => row.Group == RowGroup.New)),
        new("alreadyThereCount", Int.NonNull, "Rows whose content was there.", (import, _) => import.Rows.Count(row => row.Group == RowGroup.AlreadyThere)),
        new("faultyCount", Int.NonNull, "Rows that could not be read in.", (import, _) => import.Rows.Count(row => row.Group == RowGroup.Faulty)),
        new("rows", RowConnection!.NonNull, "What became of each row, in the file's order.", (import, query) => Connections.Page(
            query,
            query.Get<RowGroup?>("group") is { } group ? import.Rows.Where(row => row.Group == group) : import.Rows,
            row => new AnyId("row", (uint)row.Number),
            Ordering<RowOutcome>.Ordinal(row => row.Number.ToString("D10", System.Globalization.CultureInfo.InvariantCulture))))
        {
            Arguments = Connections.Arguments(new Argument("group", Enums.RowGroup, "Only rows of this group.")),
        },
        new("kept", KeptType.Type.NonNull.List.NonNull, "After an undo: what was left, and why.", (import, _) => import.Kept),
    ])
    {
        Guard = Seen.Under(ImportVisibility.Found),
        Interfaces = [NodeType.Type],
        AppliedDirectives = [Subgraph.KeyById],
    };

    public static readonly ObjectType<RowOutcome> Row = new("ImportRow", "What became of a row.", () =>
    [
        new("number", Int.NonNull, "The row in the file; the header is row 1.", (row, _) => row.Number),
        new("group", Enums.RowGroup.NonNull, "New, already there, or faulty.", (row, _) => (object)row.Group),
        new("object", NodeType.Type, "What it made or met; null when it is faulty, or the viewer may not see it.",
            (row, query) => row.Made is { } made ? Visibility.Find(query.Snapshot, query.Viewer, made) : null),
        new("faults", UserErrorType.Type.NonNull.List.NonNull, "Why it is faulty; `path` holds the column's field.", (row, _) => row.Faults),
    ])
    {
        Guard = Seen.WithItsParent,
    };

    public static readonly ObjectType<Connection<Import>> Connection = Connections.Of<Import>("Import", Type, "imports");

    private static readonly ObjectType<Connection<RowOutcome>> RowConnection = Connections.Of<RowOutcome>("ImportRow", Row, "rows of an import");
}

public static class KeptType
{
    public static readonly ObjectType<KeptObject> Type = new("KeptObject", "Something that an undo had to leave.", () =>
    [
        new("object", NodeType.Type, "What; null when the viewer may not see it.",
            (kept, query) => Visibility.Find(query.Snapshot, query.Viewer, kept.Object)),
        new("reason", UserErrorType.Type.NonNull, "Why.", (kept, _) => kept.Reason),
    ])
    {
        Guard = Seen.WithItsParent,
    };
}
