using Circles.Grains.Imports;
using Circles.Grains.Kernel;
using Circles.GraphQL.Types;
using Circles.Schema.Intake;
using Circles.Schema.Types;
using static Circles.GraphQL.Types.Scalars;

namespace Circles.Schema.Mutations;

/// <summary>Reading files in, and taking that back.</summary>
internal static class ImportMutations
{
    public static IEnumerable<Field<RequestContext>> All =>
    [
        Mutation.Make(
            "importFile",
            "Reads a CSV file in: the good rows are done, the faulty ones told. With `dryRun` it is the preview.",
            ("import", ImportType.Type),
            () =>
            [
                new("kind", Enums.ImportKind.NonNull, "What the file holds."),
                new("fileName", Scalars.Text.NonNull, "For the record."),
                new("content", Scalars.Text.NonNull, "The file's bytes in base64, as they are: any of the known encodings and separators."),
                new("encoding", Scalars.Text, "Its encoding, where guessing goes wrong: `utf-8`, `utf-16`, `windows-1250` or `windows-1255`."),
                new("into", Id, "A later part of a long file names the import that its first part made."),
            ],
            [],
            async (input, query, envelope) =>
            {
                var reading = IntakeReader.Read(input.Get<ImportKind>("kind"), Bytes(input.Text("content")), input.TextOrNull("encoding"));
                if (!reading.IsReadable) return new Payload(null, reading.Faults.Select(InContent).ToValueList(), query.Flag("dryRun"));
                var into = input.TextOrNull("into") is { } text ? Reading.ParseId<Import>(text) : (Id<Import>?)null;
                var command = new ImportCommand.Commit(into, input.Get<ImportKind>("kind"), input.Text("fileName"), reading.Rows);
                return await Mutation.SendAsync(query, envelope(command));
            }),
        Mutation.Of(
            "undoImport",
            "Takes back what an import made and nobody has changed or used since.",
            ("import", ImportType.Type),
            () => [new("import", Id.NonNull, "Which.")],
            (input, _) => new ImportCommand.Undo(input.Id<Import>("import"))),
    ];

    /// <summary>The fault's place in the input: <c>content</c>, then the row and the column's field where it is one of them.</summary>
    private static Refusal InContent(IntakeFault fault)
    {
        if (fault.Refusal.Path == "encoding") return fault.Refusal;
        var row = fault.Row > 0 ? $".{fault.Row}" : "";
        var field = fault.Refusal.Path is "file" or "content" or "" ? "" : $".{fault.Refusal.Path}";
        return fault.Refusal.At($"content{row}{field}");
    }

    private static byte[] Bytes(string base64)
    {
        try
        {
            return Convert.FromBase64String(base64);
        }
        catch (FormatException)
        {
            throw new InputRefusedException(IntakeErrors.NotBase64());
        }
    }
}
