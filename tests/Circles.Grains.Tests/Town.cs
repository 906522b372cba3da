using System.Collections.Immutable;
using Circles.Conventions;
using Circles.Grains.Access;
using Circles.Grains.Applications;
using Circles.Grains.Circles;
using Circles.Grains.Diaries;
using Circles.Grains.Imports;
using Circles.Grains.Kernel;
using Circles.Grains.Networks;
using Circles.Grains.Organisations;
using Circles.Grains.Packs;
using Circles.Grains.People;
using Circles.Grains.Programmes;
using Circles.Grains.Sessions;
using Circles.Grains.SignIn;
using NodaTime;

namespace Circles.Grains.Tests;

/// <summary>A small network with a cast that every test knows, built through commands as an operator would.</summary>
public sealed class Town
{
    public static readonly ProcessPack LsePack = PackOf("lse");
    public static readonly ProcessPack WctPack = PackOf("wct-circles");

    /// <summary>As lse, with open circles, the manager outside the ring and no manager who mentors.</summary>
    public static readonly ProcessPack StrictPack = LsePack with
    {
        Key = new PackKey("strict", "1.0.0"),
        ManagerInRing = false,
        ManagerMayMentor = false,
        Visibilities = [CircleAudience.Secret, CircleAudience.Closed, CircleAudience.Open],
    };

    /// <summary>As lse, with open circles: the widest that an lse circle could be.</summary>
    public static readonly ProcessPack WidePack = LsePack with
    {
        Key = new PackKey("wide", "1.0.0"),
        Visibilities = [CircleAudience.Secret, CircleAudience.Closed, CircleAudience.Open],
    };

    /// <summary>Regions and people only.</summary>
    public static readonly Town Founded = new();

    /// <summary>An lse programme in its stage of first sessions, with a pair and a group that plan and meet.</summary>
    public static readonly Town Lse = new Town().StartProgramme(LsePack).FormCircles();

    public Town()
    {
        Do(Actor.Operator, new NetworkCommand.Found("demo", "Demo", ["en", "pl", "he"], "Europe/Warsaw"));
        Do(Actor.Operator, new NetworkCommand.DefineRegion("PL", "Poland", null, [], false));
        Do(Actor.Operator, new NetworkCommand.DefineRegion("PL51", "Dolnośląskie", "PL", [], false));
        Do(Actor.Operator, new NetworkCommand.DefineRegion("PL52", "Opolskie", "PL", ["PL51"], true));
        Do(Actor.Operator, new NetworkCommand.DefineRegion("IL", "Israel", null, [], false));
        Firm = Do(Actor.Operator, new OrganisationCommand.Register("Firma Ani", OrganisationKind.Firm, "PL51", "o-1")).Of<Organisation>();
        Olga = Person("Olga", "PL");
        Rita = Person("Rita", "PL51");
        Raul = Person("Raul", "IL");
        Maja = Person("Maja", "PL51");
        Marek = Person("Marek", "PL51");
        Mia = Person("Mia", "PL51");
        Ben = Person("Ben", "PL51");
        Cyla = Person("Cyla", "PL51");
        Ada = Person("Ada", "PL51");
        Adam = Person("Adam", "PL51");
        Otto = Person("Otto", "IL");
        Do(Actor.Operator, new AccessCommand.GrantRole(Olga, new Grant(Role.NetworkOperator)));
        Do(Actor.Operator, new AccessCommand.GrantRole(Rita, new Grant(Role.RegionalAdmin, "PL51")));
        Do(Actor.Operator, new AccessCommand.GrantRole(Raul, new Grant(Role.RegionalAdmin, "IL")));
        Portal = Do(Actor.Operator, new AccessCommand.RegisterClient("Portal", [new Grant(Role.Reader)])).Of<Client>();
    }

    public NetworkState State { get; private set; } = NetworkState.Empty;

    public Instant Now { get; set; } = Tests.Story.Noon;

    public Id<Organisation> Firm { get; }

    /// <summary>The network's operator.</summary>
    public Id<Person> Olga { get; }

    /// <summary>Admin of the programme's region.</summary>
    public Id<Person> Rita { get; }

    /// <summary>Admin of another region.</summary>
    public Id<Person> Raul { get; }

    /// <summary>Manager of the programme.</summary>
    public Id<Person> Maja { get; }

    /// <summary>Mentor of the pair and of the group.</summary>
    public Id<Person> Marek { get; }

    /// <summary>Mentee of the pair.</summary>
    public Id<Person> Mia { get; }

    /// <summary>First mentee of the group.</summary>
    public Id<Person> Ben { get; }

    /// <summary>Second mentee of the group.</summary>
    public Id<Person> Cyla { get; }

    /// <summary>Adviser of the group.</summary>
    public Id<Person> Ada { get; }

    /// <summary>Adviser of the group who is never invited.</summary>
    public Id<Person> Adam { get; }

    /// <summary>A person of another region who takes part in nothing.</summary>
    public Id<Person> Otto { get; }

    /// <summary>A portal that reads what is open.</summary>
    public Id<Client> Portal { get; }

    public Id<Programme> Programme { get; private set; }

    public Id<Circle> Pair { get; private set; }

    public Id<Circle> Group { get; private set; }

    /// <summary>A held session of the group to which Ada was invited.</summary>
    public Id<Session> InvitedTo { get; private set; }

    /// <summary>A held session of the group without advisers.</summary>
    public Id<Session> NotInvitedTo { get; private set; }

    /// <summary>A town in which there is something of every kind: sessions with an invited adviser, diaries, imports, tokens.</summary>
    public static Town Full(ProcessPack pack, CircleAudience audience)
    {
        var town = new Town().StartProgramme(pack).FormCircles(audience);
        town.InvitedTo = town.Held(town.Group, town.Ada);
        town.NotInvitedTo = town.Held(town.Group);
        town.Write(town.InvitedTo);
        town.Write(town.NotInvitedTo);
        town.Write(town.Held(town.Pair));
        town.Plan(town.Pair, Duration.FromDays(5));
        town.Do(town.Maja.As(), new ImportCommand.Commit(null, ImportKind.Circles, "c.csv", [new(2, ImmutableSortedDictionary<string, string>.Empty)]));
        town.Do(Actor.Operator, new ImportCommand.Commit(null, ImportKind.People, "p.csv", [new(2, ImmutableSortedDictionary<string, string>.Empty)]));
        town.Do(Actor.Operator, new AccessCommand.IssueToken(town.Mia.As(), "Phone", new string('a', 64), null));
        town.Do(Actor.Operator, new AccessCommand.IssueToken(Actor.Operator, "First", new string('b', 64), null));
        var issuer = town.Do(Actor.Operator, new SignInCommand.TrustIssuer("https://id.example", "circles", "sub", false)).Of<Issuer>();
        town.Do(Actor.Operator, new SignInCommand.LinkIdentity(town.Mia, issuer, "m-1"));
        var secret = town.Do(Actor.Operator, new SignInCommand.AddSecret(town.Portal, "Server", new string('d', 64), [], null)).Of<Secret>();
        town.Do(new Actor.Program(town.Portal), new SignInCommand.FetchToken(secret, new string('e', 64), []));
        return town;
    }

    public static ProcessPack PackOf(string name)
    {
        var reading = PackReader.Read($"{name}.json", File.ReadAllBytes(Repository.FullPath($"packs/{name}.json")));
        return reading.Pack ?? throw new InvalidOperationException(string.Join('\n', reading.Faults));
    }

    public Story Story() => Tests.Story.Given(State).At(Now);

    /// <summary>Does it, or fails the test.</summary>
    public Deed Do(Actor by, Command command)
    {
        var outcome = Domain.Handle(State, new Envelope(command, by, Now, Tests.Story.SeedOn(State)));
        Assert.True(!outcome.Decision.IsRefused, $"{command}: {string.Join("; ", outcome.Decision.Refusals)}");
        State = outcome.After;
        return new Deed(outcome.Decision.Subject);
    }

    public Id<Person> Person(string name, string? region) => Do(
        Actor.Operator,
        new PersonCommand.Register(
            name, $"{name.ToLowerInvariant()}@example.org", $"p-{name}", PersonProfile.Empty with { Region = region, Languages = ["pl"] }, [])).Of<Person>();

    /// <summary>A programme that Maja manages, in the first stage.</summary>
    public Town BeginProgramme(ProcessPack pack, string name = "Programme")
    {
        Programme = Do(
            Actor.Operator,
            new ProgrammeCommand.Start(
                name, pack, "PL51", null, MeetingMode.Blended, new LocalDate(2026, 3, 1), new LocalDate(2026, 12, 1), [Maja])).Of<Programme>();
        return this;
    }

    /// <summary>A programme of the lse kind in which circles may be formed and meet.</summary>
    public Town StartProgramme(ProcessPack pack)
    {
        BeginProgramme(pack);
        Accept(Mia, CircleRole.Mentee);
        Advance("train-mentors");
        Accept(Marek, CircleRole.Mentor, "employer");
        Do(Maja.As(), new ProgrammeCommand.Declare(Programme, "mentors-trained"));
        Advance("form");
        return this;
    }

    public void Advance(string to) => Do(Maja.As(), new ProgrammeCommand.Advance(Programme, to));

    public Id<Application> Accept(Id<Person> person, CircleRole role, string? kind = null)
    {
        var application = Do(person.As(), new ApplicationCommand.Apply(Programme, person, role, kind, "I want to")).Of<Application>();
        Do(Maja.As(), new ApplicationCommand.Decide(application, true, "Welcome"));
        return application;
    }

    /// <summary>The pair (secret) and the group, and the stage of first sessions.</summary>
    public Town FormCircles(CircleAudience group = CircleAudience.Closed)
    {
        Pair = Form(CircleForm.Pair, CircleAudience.Secret, new(Marek, CircleRole.Mentor), new(Mia, CircleRole.Mentee));
        Group = Form(
            CircleForm.Group,
            group,
            new(Marek, CircleRole.Mentor),
            new(Ben, CircleRole.Mentee),
            new(Cyla, CircleRole.Mentee),
            new(Ada, CircleRole.Adviser),
            new(Adam, CircleRole.Adviser));
        Advance("first-session");
        return this;
    }

    public Id<Circle> Form(CircleForm form, CircleAudience? audience, params Seat[] seats) => Do(
        Maja.As(), new CircleCommand.Form(Programme, form, audience, null, null, null, null, [.. seats])).Of<Circle>();

    public Id<Session> Plan(Id<Circle> circle, Duration ahead, MeetingMode mode = MeetingMode.InPerson) => Do(
        Maja.As(), new SessionCommand.Plan(circle, Now + ahead, 90, null, mode, "Library", "Start", null)).Of<Session>();

    /// <summary>A session held now by all members who are not advisers.</summary>
    public Id<Session> Held(Id<Circle> circle, params Id<Person>[] advisers)
    {
        var session = Plan(circle, Duration.FromHours(1));
        foreach (var adviser in advisers) Do(Maja.As(), new SessionCommand.InviteAdviser(session, adviser));
        Now += Duration.FromHours(3);
        Do(Maja.As(), new SessionCommand.Hold(session, AllOf(circle)));
        return session;
    }

    public ValueList<Attended> AllOf(Id<Circle> circle) => State.Circles[circle].Members.Values
        .Where(member => member.Role != CircleRole.Adviser)
        .Select(member => new Attended(member.Person, Attendance.Present))
        .ToValueList();

    public Id<DiaryEntry> Write(Id<Session> session, string text = "We talked.")
    {
        var circle = State.Circles[State.Sessions[session].Circle];
        var keeper = DiaryKeeping.KeeperOf(State, circle, State.Sessions[session])!.Value;
        return Do(keeper.As(), new DiaryCommand.Write(session, text)).Of<DiaryEntry>();
    }

    /// <summary>What a command was about.</summary>
    public readonly record struct Deed(AnyId Subject)
    {
        public Id<T> Of<T>()
            where T : IIdentified => Subject.Is<T>(out var id) ? id : throw new InvalidOperationException($"{Subject} is another kind.");
    }
}
