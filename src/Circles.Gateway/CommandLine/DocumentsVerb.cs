using System.CommandLine;
using System.Globalization;
using Circles.Gateway.Hosting;
using Circles.Grains.Access;
using Circles.Grains.Kernel;
using Circles.GraphQL.Execution;
using Circles.Schema;
using Circles.Schema.Documents;
using Circles.Silo;
using Command = System.CommandLine.Command;

namespace Circles.Gateway.CommandLine;

/// <summary><c>documents FILE --client C</c> holds a manifest against the schema, and registers its documents with <c>--commit</c>.</summary>
internal static class DocumentsVerb
{
    private const int Done = 0, SomeFaulty = 2;

    public static Command Create(TextWriter output, TextWriter errors)
    {
        var file = new Argument<FileInfo>("file")
        {
            Description = "A manifest: Apollo's, or one JSON object from hash to text as Relay's compiler writes it.",
        };
        var client = new Option<string>("--client") { Description = "Whose documents they are: the client's id or its name.", Required = true };
        var commit = new Option<bool>("--commit") { Description = "Do it. Without this it is only shown what would be done." };
        var verb = new Command(
            "documents",
            "Registers a client's documents, all or none. Ends with 0, with 2 when some cannot be registered, with 1 when nothing could be done.");
        verb.Add(file);
        verb.Add(client);
        verb.Add(commit);
        var node = new NodeOptions(verb, acts: true);
        verb.SetAction((parsed, cancel) => Verbs.GuardedAsync(errors, () => node.InsideAsync(parsed, async (network, actor) =>
        {
            var manifest = DocumentManifest.Read(await File.ReadAllBytesAsync(parsed.GetRequiredValue(file).FullName, cancel));
            var whose = ClientOf(network.Current, parsed.GetRequiredValue(client));
            return await RegisterAsync(network, actor, whose, manifest, parsed.GetValue(commit), output, cancel);
        })));
        return verb;
    }

    private static async Task<int> RegisterAsync(
        INetwork network, Actor actor, Client client, IReadOnlyList<ManifestEntry> manifest, bool commit, TextWriter output, CancellationToken cancel)
    {
        Envelope Ask(Grains.Kernel.Command command) => TimeProvider.System.Ask(command, actor);
        var (command, faults) = DocumentIntake.Read(
            new GraphQLEngine(CirclesSchema.Create()),
            client.Id,
            manifest.Select(entry => (entry.Text, (string?)entry.Id)),
            tried => network.Try(Ask(tried)).Decision);
        if (command is null)
        {
            // What is no one document's fault keeps all of them out.
            if (faults.FirstOrDefault(fault => !fault.Path.StartsWith("documents.", StringComparison.Ordinal)) is { } refused)
                throw new StartException(refused.Message);
            foreach (var fault in faults) await output.WriteLineAsync(Tell(fault, manifest));
            return SomeFaulty;
        }

        var (decision, after) = commit ? await network.SendAsync(Ask(command), cancel) : Tried(network.Try(Ask(command)));
        if (decision.IsRefused) throw new StartException(decision.Refusals[0].Message);
        var fresh = after.Clients[client.Id].Documents.Count - client.Documents.Count;
        await output.WriteLineAsync($"{(commit ? "New" : "Would be new"),-14}{fresh,8}");
        await output.WriteLineAsync($"{"Already there",-14}{manifest.Count - fresh,8}");
        return Done;
    }

    private static Committed Tried(Outcome outcome) => new(outcome.Decision, outcome.After);

    /// <summary>A fault with the name that the build knows the document by.</summary>
    private static string Tell(Refusal fault, IReadOnlyList<ManifestEntry> manifest) => fault.Path.Split('.') switch
    {
        ["documents", var at, "hash"] when manifest[Number(at)] is var entry => $"{entry.Name}: its id {entry.Id} cannot be used. {fault.Message}",
        ["documents", var at, ..] => $"{manifest[Number(at)].Name}: {fault.Message}",
        _ => throw new InvalidOperationException($"A fault without a place among the documents: {fault}"),
    };

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static Client ClientOf(NetworkState state, string named)
    {
        var found = Id<Client>.TryParse(named, out var id)
            ? state.Clients.Values.Where(client => client.Id == id).ToList()
            : state.Clients.Values.Where(client => client.Name == named).ToList();
        return found switch
        {
            [var one] => one,
            [] => throw new StartException($"This network has no client '{named}'."),
            _ => throw new StartException($"There are {found.Count} clients with the name '{named}': name one by its id."),
        };
    }
}
