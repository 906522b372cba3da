using System.Text;
using System.Text.Json;

namespace Circles.Leaks;

/// <content>For each mutation an input with which somebody of the cast would succeed.</content>
public sealed partial class World
{
    /// <summary>Things that only the cases need: a programme in its first stage, a circle and a session that nothing hinders.</summary>
    private async Task PrepareAsync()
    {
        var manager = Cast["ring.manager"];
        Cast["spare"] = Grains.Kernel.Actor.Parse(await RegisterAsync("Spare", Here));
        Ids["spare"] = Cast["spare"].ToString()!;
        Cast.Remove("spare");
        await DoAsync(Grains.Kernel.Actor.Operator, "defineRegion", new { code = "PL9", name = "Nowhere" });
        Ids["early"] = await DoAsync(Grains.Kernel.Actor.Operator, "startProgramme", new
        {
            name = "Early",
            pack = new { name = "ring" },
            region = Here,
            mode = "BLENDED",
            startsOn = "2027-01-01",
            managers = new[] { Id("ring.manager"), Id("peer.manager") },
        });
        var taken = await DoAsync(
            Cast["ring.second"], "applyToProgramme", new { programme = Ids["early"], person = Id("ring.second"), role = "MENTEE" });
        await DoAsync(manager, "decideApplication", new { application = taken, accept = true, because = "Welcome" });
        Ids["early.application"] = await DoAsync(
            Cast["ring.mentee"], "applyToProgramme", new { programme = Ids["early"], person = Id("ring.mentee"), role = "MENTEE" });
        Ids["empty"] = await DoAsync(manager, "formCircle", new
        {
            programme = Ids["ring"],
            form = "GROUP",
            visibility = "CLOSED",
            members = new[] { Seat("ring.mentor", "MENTOR"), Seat("ring.mentee", "MENTEE"), Seat("ring.second", "MENTEE") },
        });
        Plant(Ids["empty"], "circle.closed", "ring");
        Plant(await AskDisclosureAsync("disclosure.asked", "ring.invited"), "disclosure.asked", "ring", "disclosure.asked");
        var withdrawn = await AskDisclosureAsync("disclosure.asked", "ring.uninvited");
        await DoAsync(Cast["ring.mentee"], "withdrawDisclosure", new { disclosure = withdrawn }, Word("disclosure.asked", "ring"));
        Ids["begun"] = await DoAsync(
            Cast["ring.mentor"], "planSession", new { circle = Ids["ring.closed"], startsAt = "2026-05-01T10:00:00Z", mode = "ONLINE" });
    }

    /// <summary>Mutations that the platform's own stream is asked for.</summary>
    public static readonly IReadOnlySet<string> OfPlatform =
        new HashSet<string>(StringComparer.Ordinal) { "suspendNetwork", "resumeNetwork", "closeNetwork" };

    /// <summary>The inputs by mutation.</summary>
    public Dictionary<string, JsonElement> Cases()
    {
        // Sessions that outsiders see: who may not even find one is refused whatever the rule about changing it says.
        var (closed, planned, held) = (Ids["ring.closed"], Ids["ring.open.planned"], Ids["ring.open.held"]);
        var (organisation, programme, early) = (Ids["organisation"], Ids["ring"], Ids["early"]);
        var (mentee, second) = (Id("ring.mentee"), Id("ring.second"));
        var role = new { role = "REGIONAL_ADMIN", region = "PL" };
        return new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["createNetwork"] = new { slug = "another", name = "Another", languages = new[] { "en" }, timeZone = "Europe/Warsaw" },
            ["setQuotas"] = new { people = 100_000, costPerMinute = 1_000_000 },
            ["suspendNetwork"] = new { slug = Ids["sister"], because = "Unpaid" },
            ["resumeNetwork"] = new { slug = Ids["sister"] },
            ["closeNetwork"] = new { slug = Ids["sister"], because = "Ended" },
            ["updateNetwork"] = new { name = "Renamed" },
            ["defineRegion"] = new { code = "PL8", name = "Somewhere" },
            ["removeRegion"] = new { code = "PL9" },
            ["registerOrganisation"] = new { name = "New", kind = "HUB", region = Here },
            ["updateOrganisation"] = new { organisation, name = "Renamed" },
            ["presentOrganisation"] = new { organisation, headline = "New" },
            ["removeOrganisation"] = new { organisation = Ids["draft"] },
            ["registerPerson"] = new { name = "New", region = Here, affiliations = new[] { new { organisation } } },
            ["updatePerson"] = new { person = mentee, name = "Renamed" },
            ["affiliatePerson"] = new { person = mentee, organisation = Ids["draft"] },
            ["endAffiliation"] = new { person = mentee, organisation },
            ["removePerson"] = new { person = Ids["spare"] },
            ["startProgramme"] = new
            {
                name = "New",
                pack = new { name = "lse" },
                region = Here,
                organisation,
                mode = "ONLINE",
                startsOn = "2027-01-01",
                managers = new[] { Id("ring.manager") },
            },
            ["updateProgramme"] = new { programme, name = "Renamed" },
            ["addProgrammeManager"] = new { programme, person = Id("strict.manager") },
            ["removeProgrammeManager"] = new { programme = early, person = Id("peer.manager") },
            ["declareProgramme"] = new { programme = early, what = "mentors-trained" },
            ["advanceProgramme"] = new { programme = early, to = "train-mentors" },
            ["closeProgramme"] = new { programme = early },
            ["applyToProgramme"] = new { programme = early, person = Id("ring.left"), role = "MENTEE" },
            ["withdrawApplication"] = new { application = Ids["early.application"] },
            ["decideApplication"] = new { application = Ids["early.application"], accept = true, because = "Welcome" },
            ["formCircle"] = new { programme, form = "GROUP", members = new[] { Seat("ring.mentor", "MENTOR"), Seat("ring.mentee", "MENTEE") } },
            ["renameCircle"] = new { circle = closed, name = "Renamed" },
            ["updateCircle"] = new { circle = closed, description = "New" },
            ["addCircleMember"] = new { circle = Ids["empty"], person = Id("ring.otherCircle"), role = "MENTEE" },
            ["removeCircleMember"] = new { circle = closed, person = second },
            ["closeCircle"] = new { circle = closed },
            ["removeCircle"] = new { circle = Ids["empty"] },
            ["planSession"] = new { circle = closed, startsAt = "2030-05-01T10:00:00Z", mode = "ONLINE" },
            ["updateSession"] = new { session = planned, theme = "New" },
            ["moveSession"] = new { session = planned, startsAt = "2030-06-01T10:00:00Z" },
            ["cancelSession"] = new { session = planned, because = "Ill" },
            ["inviteAdviser"] = new { session = planned, person = Id("ring.invited") },
            ["appointKeeper"] = new { session = Ids["begun"], person = second },
            ["holdSession"] = new { session = Ids["begun"], attendance = new[] { new { person = mentee, attendance = "PRESENT" } } },
            ["recordAttendance"] = new { session = held, person = mentee, attendance = "EXCUSED" },
            ["removeSession"] = new { session = planned },
            ["writeDiary"] = new { session = held, text = "New" },
            ["remarkDiary"] = new { session = held, text = "New" },
            ["askDisclosure"] = new { session = held, recipient = Id("ring.uninvited"), because = "Asked" },
            ["consentToDisclosure"] = new { disclosure = Ids["disclosure.asked"] },
            ["withdrawDisclosure"] = new { disclosure = Ids["disclosure.asked"] },
            ["breakGlass"] = new { circle = closed, person = second, until = "2027-03-05T00:00:00Z", because = "Asked" },
            ["endBreakGlass"] = new { circle = closed, person = Ids["let"] },
            ["erasePerson"] = new { person = mentee },
            ["trustIssuer"] = new { address = "https://login.example.org", audience = "circles" },
            ["endTrust"] = new { issuer = Ids["issuer"] },
            ["linkIdentity"] = new { person = second, issuer = Ids["issuer"], subject = "second" },
            ["unlinkIdentity"] = new { person = second, issuer = Ids["issuer"], subject = "second" },
            ["addSecret"] = new { client = Ids["reader"], label = "New" },
            ["revokeSecret"] = new { secret = Ids["secret.reader"] },
            ["allowOrigins"] = new { origins = new[] { "https://portal.example.org" } },
            ["grantRole"] = new { person = mentee, grant = role },
            ["endRole"] = new { person = Id("regionHere"), grant = role },
            ["registerClient"] = new { name = "New", grants = new[] { new { role = "READER" } } },
            ["issueToken"] = new { bearer = new { person = mentee }, label = "New" },
            ["revokeToken"] = new { token = Ids["token.token"] },
            ["registerDocuments"] = new { client = Ids["reader"], documents = new[] { new { text = "{ __typename }" } } },
            ["withdrawDocuments"] = new { client = Ids["restricted"], hashes = new[] { new string('0', 64) } },
            ["restrictClient"] = new { client = Ids["reader"] },
            ["releaseClient"] = new { client = Ids["restricted"] },
            ["importFile"] = new
            {
                kind = "PEOPLE",
                fileName = "people.csv",
                content = Convert.ToBase64String(Encoding.UTF8.GetBytes($"name,reference,region\nNew,n-9,{Here}\n")),
            },
            ["undoImport"] = new { import = Ids["import.people"] },
        }.ToDictionary(pair => pair.Key, pair => JsonSerializer.SerializeToElement(pair.Value), StringComparer.Ordinal);
    }

    /// <summary>Those whom a table by role names, in its order.</summary>
    public IEnumerable<string> Columns => Cast.Keys
        .Where(who => !who.Contains('.', StringComparison.Ordinal) || who.StartsWith("ring.", StringComparison.Ordinal))
        .OrderBy(who => PartOf(who, "ring"));

    /// <summary>Has something happen whose history the actor may read, with a reason of theirs.</summary>
    public Task SayAsync(Grains.Kernel.Actor by, string why) => by switch
    {
        Grains.Kernel.Actor.Member => DoAsync(by, "updatePerson", new { person = by.ToString(), languages = new[] { $"en-x{State.Sequence}" } }, why),
        Grains.Kernel.Actor.Program => DoAsync(
            Grains.Kernel.Actor.Operator,
            "registerDocuments",
            new { client = by.ToString(), documents = new[] { new { text = $"query Heard{State.Sequence} {{ __typename }}" } } },
            why),
        _ => DoAsync(by, "updateNetwork", new { name = $"Network {State.Sequence}" }, why),
    };
}
