using Circles.Grains.Access;
using Circles.Grains.Applications;
using Circles.Grains.Circles;
using Circles.Grains.Diaries;
using Circles.Grains.Disclosures;
using Circles.Grains.Documents;
using Circles.Grains.Imports;
using Circles.Grains.Kernel;
using Circles.Grains.Networks;
using Circles.Grains.Organisations;
using Circles.Grains.Packs;
using Circles.Grains.People;
using Circles.Grains.Programmes;
using Circles.Grains.Registry;
using Circles.Grains.Sessions;
using NodaTime;

namespace Circles.Silo.Tests;

/// <summary>A small network in which everything that can happen has happened: every stored event at least once.</summary>
internal static class Story
{
    private static readonly Id<Network> Network = new(1);
    private static readonly Id<Organisation> Firm = new(10), Gone = new(11);
    private static readonly Id<Person> Ana = new(20), Ben = new(21), Hana = new(22), Left = new(23);
    private static readonly Id<Programme> Programme = new(30);
    private static readonly Id<Circle> Pair = new(40), Mistake = new(41);
    private static readonly Id<Session> First = new(50), Second = new(51), Mistaken = new(52);
    private static readonly Id<DiaryEntry> Entry = new(60);
    private static readonly Id<Disclosure> Asked = new(65);
    private static readonly Id<RegisteredNetwork> Registered = new(95);
    private static readonly Id<Client> Portal = new(80);
    private static readonly Id<Token> PortalToken = new(90);
    /// <summary>When the pair is shut that is opened to somebody at the story's end.</summary>
    public static readonly Instant OpenUntil = Given.Noon + Duration.FromDays(30);

    private static readonly LocalDate Spring = new(2027, 3, 1);

    /// <summary>The story as the journal of <paramref name="slug"/> takes it; some events with an idempotency key or a reason.</summary>
    public static IEnumerable<Happened> Told(string slug)
    {
        long sequence = 0;
        foreach (var happened in Events(slug))
        {
            sequence++;
            yield return new Happened(
                sequence,
                Given.Noon + Duration.FromHours(sequence),
                sequence % 3 == 0 ? new Actor.Member(Ana) : sequence % 7 == 0 ? new Actor.Program(Portal) : Actor.Operator,
                sequence % 5 == 0 ? "Poprawka: pomyłka w nazwie" : null,
                (UInt128)sequence,
                sequence % 4 == 0 ? new IdempotencyKey($"key-{sequence}", new string('a', 64)) : null,
                sequence % 4 == 0 ? happened.Of : default,
                happened);
        }
    }

    private static IEnumerable<Event> Events(string slug) =>
    [
        new NetworkEvent.Founded(Network, slug, "Sieć mentorów", ["pl", "en", "he"], "Europe/Warsaw"),
        new NetworkEvent.Described(Network, "Sieć", default, "Europe/Prague"),
        new NetworkEvent.RegionDefined(Network, "PL", "Polska", null, [], false),
        new NetworkEvent.RegionDefined(Network, "PL51", "Dolnośląskie", "PL", [], false),
        new NetworkEvent.RegionDefined(Network, "PL52", "Opolskie", "PL", ["PL51"], true),
        new NetworkEvent.RegionDefined(Network, "X", "X", null, ["PL51"], false),
        new NetworkEvent.RegionRemoved(Network, "X"),
        new OrganisationEvent.Registered(Firm, "Warsztat", OrganisationKind.SocialCooperative, "PL51", "org-1"),
        new OrganisationEvent.Registered(Gone, "Zniknie", OrganisationKind.Firm, null, null),
        new OrganisationEvent.Removed(Gone),
        new OrganisationEvent.Updated(Firm, "Warsztat II", OrganisationKind.Firm, new Patch<string?>(true, null), default),
        new OrganisationEvent.Presented(Firm, new Showcase("Drewno", "Robimy meble.", ["drewno"], "https://example.org", true)),
        new PersonEvent.Registered(
            Ana, "Ana", "ana@example.org", "p-1", PersonProfile.Empty with { Languages = ["pl"] }, [new Affiliation(Firm, "Szefowa")]),
        new PersonEvent.Registered(Ben, "בן", "ben@example.org", null, PersonProfile.Empty, []),
        new PersonEvent.Registered(Hana, "Hana", null, "p-3", PersonProfile.Empty, []),
        new PersonEvent.Registered(Left, "Left", null, null, PersonProfile.Empty, []),
        new PersonEvent.Removed(Left),
        new PersonEvent.Updated(
            Ben, "Ben", new Patch<string?>(true, null), "p-2", (ValueList<string>)["he", "en"], "PL51",
            default, default, default, (ValueList<string>)["UX"]),
        new PersonEvent.Affiliated(Ben, Firm, null),
        new PersonEvent.Affiliated(Hana, Firm, "Gość"),
        new PersonEvent.AffiliationEnded(Hana, Firm),
        new ProgrammeEvent.PackAdopted(Programme, Pack()),
        new ProgrammeEvent.Started(
            Programme, "LSE", Pack().Key, "PL51", Firm, MeetingMode.Blended, Spring, Spring.PlusMonths(6), "select", [Ana]),
        new ProgrammeEvent.Updated(Programme, "LSE wiosna", default, default, default, new Patch<LocalDate?>(true, null)),
        new ProgrammeEvent.ManagerAdded(Programme, Hana),
        new ProgrammeEvent.ManagerRemoved(Programme, Hana),
        new ProgrammeEvent.Declared(Programme, "mentors-trained"),
        new ProgrammeEvent.Advanced(Programme, "select", "train-mentors"),
        new ApplicationEvent.Applied(new(70), Programme, Ben, CircleRole.Mentee, null, "Chcę."),
        new ApplicationEvent.Applied(new(71), Programme, Ana, CircleRole.Mentor, "employer", null),
        new ApplicationEvent.Applied(new(72), Programme, Hana, CircleRole.Mentee, null, null),
        new ApplicationEvent.Accepted(new(70), "Pasuje."),
        new ApplicationEvent.Withdrawn(new(71), null),
        new ApplicationEvent.Declined(new(72), "Brak miejsc."),
        new CircleEvent.Formed(Pair, Programme, CircleForm.Pair, CircleAudience.Secret, MeetingMode.Blended, null, null, "c-1"),
        new CircleEvent.MemberJoined(Pair, Ana, CircleRole.Mentor),
        new CircleEvent.MemberJoined(Pair, Ben, CircleRole.Mentee),
        new CircleEvent.MemberJoined(Pair, Hana, CircleRole.Adviser),
        new CircleEvent.Renamed(Pair, "Dwoje"),
        new CircleEvent.Updated(Pair, "O nas", CircleAudience.Closed, default, true),
        new CircleEvent.Formed(Mistake, Programme, CircleForm.Group, CircleAudience.Open, MeetingMode.Online, "?", null, "c-1"),
        new CircleEvent.Removed(Mistake),
        new SessionEvent.Planned(First, Pair, 1, Given.Noon, 90, "Europe/Warsaw", MeetingMode.InPerson, "Wrocław", "Start", "s-1"),
        new SessionEvent.Planned(
            Second, Pair, 2, Given.Noon + Duration.FromDays(7), 60, "Europe/Warsaw", MeetingMode.Online, null, null, null),
        new SessionEvent.Planned(Mistaken, Pair, 3, Given.Noon, 60, "Europe/Warsaw", MeetingMode.Online, null, null, null),
        new SessionEvent.Removed(Mistaken),
        new SessionEvent.Updated(First, default, "Opole", new Patch<string?>(true, null)),
        new SessionEvent.Moved(First, Given.Noon + Duration.FromHours(1), 45, 2_880),
        new SessionEvent.AdviserInvited(First, Hana),
        new SessionEvent.KeeperAppointed(First, Ben),
        new SessionEvent.Held(First, [new Attended(Ana, Attendance.Present), new Attended(Ben, Attendance.Excused)]),
        new SessionEvent.AttendanceRecorded(First, Ben, Attendance.Present),
        new SessionEvent.Cancelled(Second, "Choroba", -5),
        new DiaryEvent.Written(Entry, First, Ben, "Było dobrze.\n\"Naprawdę\" — 100 % 😀"),
        new DiaryEvent.Remarked(Entry, Ana, "Zgoda."),
        new DisclosureEvent.Asked(Asked, First, Hana, "Raport"),
        new DisclosureEvent.Consented(Asked, Ana),
        new DisclosureEvent.Withdrawn(Asked, Ben),
        new CircleEvent.MemberLeft(Pair, Hana),
        new CircleEvent.Closed(Pair),
        new ProgrammeEvent.Closed(Programme),
        new ImportEvent.Committed(
            new(75),
            ImportKind.People,
            "ludzie.csv",
            [
                new RowOutcome(2, RowGroup.AlreadyThere, Ana, []),
                new RowOutcome(3, RowGroup.Faulty, null, [KernelErrors.TooLong("name", 200)]),
            ]),
        new ImportEvent.Committed(new(75), ImportKind.People, "ludzie.csv", [new RowOutcome(4, RowGroup.New, Ben, [])]),
        new ImportEvent.Undone(new(75), [new KeptObject(Ana, KernelErrors.NotAllowed())]),
        new AccessEvent.RoleGranted(Ana, new Grant(Role.RegionalAdmin, "PL51")),
        new AccessEvent.RoleGranted(Ana, new Grant(Role.Reader)),
        new AccessEvent.RoleEnded(Ana, new Grant(Role.Reader)),
        new AccessEvent.ClientRegistered(Portal, "Portal", [new Grant(Role.Reader)]),
        new AccessEvent.TokenIssued(
            PortalToken, new Actor.Program(Portal), "portal", new string('b', 64), Given.Noon + Duration.FromDays(90)),
        new AccessEvent.TokenRevoked(PortalToken),
        new DocumentEvent.Registered(Portal, new string('c', 64), "query Ping {\n  __typename\n}\n", ["Ping"]),
        new DocumentEvent.Registered(Portal, new string('d', 64), "{ network { name } }", []),
        new DocumentEvent.Withdrawn(Portal, new string('d', 64)),
        new DocumentEvent.ClientRestricted(Portal),
        new DocumentEvent.ClientReleased(Portal),
        new DocumentEvent.ClientRestricted(Portal),
        new NetworkEvent.QuotasSet(Network, new Quotas(50, 60_000)),
        new RegistryEvent.NetworkRegistered(Registered, "inna"),
        new RegistryEvent.NetworkSuspended(Registered, "Zaległości"),
        new RegistryEvent.NetworkResumed(Registered),
        new RegistryEvent.NetworkClosed(Registered, "Koniec"),
        new CircleEvent.OpenedTo(Pair, Hana, OpenUntil, "Zgłoszenie."),
        new CircleEvent.ShutTo(Pair, Hana),
        new CircleEvent.OpenedTo(Pair, Hana, OpenUntil, "Zgłoszenie, jeszcze raz."),
        new AccessEvent.RoleGranted(Ana, new Grant(Role.RegionalAdmin, "PL52", Neighbours: true)),
        new AccessEvent.RoleGranted(Ana, new Grant(Role.OrganisationAdmin, Organisation: Firm)),
        new PersonEvent.Erased(Hana),
        new CircleEvent.WordsErased(Pair),
        new ApplicationEvent.WordsErased(new(70)),
    ];

    internal static ProcessPack Pack()
    {
        var file = Path.Combine(AppContext.BaseDirectory, "Fixtures", "lse.json");
        return PackReader.Read(file, File.ReadAllBytes(file)).Pack ?? throw new InvalidDataException("The pack is faulty.");
    }
}
