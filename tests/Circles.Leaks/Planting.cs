using System.Text;
using System.Text.Json;
using Circles.Grains.Access;
using Circles.Grains.Kernel;
using Circles.Grains.People;
using Circles.Silo.Journals;

namespace Circles.Leaks;

/// <content>How the network comes to be: three programmes, of packs that differ in who may read diaries and whether peers meet.</content>
public sealed partial class World
{
    public const string Here = "PL51", Elsewhere = "IL";

    /// <param name="slug">The network's name.</param>
    /// <param name="without">Circles that are never formed, by name: <c>ring.secret</c>. What comes after them is the same.</param>
    public static async Task<World> PlantedAsync(string slug = "planted", params string[] without)
    {
        var world = new World(new VolatileJournal());
        await world.FoundAsync(slug);
        await world.PlantFrameAsync();
        await world.PlantProgrammeAsync("ring", without);
        await world.PlantProgrammeAsync("strict", without);
        await world.PlantPeersAsync(without);
        await world.PlantOfficeAsync();
        await world.PlantSisterAsync();
        await world.PrepareAsync();
        await world.PlantDoorsAsync();
        return world;
    }

    private async Task PlantFrameAsync()
    {
        Cast["platform"] = Actor.Operator;
        string Why() => Word("network.history", "ring");
        await DoAsync(Actor.Operator, "defineRegion", new { code = "PL", name = "Poland" }, Why());
        await DoAsync(Actor.Operator, "defineRegion", new { code = Here, name = "Lower Silesia", parent = "PL", peripheral = true }, Why());
        await DoAsync(Actor.Operator, "defineRegion", new { code = Elsewhere, name = "Israel", neighbours = new[] { "PL" } }, Why());
        Ids["organisation"] = await DoAsync(
            Actor.Operator, "registerOrganisation", new { name = Word("public", "ring"), kind = "FIRM", region = Here, reference = Word("public", "ring") });
        Plant(Ids["organisation"], "public", "ring");
        await PresentAsync(Ids["organisation"], "draft", published: false);
        await PresentAsync(Ids["organisation"], "public", published: true);
        await PersonAsync("operator");
        await PersonAsync("regionHere");
        await PersonAsync("regionElsewhere", Elsewhere);
        await PersonAsync("former");
        await PersonAsync("outsider", Elsewhere, "outsider", "outsider");
        await GrantAsync("operator", new { role = "NETWORK_OPERATOR" });
        await GrantAsync("regionHere", new { role = "REGIONAL_ADMIN", region = "PL" });
        await GrantAsync("regionElsewhere", new { role = "REGIONAL_ADMIN", region = Elsewhere });
        await GrantAsync("former", new { role = "REGIONAL_ADMIN", region = "PL" });
        foreach (var name in (string[])["reader", "restricted"])
        {
            var kind = $"client.{name}";
            var client = Plant(
                await DoAsync(
                    Actor.Operator, "registerClient", new { name = Word(kind, "ring"), grants = new[] { new { role = "READER" } } }, Word(kind, "ring")),
                kind, "ring", name);
            Cast[name] = Actor.Parse(client);
            var (asked, withdrawn) = (Word(kind, "ring"), Word(kind, "ring"));
            var texts = new[] { $"query {asked} {{ __typename }}", $"query {withdrawn} {{ __typename }}" };
            await DoAsync(Actor.Operator, "registerDocuments", new { client, documents = texts.Select(text => new { text }) });
            await DoAsync(
                Actor.Operator, "withdrawDocuments", new { client, hashes = new[] { Grains.Documents.TrustedDocument.HashOf(texts[1]) } }, Word(kind, "ring"));
        }

        await DoAsync(Actor.Operator, "restrictClient", new { client = Ids["restricted"] }, Word("client.restricted", "ring"));
    }

    /// <summary>A programme in which circles of every audience meet, each with the same members, and one with others.</summary>
    private async Task PlantProgrammeAsync(string programme, string[] without)
    {
        foreach (var part in (string[])["manager", "mentor", "second", "invited", "uninvited", "left"])
            await PersonAsync($"{programme}.{part}", kind: part is "mentor" or "second" or "invited" ? "person" : part == "left" ? "left" : null);
        await PersonAsync($"{programme}.mentee", kind: "person", contact: "contact");
        await PersonAsync($"{programme}.otherCircle");
        var manager = Cast[$"{programme}.manager"];
        await StartAsync(programme, programme);
        await ApplyAsync(programme);
        await AdvanceAsync(manager, programme, "train-mentors");
        await AcceptAsync(programme, "mentor", "MENTOR");
        await DoAsync(
            manager, "declareProgramme", new { programme = Ids[programme], what = "mentors-trained" }, Word("programme.history", programme));
        await AdvanceAsync(manager, programme, "form");
        foreach (var audience in (string[])["secret", "turned", "closed", "listed", "open"])
            if (!without.Contains($"{programme}.{audience}")) await FormAsync(programme, audience);
        await DoAsync(manager, "formCircle", new
        {
            programme = Ids[programme],
            form = "PAIR",
            visibility = "SECRET",
            members = new[] { Seat($"{programme}.otherCircle", "MENTEE"), Seat($"{programme}.mentor", "MENTOR") }[..1],
        });
        await AdvanceAsync(manager, programme, "first-session");
        foreach (var audience in (string[])["secret", "turned", "closed", "listed", "open"])
            if (!without.Contains($"{programme}.{audience}")) await MeetAsync(programme, audience);
    }

    private async Task FormAsync(string programme, string audience)
    {
        var (manager, circle) = (Cast[$"{programme}.manager"], $"circle.{audience}");
        var (name, description) = (Word($"formerly.{audience}", programme), Word($"formerly.{audience}", programme));
        Turns.Add(State.Sequence);
        var id = await DoAsync(
            manager,
            "formCircle",
            new
            {
                programme = Ids[programme],
                form = "GROUP",
                visibility = audience switch { "secret" => "SECRET", "open" or "turned" => "OPEN", _ => "CLOSED" },
                mode = "BLENDED",
                name,
                description,
                reference = Word($"key.{audience}", programme),
                members = new[]
                {
                    Seat($"{programme}.mentor", "MENTOR"), Seat($"{programme}.mentee", "MENTEE"), Seat($"{programme}.second", "MENTEE"),
                    Seat($"{programme}.left", "MENTEE"), Seat($"{programme}.invited", "ADVISER"), Seat($"{programme}.uninvited", "ADVISER"),
                },
            },
            Word("inside", programme));
        Plant(id, circle, programme, $"{programme}.{audience}");
        Turns.Add(State.Sequence);
        await DoAsync(Cast[$"{programme}.mentee"], "renameCircle", new { circle = id, name = Word(circle, programme) });
        await DoAsync(manager, "updateCircle", new { circle = id, description = Word(circle, programme) }, Word("inside", programme));
        Turns.Add(State.Sequence);
        if (audience == "turned") await DoAsync(manager, "updateCircle", new { circle = id, visibility = "SECRET" });
        if (audience == "listed") await DoAsync(manager, "updateCircle", new { circle = id, isListed = true });
    }

    /// <summary>Four sessions: one held with the invited adviser, one held without, one planned, one called off.</summary>
    private async Task MeetAsync(string programme, string audience)
    {
        var open = audience == "open";
        await HoldAsync(programme, audience, "invited", open ? "meeting.open" : "invited", "invited", "diary.advised");
        await HoldAsync(programme, audience, "held", open ? "meeting.open" : "meeting", "inside", "diary");
        await PlanAsync(programme, audience, "planned", open ? "meeting.open" : "meeting", "inside", 2030);
        var cancelled = await PlanAsync(programme, audience, "cancelled", open ? "meeting.open" : "meeting", "inside", 2031);
        await DoAsync(
            Cast[$"{programme}.mentor"], "cancelSession", new { session = cancelled, because = Word("inside", programme) }, Word("inside", programme));
        if (programme == "ring" && audience == "closed") await DiscloseAsync();
        Turns.Add(State.Sequence);
        await DoAsync(
            Cast[$"{programme}.left"],
            "removeCircleMember",
            new { circle = Ids[$"{programme}.{audience}"], person = Id($"{programme}.left") },
            Word("inside", programme));
    }

    /// <summary>Everybody agrees that the manager may read a diary: before one of them leaves, who could not agree any more.</summary>
    private async Task DiscloseAsync()
    {
        var disclosure = Plant(await AskDisclosureAsync("disclosure.open", "ring.manager"), "disclosure.open", "ring", "disclosure.open");
        foreach (var member in (string[])["ring.mentee", "ring.second", "ring.left"])
            await DoAsync(Cast[member], "consentToDisclosure", new { disclosure }, Word("disclosure.asked", "ring"));
    }

    private Task<string> AskDisclosureAsync(string kind, string recipient) => DoAsync(
        Cast["ring.mentor"],
        "askDisclosure",
        new { session = Ids["ring.closed.held"], recipient = Id(recipient), because = Word(kind, "ring") },
        // Only the circle reads why.
        Word("disclosure.asked", "ring"));

    private async Task<string> PlanAsync(string programme, string audience, string name, string seen, string inside, int year)
    {
        var id = await DoAsync(
            Cast[$"{programme}.mentor"],
            "planSession",
            new
            {
                circle = Ids[$"{programme}.{audience}"],
                startsAt = $"{year}-01-10T10:00:00Z",
                mode = "ONLINE",
                place = Word(inside, programme),
                theme = Word($"formerly.{audience}", programme),
                reference = Word(inside, programme),
            },
            Word("inside", programme));
        Plant(id, seen, programme, $"{programme}.{audience}.{name}");
        await DoAsync(
            Cast[$"{programme}.mentor"], "updateSession", new { session = id, place = Word(inside, programme), theme = Word(seen, programme) });
        return id;
    }

    private async Task HoldAsync(string programme, string audience, string name, string seen, string inside, string diary)
    {
        var (mentor, keeper, manager) = (Cast[$"{programme}.mentor"], Cast[$"{programme}.mentee"], Cast[$"{programme}.manager"]);
        var session = await PlanAsync(programme, audience, name, seen, inside, 2026);
        if (name == "invited")
        {
            Turns.Add(State.Sequence);
            await DoAsync(mentor, "inviteAdviser", new { session, person = Id($"{programme}.invited") }, Word("inside", programme));
        }

        await DoAsync(mentor, "appointKeeper", new { session, person = Id($"{programme}.mentee") });
        await DoAsync(mentor, "moveSession", new { session, startsAt = "2026-02-10T10:00:00Z" });
        await DoAsync(
            manager, "holdSession",
            new
            {
                session,
                attendance = State.Circles[Grains.Kernel.Id<Grains.Circles.Circle>.Parse(Ids[$"{programme}.{audience}"])].Members.Values
                .Where(member => member.Role != Grains.Circles.CircleRole.Adviser)
                .Select(member => new { person = member.Person.ToString(), attendance = "PRESENT" })
            });
        var entry = await DoAsync(keeper, "writeDiary", new { session, text = Word(diary, programme) }, Word(diary, programme));
        Plant(entry, diary, programme, $"{programme}.{audience}.{name}.diary");
        await DoAsync(keeper, "writeDiary", new { session, text = Word(diary, programme) });
        if (programme == "peer") return;
        await DoAsync(mentor, "remarkDiary", new { session, text = Word(diary, programme) }, Word(diary, programme));
        await DoAsync(mentor, "remarkDiary", new { session, text = Word(diary, programme) });
    }

    /// <summary>Peers with an expert: one secret circle, and an open one, whose members everyone in the network sees.</summary>
    private async Task PlantPeersAsync(string[] without)
    {
        const string programme = "peer";
        foreach (var part in (string[])["mentor", "mentee", "second"]) await PersonAsync($"peer.{part}", kind: "members.peers");
        foreach (var part in (string[])["manager", "otherCircle"]) await PersonAsync($"peer.{part}");
        var more = new List<string>();
        foreach (var name in (string[])["third", "fourth"]) more.Add(await RegisterAsync(name, Here));
        var manager = Cast["peer.manager"];
        await StartAsync(programme, "wct-circles");
        foreach (var part in (string[])["mentee", "second", "otherCircle"]) await AcceptAsync(programme, part, "PEER");
        foreach (var person in more) await AcceptAsync(programme, person, "PEER", manager);
        await AdvanceAsync(manager, programme, "form");
        foreach (var audience in (string[])["secret", "open"])
        {
            if (without.Contains($"peer.{audience}")) continue;
            var id = await DoAsync(
                manager,
                "formCircle",
                new
                {
                    programme = Ids[programme],
                    form = "PEER",
                    visibility = audience == "open" ? "OPEN" : "SECRET",
                    mode = "ONLINE",
                    name = Word($"circle.{audience}", programme),
                    description = Word($"circle.{audience}", programme),
                    reference = Word($"key.{audience}", programme),
                    members = new[] { Seat("peer.mentor", "MENTOR"), Seat("peer.mentee", "PEER"), Seat("peer.second", "PEER") }
                        .Concat(more.Select(person => (object)new { person, role = "PEER" })),
                });
            Plant(id, $"circle.{audience}", programme, $"peer.{audience}");
        }

        await DoAsync(
            manager, "formCircle", new { programme = Ids[programme], form = "PEER", visibility = "SECRET", members = new[] { Seat("peer.otherCircle", "PEER") } });
        await AdvanceAsync(manager, programme, "meet");
        foreach (var audience in (string[])["secret", "open"])
            if (!without.Contains($"peer.{audience}")) await HoldAsync(programme, audience, "held", audience == "open" ? "meeting.open" : "meeting", "inside", "diary");
    }

    /// <summary>What stands outside of programmes: tokens, imports, drafts, and those who are gone.</summary>
    private async Task PlantOfficeAsync()
    {
        await IssueAsync("token", "ring", Actor.Operator, new { person = Id("ring.mentee") });
        await IssueAsync("client.reader", "ring", Actor.Operator, new { client = Ids["reader"] });
        await IssueAsync("client.restricted", "ring", Actor.Operator, new { client = Ids["restricted"] });
        await IssueAsync("token.platform", "ring", Actor.Operator, new Dictionary<string, object> { ["operator"] = true });

        // Two rows are new, one is there; of the new ones one is used since, so that an undo has something to leave.
        var (kept, reference) = (Word("public", "ring"), Word("public", "ring"));
        var people = await ImportAsync("regionHere", "PEOPLE", "import.people", $"name,reference,region\nNew One,n-1,{Here}\nNew Two,n-2,{Here}\nFaulty,,\n");
        var made = State.PersonByReference["n-1"].ToString();
        // It goes to another region and gets another name: who read it in is not told any more.
        await DoAsync(Actor.Operator, "updatePerson", new { person = made, name = Word("moved", "ring"), region = Elsewhere });
        await DoAsync(Cast["regionHere"], "undoImport", new { import = people });
        await ImportAsync("ring.manager", "CIRCLES", "import.circles", $"programme,form,reference,visibility\n{ProgrammeName("ring")},group,imported,secret\n");
        Ids["draft"] = await DoAsync(Actor.Operator, "registerOrganisation", new { name = kept, kind = "HUB", region = Here, reference });
        Plant(Ids["draft"], "public", "ring");
        await PresentAsync(Ids["draft"], "draft", published: false);
        await DoAsync(Actor.Operator, "affiliatePerson", new { person = Id("ring.mentee"), organisation = Ids["organisation"], title = Word("person", "ring") });

        var office = await DoAsync(
            Actor.Operator, "registerClient", new { name = Word("client.office", "ring"), grants = new[] { new { role = "NETWORK_OPERATOR" } } });
        await DoAsync(Actor.Parse(office), "updatePerson", new { person = Id("ring.mentee"), languages = new[] { "en", "pl" } });

        // The removal itself is read by nobody but those who run the network.
        var gone = await RegisterAsync(Word("removed", "ring"), Here, Word("removed", "ring"), Word("removed", "ring"));
        Plant(gone, "removed", "ring", "gone");
        Turns.Add(State.Sequence);
        await DoAsync(Actor.Operator, "removePerson", new { person = gone }, Word("removed", "ring"));
        Cast["stranger"] = Actor.Parse(gone);
        Turns.Add(State.Sequence);
        await DoAsync(
            Actor.Operator, "endRole", new { person = Id("former"), grant = new { role = "REGIONAL_ADMIN", region = "PL" } });
        Turns.Add(State.Sequence);
    }

    /// <summary>Another network, which the platform's stream tells of and no other.</summary>
    private async Task PlantSisterAsync()
    {
        var slug = Ids["sister"] = Word("registry", "ring");
        await DoAsync(Actor.Operator, "createNetwork", new { slug, name = "Sister", languages = new[] { "en" }, timeZone = "Europe/Warsaw" });
        var registered = await DoAsync(Actor.Operator, "suspendNetwork", new { slug, because = Word("registry", "ring") }, Word("registry", "ring"));
        Plant(registered, "registry", "ring");
    }
}
