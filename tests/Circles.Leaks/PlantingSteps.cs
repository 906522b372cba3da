using System.Text;
using System.Text.Json;
using Circles.Grains.Access;
using Circles.Grains.Kernel;
using Circles.Grains.People;
using Circles.Silo.Journals;

namespace Circles.Leaks;

/// <content>The steps that the planting is made of.</content>
public sealed partial class World
{
    private string Id(string who) => Cast[who].ToString()!;

    private object Seat(string who, string role) => new { person = Id(who), role };

    private string ProgrammeName(string programme) => State.Programmes[Grains.Kernel.Id<Grains.Programmes.Programme>.Parse(Ids[programme])].Name;

    private Task<string> RegisterAsync(string name, string region, string? skill = null, string? why = null) => DoAsync(
        Actor.Operator,
        "registerPerson",
        new
        {
            name,
            region,
            languages = new[] { "en" },
            skills = new[] { skill ?? "listening" },
            industries = new[] { skill ?? "food" },
            seeks = new[] { skill ?? "advice" },
            offers = new[] { skill ?? "time" },
        },
        why);

    /// <summary>Somebody of the cast. With kinds, their id, profile and contact data are canaries.</summary>
    private async Task PersonAsync(string who, string region = Here, string? kind = null, string? contact = null)
    {
        var programme = who.Split('.') is [var place, _] ? place : "ring";
        var id = await RegisterAsync(
            kind is null ? $"Person {who}" : Word(kind, programme),
            region,
            // Whom one's own wishes are shown to is asked of the mentee's alone.
            kind == "person" && contact is not null ? Word("wishes", programme) : null,
            contact is null ? null : Word(contact, programme));
        // That somebody was a member stands in the history of the circle, by id.
        if (kind is not (null or "left")) Plant(id, kind, programme);
        Cast[who] = Actor.Parse(id);
        if (contact is null) return;
        string Address() => $"{Word(contact, programme)}@example.org";
        await DoAsync(Actor.Operator, "updatePerson", new { person = id, email = Address(), reference = Word(contact, programme) });
        await DoAsync(Actor.Operator, "updatePerson", new { person = id, email = Address() }, Word(contact, programme));
    }

    private Task GrantAsync(string who, object grant) => DoAsync(Actor.Operator, "grantRole", new { person = Id(who), grant });

    private Task PresentAsync(string organisation, string kind, bool published) => DoAsync(
        Actor.Operator,
        "presentOrganisation",
        new
        {
            organisation,
            headline = Word(kind, "ring"),
            text = Word(kind, "ring"),
            strengths = new[] { Word(kind, "ring") },
            website = $"https://{Word(kind, "ring")}.example.org",
            published,
        },
        Word("draft", "ring"));

    private async Task StartAsync(string programme, string pack)
    {
        var id = await DoAsync(
            Actor.Operator,
            "startProgramme",
            new
            {
                name = Word("public", programme),
                pack = new { name = pack },
                region = Here,
                organisation = Ids["organisation"],
                mode = "BLENDED",
                startsOn = "2026-01-01",
                endsOn = "2027-12-31",
                managers = new[] { Id($"{programme}.manager") },
            },
            Word("programme.history", programme));
        Plant(id, "public", programme, programme);
    }

    private Task AdvanceAsync(Actor manager, string programme, string to) =>
        DoAsync(manager, "advanceProgramme", new { programme = Ids[programme], to }, Word("programme.history", programme));

    private Task AcceptAsync(string programme, string part, string role) =>
        AcceptAsync(programme, Id($"{programme}.{part}"), role, Cast[$"{programme}.{part}"]);

    private async Task AcceptAsync(string programme, string person, string role, Actor by)
    {
        var kind = role == "MENTOR" && programme != "peer" ? "employer" : null;
        var application = await DoAsync(by, "applyToProgramme", new { programme = Ids[programme], person, role, kind });
        await DoAsync(Cast[$"{programme}.manager"], "decideApplication", new { application, accept = true, because = "Welcome" });
    }

    /// <summary>The mentee's applications: one taken, and later one declined and one withdrawn.</summary>
    private async Task ApplyAsync(string programme)
    {
        var (mentee, manager) = (Cast[$"{programme}.mentee"], Cast[$"{programme}.manager"]);
        string Canary() => Word("application", programme);
        async Task<string> AskedAsync() => Plant(
            await DoAsync(
                mentee, "applyToProgramme",
                new { programme = Ids[programme], person = mentee.ToString(), role = "MENTEE", motivation = Canary() }, Canary()),
            "application", programme, $"{programme}.application{State.Sequence}");
        await DoAsync(mentee, "withdrawApplication", new { application = await AskedAsync(), because = Canary() });
        await DoAsync(manager, "decideApplication", new { application = await AskedAsync(), accept = false, because = Canary() });
        var accepted = await AskedAsync();
        Ids[$"{programme}.application"] = accepted;
        await DoAsync(manager, "decideApplication", new { application = accepted, accept = true, because = Canary() }, Canary());
    }

    private async Task IssueAsync(string kind, string programme, Actor by, object bearer)
    {
        var before = State.Tokens;
        await DoAsync(by, "issueToken", new { bearer, label = Word(kind, programme), expiresAt = "2030-01-01T00:00:00Z" }, Word(kind, programme));
        Plant(State.Tokens.Keys.Single(id => !before.ContainsKey(id)).ToString(), kind, programme, $"token.{kind}");
    }

    private async Task<string> ImportAsync(string by, string importKind, string kind, string rows) => Plant(
        await DoAsync(
            Cast[by],
            "importFile",
            new { kind = importKind, fileName = $"{Word(kind, "ring")}.csv", content = Convert.ToBase64String(Encoding.UTF8.GetBytes(rows)) },
            // The reason of a command stands with each thing that it made: here people of two regions.
            importKind == "PEOPLE" ? "Read in" : Word(kind, "ring")),
        kind, "ring", kind);
}
