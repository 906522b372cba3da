using System.CommandLine;
using Circles.Gateway.Hosting;
using Circles.Grains.Kernel;
using Circles.Grains.People;
using Circles.Silo;
using Circles.Silo.Hosting;
using Circles.Silo.Journals;
using Command = System.CommandLine.Command;

namespace Circles.Gateway.CommandLine;

/// <summary>Which journals a verb works on, which network of them, and as whom: the same for every verb.</summary>
/// <remarks>A second node over the same journals: a verb works beside a running server, which follows what is committed here.</remarks>
internal sealed class NodeOptions
{
    private readonly Option<string?> network = new("--network") { Description = "The network's slug. With one network it may be left out." };
    private readonly Option<string> data = new("--data")
    {
        Description = "The data folder; else the server's own setting Circles__DataPath of the environment, else 'data'.",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable("Circles__DataPath") ?? Settings.DefaultDataPath,
    };

    private readonly Option<string?> person = new("--as") { Description = "Act as this person (id or reference); else as the platform's operator." };

    /// <param name="oneNetwork">Whether the verb is about a network that the caller names.</param>
    /// <param name="acts">Whether it does something in somebody's name.</param>
    public NodeOptions(Command command, bool oneNetwork = true, bool acts = false)
    {
        if (oneNetwork) command.Add(network);
        command.Add(data);
        if (acts) command.Add(person);
    }

    public string DataPath(ParseResult parsed) => parsed.GetValue(data)!;

    public string? NetworkNamed(ParseResult parsed) => parsed.GetValue(network);

    /// <param name="makeFolder">Else a mistyped folder would look like an empty platform.</param>
    public async Task<int> WithStoreAsync(ParseResult parsed, Func<Store, Task<int>> run, bool makeFolder = false)
    {
        var folder = DataPath(parsed);
        var settings = Settings.Read();
        if (settings.Database is null && !makeFolder && !Directory.Exists(folder)) throw new StartException($"There is no data folder '{folder}'. Name it with --data.");
        await using var store = await Store.OpenAsync(settings with { DataPath = Path.GetFullPath(folder) }, TimeProvider.System);
        return await run(store);
    }

    public Task<int> InsideAsync(ParseResult parsed, Func<INetwork, Actor, Task<int>> run) => WithStoreAsync(parsed, async store =>
    {
        await using var networks = new NetworkHost(store.Journal, seals: store.Seals);
        var open = await networks.OpenAsync(await SlugAsync(parsed, store.Journal));
        return await run(open, ActorOf(open.Current, parsed.GetValue(person)));
    });

    /// <summary>The network that the caller named, else the only one there is.</summary>
    public async Task<string> SlugAsync(ParseResult parsed, IJournal journal)
    {
        if (NetworkNamed(parsed) is { } named) return named;
        var all = (await journal.NetworksAsync()).Where(slug => slug != Slug.Platform).ToList();
        return all.Count switch
        {
            0 => throw new StartException("There is no network here yet."),
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
