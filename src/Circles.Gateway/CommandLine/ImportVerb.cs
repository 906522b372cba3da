using System.CommandLine;
using Circles.Gateway.Hosting;
using Circles.Grains.Imports;
using Circles.Grains.Kernel;
using Circles.Grains.People;
using Circles.Schema;
using Circles.Schema.Intake;
using Circles.Silo;
using Circles.Silo.Hosting;
using Circles.Silo.Journals.Sqlite;
using Command = System.CommandLine.Command;

namespace Circles.Gateway.CommandLine;

/// <summary><c>import FILE</c> shows what a file would do, or does it with <c>--commit</c>; <c>import undo ID</c> takes it back.</summary>
/// <remarks>A second node over the same journals: it works beside a running server, which follows what is committed here.</remarks>
internal static class ImportVerb
{
    private const int Done = 0, Refused = 1, SomeFaulty = 2;

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
        var node = new NodeOptions(import);
        import.SetAction((parsed, cancel) => Guarded(errors, () => node.InsideAsync(parsed, async (network, actor) =>
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
        var node = new NodeOptions(undo);
        undo.SetAction((parsed, cancel) => Guarded(errors, () => node.InsideAsync(parsed, async (network, actor) =>
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

    private static async Task<int> Guarded(TextWriter errors, Func<Task<int>> run)
    {
        try
        {
            return await run();
        }
        catch (Exception e) when (e is StartException or SiloException or IOException or UnauthorizedAccessException)
        {
            await errors.WriteLineAsync(e.Message);
            return Refused;
        }
    }

    /// <summary>Which network, in which folder, and as whom: the same for both verbs.</summary>
    private sealed class NodeOptions
    {
        private readonly Option<string?> network = new("--network") { Description = "The network's slug. With one network it may be left out." };
        private readonly Option<string> data = new("--data")
        {
            Description = "The data folder; else the server's own setting Circles__DataPath of the environment, else 'data'.",
            DefaultValueFactory = _ => Environment.GetEnvironmentVariable("Circles__DataPath") ?? Settings.DefaultDataPath,
        };

        private readonly Option<string?> person = new("--as") { Description = "Act as this person (id or reference); else as the platform's operator." };

        public NodeOptions(Command command)
        {
            command.Add(network);
            command.Add(data);
            command.Add(person);
        }

        public async Task<int> InsideAsync(ParseResult parsed, Func<INetwork, Actor, Task<int>> run)
        {
            var folder = parsed.GetValue(data)!;
            // Reading a file in makes no data folder: a mistyped one would look like an empty platform.
            if (!Directory.Exists(folder)) throw new StartException($"There is no data folder '{folder}'. Name it with --data.");
            await using var journal = new SqliteJournal(folder);
            await using var networks = new NetworkHost(journal);
            var open = await networks.OpenAsync(await SlugAsync(networks, parsed.GetValue(network)));
            return await run(open, ActorOf(open.Current, parsed.GetValue(person)));
        }

        private static async Task<string> SlugAsync(NetworkHost networks, string? named)
        {
            if (named is not null) return named;
            var all = await networks.SlugsAsync();
            return all.Count switch
            {
                0 => throw new StartException("This data folder holds no network."),
                1 => all[0],
                _ => throw new StartException($"There are several networks: name one with --network. They are {string.Join(", ", all)}."),
            };
        }

        private static Actor ActorOf(NetworkState state, string? named) =>
            named is null ? Actor.Operator
            : Id<Person>.TryParse(named, out var id) && state.People.ContainsKey(id) ? new Actor.Member(id)
            : state.PersonByReference.TryGetValue(named, out var referred) ? new Actor.Member(referred)
            : throw new StartException($"Nobody in this network has the id or reference '{named}'.");
    }

    /// <summary>What the rows' groups mean for the exit code.</summary>
    public static int ExitCode(int faulty) => faulty > 0 ? SomeFaulty : Done;
}
