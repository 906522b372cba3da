using System.Text.Json;
using Circles.Silo.Tests;

namespace Circles.Gateway.Tests;

/// <summary>A network <c>first</c> with a programme, a closed group of Marek, Ben and Cyla, and a token for each of its people.</summary>
public sealed class Village : IAsyncLifetime
{
    public const string Network = "first";

    private string[] more = [];

    internal Gateway Gateway { get; private set; } = null!;

    internal ManualTime? Time { get; private init; }

    internal Dictionary<string, (string Id, string Token)> People { get; } = [];

    internal string Programme { get; private set; } = "";

    internal string Circle { get; private set; } = "";

    /// <summary>One of its own, with a clock that stands still.</summary>
    public static async Task<Village> AtNoonAsync(params string[] more)
    {
        var village = new Village { Time = new ManualTime(), more = more };
        await village.InitializeAsync();
        return village;
    }

    public async ValueTask InitializeAsync()
    {
        Gateway = await Gateway.StartAsync(time: Time, more: more);
        await Gateway.FoundAsync(Network);
        foreach (var name in new[] { "Maja", "Marek", "Mia", "Ben", "Cyla" }) await MoveInAsync(name);
        Programme = Id(await DoAsync(
            "startProgramme", new { name = "Spring", pack = new { name = "lse" }, mode = "BLENDED", startsOn = "2026-03-01", managers = new[] { People["Maja"].Id } }, "programme { id }"));
        await AcceptAsync("Mia", "MENTEE", null);
        await DoAsync("advanceProgramme", new { programme = Programme, to = "train-mentors" }, as_: "Maja");
        await AcceptAsync("Marek", "MENTOR", "employer");
        await DoAsync("declareProgramme", new { programme = Programme, what = "mentors-trained" }, as_: "Maja");
        await DoAsync("advanceProgramme", new { programme = Programme, to = "form" }, as_: "Maja");
        Circle = await FormAsync();
    }

    /// <summary>A new group of Marek, Ben and Cyla.</summary>
    internal async Task<string> FormAsync() => Id(await DoAsync(
        "formCircle",
        new
        {
            programme = Programme,
            form = "GROUP",
            visibility = "CLOSED",
            name = "Oaks",
            members = new[] { Seat("Marek", "MENTOR"), Seat("Ben", "MENTEE"), Seat("Cyla", "MENTEE") },
        },
        "circle { id }",
        "Maja"));

    internal Task RenameAsync(string name, string? circle = null, string as_ = "Ben") => DoAsync("renameCircle", new { circle = circle ?? Circle, name }, as_: as_);

    /// <summary>Does a mutation, by the operator unless somebody is named.</summary>
    /// <returns>The field of the payload that was asked for.</returns>
    internal async Task<JsonElement> DoAsync(string mutation, object input, string fields = "__typename", string? as_ = null)
    {
        var type = $"{char.ToUpperInvariant(mutation[0])}{mutation[1..]}Input";
        var payload = (await Gateway.DataAsync(
            $"mutation ($input: {type}!) {{ {mutation}(input: $input) {{ {fields} errors {{ code message path }} }} }}",
            new { input },
            Network,
            as_ is null ? Gateway.OperatorToken : People[as_].Token)).GetProperty(mutation);
        Assert.Equal("[]", payload.GetProperty("errors").GetRawText());
        return payload.EnumerateObject().First().Value;
    }

    internal async Task<long> SequenceAsync() => long.Parse(
        (await Gateway.DataAsync("{ network { sequence } }", network: Network)).GetProperty("network").GetProperty("sequence").GetString()!,
        System.Globalization.CultureInfo.InvariantCulture);

    internal Task<Node> SocketAsync(string name) => Node.LetInAsync(Gateway, Network, People[name].Token);

    internal Node Client(string library, string name, int? keepAlive = null) => Node.Client(library, Gateway, Network, People[name].Token, keepAlive);

    /// <summary>Another token for somebody.</summary>
    internal async Task<(string Token, string Id)> IssueAsync(string name, DateTimeOffset? expiresAt = null)
    {
        var issued = (await Gateway.DataAsync(
            "mutation ($input: IssueTokenInput!) { issueToken(input: $input) { token { id } secret } }",
            new { input = new { bearer = new { person = People[name].Id }, label = "test", expiresAt } },
            Network)).GetProperty("issueToken");
        return (issued.GetProperty("secret").GetString()!, Id(issued.GetProperty("token")));
    }

    public ValueTask DisposeAsync() => Gateway?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async Task MoveInAsync(string name)
    {
        var id = Id(await DoAsync("registerPerson", new { name }, "person { id }"));
        People[name] = (id, "");
        People[name] = (id, (await IssueAsync(name)).Token);
    }

    private async Task AcceptAsync(string name, string role, string? kind)
    {
        var application = Id(await DoAsync(
            "applyToProgramme", new { programme = Programme, person = People[name].Id, role, kind }, "application { id }", name));
        await DoAsync("decideApplication", new { application, accept = true, because = "Welcome" }, as_: "Maja");
    }

    private object Seat(string name, string role) => new { person = People[name].Id, role };

    private static string Id(JsonElement thing) => thing.GetProperty("id").GetString()!;
}
