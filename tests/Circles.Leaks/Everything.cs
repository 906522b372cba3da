using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Circles.GraphQL.Types;

[assembly: AssemblyFixture(typeof(Circles.Leaks.Everything))]

namespace Circles.Leaks;

/// <summary>One network, and all that its cast are told when they ask for everything: read once for all tests.</summary>
public sealed class Everything : IAsyncLifetime
{
    /// <summary>Ids of one question: a page of the schema.</summary>
    private const int PageMax = 100;

    /// <summary>Set while mutants are run.</summary>
    private static readonly bool StopsAtTheFirst = Environment.GetEnvironmentVariable("LEAKS_STOP_AT_FIRST") == "1";

    private readonly Lazy<Task> read;

    public Everything() => read = new Lazy<Task>(ReadAllAsync);

    public World World { get; private set; } = null!;

    public Dictionary<string, Found> By { get; } = new(StringComparer.Ordinal);

    /// <summary>By which question somebody can tell a hidden thing from one that never was.</summary>
    public HashSet<string> Told { get; } = new(StringComparer.Ordinal);

    public async ValueTask InitializeAsync()
    {
        World = await World.PlantedAsync();
        foreach (var who in World.Cast.Keys) By[who] = new Found(World, who);
        // Before anything else: what each says at the end of listening changes the network.
        foreach (var who in World.Cast.Keys) await ListenAsync(who);
    }

    /// <summary>Asks for everything, the first time that a test wants it.</summary>
    public Task ReadAsync() => read.Value;

    private async Task ReadAllAsync()
    {
        var ids = World.State.History.Keys.Select(id => id.ToString()).Union(World.Canaries.Keys.Where(key => key[3] == '_')).ToList();
        foreach (var who in World.Cast.Keys.OrderByDescending(who => World.PartOf(who, "ring")))
        {
            foreach (var root in Walk.Roots(3))
            {
                await ReadAsync(who, root);
                By[who].Read(await World.AskAsync(World.Cast[who], root, ofPlatform: true), $"the platform's {root}");
            }

            foreach (var type in Walk.Entities) await NodesAsync(who, type, ids);
            foreach (var id in ids) await HistoryAsync(who, id);
            foreach (var (mutation, input) in World.Cases()) await TryAsync(who, mutation, input);
            // Parts of another programme give the same as those of the first.
            if (World.Columns.Contains(who)) foreach (var given in Walk.Arguments()) await GiveAsync(who, given);
            // With one leak a run is lost: a mutant need not be asked for more.
            if (StopsAtTheFirst && (By[who].Leaks.Count > 0 || Told.Count > 0)) return;
        }
    }

    public ValueTask DisposeAsync() => World.DisposeAsync();

    public async Task ReadAsync(string who, string document, object? variables = null, params IEnumerable<string> given) =>
        By[who].Read(await World.AskAsync(World.Cast[who], document, variables), document, given);

    private async Task NodesAsync(string who, ObjectType type, List<string> ids)
    {
        foreach (var some in ids.Chunk(PageMax))
        {
            await ReadAsync(who, Walk.Nodes(type, 2), new { ids = some });
            await ReadAsync(
                who,
                $"query($of: [_Any!]!) {{ __typename _entities(representations: $of) {Walk.Selection(World.Schema.TypeNamed("_Entity")!, 0)} }}",
                new { of = some.Select(id => new Dictionary<string, string> { ["__typename"] = type.Name, ["id"] = id }) });
        }
    }

    private Task HistoryAsync(string who, string id) => ReadAsync(
        who,
        $"query($of: ID!) {{ __typename history(of: $of, first: 100) {Walk.Selection(World.Schema.TypeNamed("HistoryConnection")!, 3)} }}",
        new { of = id },
        id);

    /// <summary>Everything that somebody could give to an argument: each id, a word of each kind, each name of an enum.</summary>
    /// <remarks>What is hidden must be answered as what never was.</remarks>
    private async Task GiveAsync(string who, Given given)
    {
        var found = By[who];
        var document = given.Document(Walk.IsLeaf(given.Field.Type) ? "" : Walk.Selection(given.Field.Type.Named, 1));
        var of = found.Ids.GetValueOrDefault(given.Type.Name, []).Take(PageMax).ToList();
        var plain = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var value in ValuesFor(given))
        {
            var isHidden = World.Canaries.TryGetValue(value, out var canary) && World.May(who, canary) == false;
            var answer = await AskedAsync(value);
            if (!isHidden || given.IsPlace) found.Read(answer, $"{given}: {value}", value);
            if (!isHidden || given.IsPlace) continue;
            var never = Never(value);
            if (!plain.TryGetValue(never, out var expected)) plain[never] = expected = await AskedAsync(never);
            if (!Same(answer, value, expected, never)) Told.Add($"{who} can tell {value} ({canary}) from {never} by {given}");
        }

        Task<byte[]> AskedAsync(string text)
        {
            object one = given.Kind switch
            {
                ScalarType { Name: "Int" } => int.Parse(text, CultureInfo.InvariantCulture),
                ScalarType { Name: "Boolean" } => text == "true",
                ScalarType { Name: "_Any" } => new Dictionary<string, string> { ["__typename"] = "Organisation", ["reference"] = text },
                _ => text,
            };
            object value = Walk.IsList(given.Leaf) ? new[] { one } : one;
            object variables = given.Type == World.Schema.Query ? new { value } : new { value, ids = of };
            return World.AskAsync(World.Cast[who], document, variables);
        }
    }

    private IEnumerable<string> ValuesFor(Given given) => given.Kind switch
    {
        EnumType { Values: var values } => values.Select(value => value.Name),
        ScalarType { Name: "ID" } => World.Canaries.Keys.Where(key => key[3] == '_'),
        ScalarType { Name: "String" } when given.IsPlace => Places,
        ScalarType { Name: "String" or "_Any" } => Words.Append(World.Here),
        ScalarType { Name: "Boolean" } => ["true", "false"],
        _ => [given.Plain.ToString()!],
    };

    /// <summary>A few words of each kind in one programme, in the order of planting; of names and keys the last ones count.</summary>
    private IEnumerable<string> Words => words ??= [.. World.Canaries
        .Where(pair => pair.Key[3] != '_' && pair.Value.Programme == "ring")
        .GroupBy(pair => pair.Value)
        .SelectMany(group => group.Take(3).Union(group.TakeLast(4))).Select(pair => pair.Key)];

    /// <summary>Cursors as lists would make them of things that the asker may not see.</summary>
    private IEnumerable<string> Places => World.Ids.Values.Where(id => id[3] == '_').Take(12)
        .Select(id => Base64Url.EncodeToString(Encoding.UTF8.GetBytes($"{id}zq0001x")));

    private string[]? words;

    /// <summary>What never was, in the same spelling.</summary>
    public static string Never(string value) => value[3] == '_' ? $"{value[..4]}00000000000000000000000007" : "zq9999x";

    /// <summary>Whether two answers are the same but for what was asked about.</summary>
    public static bool Same(byte[] left, string asked, byte[] right, string never) =>
        Encoding.UTF8.GetString(left).Replace(asked, "§", StringComparison.Ordinal)
        == Encoding.UTF8.GetString(right).Replace(never, "§", StringComparison.Ordinal);

    private async Task TryAsync(string who, string mutation, JsonElement input)
    {
        var document = World.Document(mutation, Walk.Selection(World.Payload(mutation), 2)["{".Length..^"}".Length]);
        var text = input.GetRawText();
        var given = World.Canaries.Keys.Where(key => text.Contains(key, StringComparison.Ordinal));
        By[who].Read(
            await World.AskAsync(World.Cast[who], document, new { input, dryRun = true }, ofPlatform: World.OfPlatform.Contains(mutation)),
            mutation,
            given);
    }

    /// <summary>All that ever happened, as far as one may hear of it. The last that everybody hears is something of their own.</summary>
    private async Task ListenAsync(string who)
    {
        var by = World.Cast[who];
        var feed = Walk.Selection(World.Schema.TypeNamed("ActivityEntry")!, 2);
        await using var stream = (await World.FollowAsync(by, $"subscription {{ activity(after: \"0\") {feed} }}")).GetAsyncEnumerator();
        var end = $"End {who}";
        if (who != "stranger") await World.SayAsync(by, end);
        while (await stream.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromMinutes(1)))
        {
            var told = stream.Current.Json.ToArray();
            By[who].Read(told, "activity");
            if (Encoding.UTF8.GetString(told).Contains(end, StringComparison.Ordinal)) return;
        }

        Assert.Equal("stranger", who);
    }
}
