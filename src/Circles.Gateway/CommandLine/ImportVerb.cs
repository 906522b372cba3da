using System.CommandLine;
using Circles.Gateway.Hosting;
using Circles.Grains.Imports;
using Circles.Grains.Kernel;
using Circles.Schema;
using Circles.Silo;
using Command = System.CommandLine.Command;

namespace Circles.Gateway.CommandLine;

/// <summary><c>import FILE</c> shows what a file would do, or does it with <c>--commit</c>; <c>import undo ID</c> takes it back.</summary>
internal static class ImportVerb
{
    private const int Done = 0, SomeFaulty = 2;

    public static Command Create(TextWriter output, TextWriter errors)
    {
        var file = new Argument<FileInfo>("file") { Description = "A CSV file; separator and encoding are found out." };
        var kind = new Option<string>("--kind") { Description = "organisations, people, circles or sessions.", Required = true };
        kind.AcceptOnlyFromAmong("organisations", "people", "circles", "sessions");
        var commit = new Option<bool>("--commit") { Description = "Do it. Without this it is only shown what would be done." };
        var encoding = new Option<string?>("--encoding") { Description = "Where guessing goes wrong: utf-8, utf-16, windows-1250 or windows-1255." };
        var import = new Command("import", "Reads a file into a network. Ends with 0, with 2 when some rows are faulty, with 1 when nothing could be done.");
        import.Add(file);
        import.Add(kind);
        import.Add(commit);
        import.Add(encoding);
        var node = new NodeOptions(import, acts: true);
        import.SetAction((parsed, cancel) => Verbs.GuardedAsync(errors, () => node.InsideAsync(parsed, async (network, actor) =>
        {
            var asked = new FileImport(
                network, actor, Enum.Parse<ImportKind>(parsed.GetRequiredValue(kind), ignoreCase: true), parsed.GetRequiredValue(file), parsed.GetValue(encoding));
            return await asked.RunAsync(parsed.GetValue(commit), output, errors, cancel);
        })));
        import.Add(CreateUndo(output, errors));
        return import;
    }

    private static Command CreateUndo(TextWriter output, TextWriter errors)
    {
        var id = new Argument<string>("import") { Description = "The import's id, as its commit printed it." };
        var undo = new Command("undo", "Takes back what an import made and nobody has changed or used since.");
        undo.Add(id);
        var node = new NodeOptions(undo, acts: true);
        undo.SetAction((parsed, cancel) => Verbs.GuardedAsync(errors, () => node.InsideAsync(parsed, async (network, actor) =>
        {
            if (!Id<Import>.TryParse(parsed.GetRequiredValue(id), out var import)) throw new StartException("That is not the id of an import.");
            var answer = await network.SendAsync(TimeProvider.System.Ask(new ImportCommand.Undo(import), actor), cancel);
            if (answer.Decision.IsRefused) throw new StartException(answer.Decision.Refusals[0].Message);
            var undone = answer.State.Imports[import];
            var made = undone.Rows.Count(row => row.Group == RowGroup.New);
            await output.WriteLineAsync($"Taken back: {made - undone.Kept.Count} of {made}.");
            foreach (var kept in undone.Kept) await output.WriteLineAsync($"Left: {kept.Object}. {kept.Reason.Message}");
            return Done;
        })));
        return undo;
    }

    /// <summary>What the rows' groups mean for the exit code.</summary>
    public static int ExitCode(int faulty) => faulty > 0 ? SomeFaulty : Done;
}
