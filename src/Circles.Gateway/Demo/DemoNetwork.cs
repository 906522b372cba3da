using System.Globalization;
using System.Text.Json;
using Circles.Grains.Kernel;
using Circles.Grains.People;

namespace Circles.Gateway.Demo;

/// <summary>The demo network, loaded from its files in the order that their README tells, by whom each step is for.</summary>
/// <remarks>Every mutation has an idempotency key made of what it is about, so a loading that was cut off can be repeated whole.</remarks>
internal sealed class DemoNetwork(DemoMutations mutations, TimeProvider time, string folder)
{
    private const string Applying = "APPLY_AS_", Forming = "FORM_CIRCLES", Planning = "PLAN_SESSIONS", Holding = "HOLD_SESSIONS";

    private static readonly string[] PeopleFiles = ["people-dolnoslaskie.csv", "people-haifa.csv", "people-ireland.csv"];

    private readonly Dictionary<string, string> programmes = [];
    private Dictionary<string, JsonElement> people = [];
    private string slug = "";
    private Actor manager = Actor.Operator;

    public async Task LoadAsync(CancellationToken cancel)
    {
        var network = await ReadAsync("network.json", cancel);
        await FoundAsync(network, cancel);
        await ImportAsync(Actor.Operator, "ORGANISATIONS", "organisations.csv", cancel);
        foreach (var file in PeopleFiles) await ImportAsync(Actor.Operator, "PEOPLE", file, cancel);
        people = await ByReferenceAsync(Actor.Operator, "people", "id reference", cancel);

        foreach (var staff in network.GetProperty("staff").EnumerateArray()) await GrantAsync(staff, cancel);
        // The first who manages every programme reads in what is confidential to them.
        var managers = network.GetProperty("programmes").EnumerateArray().Select(programme => Words(programme, "managers"));
        manager = Member(managers.Aggregate((some, others) => [.. some.Intersect(others)])[0]);
        foreach (var programme in network.GetProperty("programmes").EnumerateArray()) await StartAsync(programme, cancel);

        foreach (var application in (await ReadAsync("applications.json", cancel)).EnumerateArray()) await ApplyAsync(application, cancel);
        foreach (var id in programmes.Values) await ReachAsync(id, Opening(Forming), cancel);
        await ImportAsync(manager, "CIRCLES", "circles.csv", cancel);
        foreach (var id in programmes.Values) await ReachAsync(id, Opening(Planning), cancel);
        await ImportAsync(manager, "SESSIONS", "sessions.csv", cancel);
        foreach (var id in programmes.Values) await ReachAsync(id, Opening(Holding), cancel);
        await HoldAsync(await ReadAsync("diaries.json", cancel), cancel);
        foreach (var programme in network.GetProperty("programmes").EnumerateArray())
            await ReachAsync(programmes[Text(programme, "name")!], stage => Text(stage, "id") == Text(programme, "stage"), cancel);
    }

    private async Task FoundAsync(JsonElement network, CancellationToken cancel)
    {
        slug = Text(network, "slug")!;
        var input = new { slug, name = Text(network, "name"), languages = Words(network, "languages"), timeZone = Text(network, "timeZone") };
        await mutations.DoAsync(Silo.Slug.Platform, Actor.Operator, "createNetwork", input, "network { slug }", "demo network", cancel);
        foreach (var region in network.GetProperty("regions").EnumerateArray())
            await DoAsync(Actor.Operator, "defineRegion", region, "network { slug }", $"region {Text(region, "code")}", cancel);
    }

    private async Task ImportAsync(Actor actor, string kind, string file, CancellationToken cancel)
    {
        var content = Convert.ToBase64String(await File.ReadAllBytesAsync(Path.Combine(folder, file), cancel));
        const string Answer = "import { faultyCount rows(first: 100, group: FAULTY) { nodes { number faults { path code } } } }";
        var import = (await DoAsync(actor, "importFile", new { kind, fileName = file, content }, Answer, $"file {file}", cancel)).GetProperty("import");
        if (import.GetProperty("faultyCount").GetInt32() > 0) throw new DemoException($"{file}: {import.GetProperty("rows").GetRawText()}");
    }

    private Task GrantAsync(JsonElement staff, CancellationToken cancel)
    {
        var input = new
        {
            person = IdOf(Text(staff, "person")!),
            grant = new { role = Screaming(Text(staff, "role")!), region = Text(staff, "region") },
        };
        return DoAsync(Actor.Operator, "grantRole", input, "person { id }", $"role {Text(staff, "person")}", cancel);
    }

    private async Task StartAsync(JsonElement programme, CancellationToken cancel)
    {
        var name = Text(programme, "name")!;
        var organisation = await AskAsync(
            Actor.Operator, "query ($reference: String) { organisation(reference: $reference) { id } }", new { reference = Text(programme, "organisation") }, cancel);
        var input = new
        {
            name,
            pack = new { name = Text(programme, "pack") },
            region = Text(programme, "region"),
            organisation = Text(organisation.GetProperty("organisation"), "id"),
            mode = Screaming(Text(programme, "mode")!),
            startsOn = Text(programme, "startsOn"),
            endsOn = Text(programme, "endsOn"),
            managers = Words(programme, "managers").Select(IdOf),
        };
        var started = await DoAsync(Actor.Operator, "startProgramme", input, "programme { id }", $"programme {name}", cancel);
        var id = programmes[name] = Text(started.GetProperty("programme"), "id")!;
        foreach (var what in Words(programme, "declared"))
            await DoAsync(manager, "declareProgramme", new { programme = id, what }, "programme { id }", $"declared {name} {what}", cancel);
    }

    private async Task ApplyAsync(JsonElement application, CancellationToken cancel)
    {
        var (programme, person, role) = (programmes[Text(application, "programme")!], Text(application, "person")!, Screaming(Text(application, "role")!));
        await ReachAsync(programme, Opening(Applying + role), cancel);
        var input = new { programme, person = IdOf(person), role, kind = Text(application, "kind"), motivation = Text(application, "motivation") };
        var made = await DoAsync(Member(person), "applyToProgramme", input, "application { id }", $"application {programme} {role}", cancel);
        if (Text(application, "decision") is not { } decision) return;
        var decided = new { application = Text(made.GetProperty("application"), "id"), accept = decision == "accepted", because = Text(application, "reason") };
        await DoAsync(manager, "decideApplication", decided, "application { id }", $"decision {programme} {person} {role}", cancel);
    }

    /// <summary>What took place is told by the manager, written down by each session's keeper and remarked on by the mentor.</summary>
    private async Task HoldAsync(JsonElement diaries, CancellationToken cancel)
    {
        var sessions = await ByReferenceAsync(
            manager, "sessions", "id reference endsAt diaryKeeper { reference } circle { members { role person { reference } } }", cancel);
        foreach (var entry in diaries.EnumerateArray())
        {
            var reference = Text(entry, "session")!;
            var session = sessions[reference];
            // The files tell of an autumn: where a clock stands before it, these sessions are still to come.
            if (DateTimeOffset.Parse(Text(session, "endsAt")!, CultureInfo.InvariantCulture) > time.GetUtcNow()) continue;
            var id = Text(session, "id");
            var attendance = entry.GetProperty("attendance").EnumerateObject()
                .Select(one => new { person = IdOf(one.Name), attendance = Screaming(one.Value.GetString()!) });
            var held = await DoAsync(
                manager, "holdSession", new { session = id, attendance }, "session { diaryKeeper { reference } }", $"held {reference}", cancel);
            if (Text(entry, "text") is { } text)
            {
                var keeper = Member(Text(held.GetProperty("session").GetProperty("diaryKeeper"), "reference")!);
                await DoAsync(keeper, "writeDiary", new { session = id, text }, "diary { id }", $"diary {reference}", cancel);
            }

            if (Text(entry, "remark") is { } remark)
            {
                var mentor = session.GetProperty("circle").GetProperty("members").EnumerateArray().First(member => Text(member, "role") == "MENTOR");
                await DoAsync(
                    Member(Text(mentor.GetProperty("person"), "reference")!), "remarkDiary", new { session = id, text = remark }, "diary { id }", $"remark {reference}", cancel);
            }
        }
    }

    /// <summary>Goes through the gates up to the first stage that is wanted; one that lies behind is not gone back to.</summary>
    private async Task ReachAsync(string programme, Func<JsonElement, bool> wanted, CancellationToken cancel)
    {
        var answer = await AskAsync(
            manager, "query ($programme: ID!) { programme(id: $programme) { stages { id opens isCurrent } } }", new { programme }, cancel);
        JsonElement[] stages = [.. answer.GetProperty("programme").GetProperty("stages").EnumerateArray()];
        var goal = Array.FindIndex(stages, stage => wanted(stage));
        for (var at = Array.FindIndex(stages, stage => stage.GetProperty("isCurrent").GetBoolean()); at < goal; at++)
        {
            var to = Text(stages[at + 1], "id");
            await DoAsync(manager, "advanceProgramme", new { programme, to }, "programme { id }", $"stage {programme} {to}", cancel);
        }
    }

    private static Func<JsonElement, bool> Opening(string activity) =>
        stage => stage.GetProperty("opens").EnumerateArray().Any(open => open.GetString() == activity);

    /// <summary>All items of a list, page by page, by their references.</summary>
    private async Task<Dictionary<string, JsonElement>> ByReferenceAsync(Actor actor, string list, string fields, CancellationToken cancel)
    {
        var found = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        var document = $"query ($after: String) {{ {list}(first: 100, after: $after) {{ nodes {{ {fields} }} pageInfo {{ hasNextPage endCursor }} }} }}";
        for (string? after = null; ;)
        {
            var page = (await AskAsync(actor, document, new { after }, cancel)).GetProperty(list);
            foreach (var item in page.GetProperty("nodes").EnumerateArray())
                if (Text(item, "reference") is { } reference) found[reference] = item;
            if (!page.GetProperty("pageInfo").GetProperty("hasNextPage").GetBoolean()) return found;
            after = Text(page.GetProperty("pageInfo"), "endCursor");
        }
    }

    private Task<JsonElement> DoAsync(Actor actor, string name, object input, string answer, string key, CancellationToken cancel) =>
        mutations.DoAsync(slug, actor, name, input, answer, key, cancel);

    private Task<JsonElement> AskAsync(Actor actor, string document, object variables, CancellationToken cancel) =>
        mutations.AskAsync(slug, actor, document, variables, cancel);

    private Actor.Member Member(string reference) => new(Id<Person>.Parse(IdOf(reference)));

    private string IdOf(string reference) =>
        people.TryGetValue(reference, out var person) ? Text(person, "id")! : throw new DemoException($"Nobody has the reference {reference}.");

    private async Task<JsonElement> ReadAsync(string file, CancellationToken cancel)
    {
        await using var stream = File.OpenRead(Path.Combine(folder, file));
        return await JsonSerializer.DeserializeAsync<JsonElement>(stream, cancellationToken: cancel);
    }

    private static string Screaming(string words) => words.Replace('-', '_').ToUpperInvariant();

    private static string? Text(JsonElement element, string key) =>
        element.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string[] Words(JsonElement element, string key) => [.. element.GetProperty(key).EnumerateArray().Select(word => word.GetString()!)];
}
