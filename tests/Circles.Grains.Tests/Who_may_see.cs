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

namespace Circles.Grains.Tests;

/// <summary>Section 8 of the requirements, viewer by viewer.</summary>
public sealed class Who_may_see
{
    private static readonly Dictionary<string, Func<Town, Actor>> Viewers = new(StringComparer.Ordinal)
    {
        ["mentee"] = town => town.Ben.As(),
        ["mentor"] = town => town.Marek.As(),
        ["manager"] = town => town.Maja.As(),
        ["invited adviser"] = town => town.Ada.As(),
        ["other adviser"] = town => town.Adam.As(),
        ["region's admin"] = town => town.Rita.As(),
        ["other admin"] = town => town.Raul.As(),
        ["network operator"] = town => town.Olga.As(),
        ["platform operator"] = _ => Actor.Operator,
        ["portal"] = town => new Actor.Program(town.Portal),
        ["person"] = town => town.Otto.As(),
        ["mentee elsewhere"] = town => town.Mia.As(),
        ["stranger"] = _ => new Actor.Member(new(7)),
        ["strange program"] = _ => new Actor.Program(new(7)),
        ["clock"] = _ => Actor.Clock,
    };

    private static readonly string[] Outsiders =
        ["other adviser", "region's admin", "other admin", "network operator", "platform operator", "portal", "person", "mentee elsewhere"];

    /// <summary>c: the circle. m: its members. s, S: its session with and without the adviser. d, D: their diaries.</summary>
    [Theory]
    [InlineData("secret", false, "", "")]
    [InlineData("secret", true, "", "")]
    [InlineData("closed", false, "c", "")]
    [InlineData("closed", true, "c", "c")]
    [InlineData("open", false, "csS", "csS")]
    public void a_circle(string audience, bool listed, string operators, string others)
    {
        var town = Town.Full(Town.WidePack, Enum.Parse<CircleAudience>(audience, ignoreCase: true));
        if (listed) town.Do(town.Maja.As(), new CircleCommand.Update(town.Group, default, default, default, true));
        foreach (var inside in (string[])["mentee", "mentor", "manager"]) Assert.Equal((inside, "cmsSdD"), (inside, Seen(town, inside)));
        Assert.Equal(audience == "open" ? "cmsSd" : "cmsd", Seen(town, "invited adviser"));
        foreach (var viewer in Outsiders)
            Assert.Equal((viewer, viewer is "region's admin" or "network operator" or "platform operator" ? operators : others), (viewer, Seen(town, viewer)));
        foreach (var stranger in (string[])["stranger", "strange program"]) Assert.Equal("", Seen(town, stranger));
    }

    [Fact]
    public void a_diary_where_the_manager_is_outside_the_ring()
    {
        var town = Town.Full(Town.StrictPack, CircleAudience.Closed);
        Assert.Equal("cmsS", Seen(town, "manager"));
        Assert.Equal("cmsSdD", Seen(town, "mentee"));
    }

    [Fact]
    public void a_circle_that_is_closed_for_good_is_the_same_as_before()
    {
        var town = Town.Full(Town.WidePack, CircleAudience.Secret);
        var before = Viewers.Keys.ToDictionary(viewer => viewer, viewer => Seen(town, viewer));
        town.Do(town.Maja.As(), new CircleCommand.Close(town.Group));
        Assert.Equal(before, Viewers.Keys.ToDictionary(viewer => viewer, viewer => Seen(town, viewer)));
    }

    [Fact]
    public void the_members_of_an_open_circle_of_peers_is_everybody()
    {
        var town = new Town().BeginProgramme(Town.WctPack);
        foreach (var person in (Id<Person>[])[town.Mia, town.Ben, town.Cyla, town.Ada]) town.Accept(person, CircleRole.Peer);
        town.Advance("form");
        var formed = town.Form(CircleForm.Peer, CircleAudience.Open, new Seat(town.Mia, CircleRole.Peer));
        var circle = town.State.Circles[formed];
        Assert.True(CircleVisibility.CanSeeMembers(town.State, town.Otto.As(), circle));
        Assert.True(CircleVisibility.CanSeeMembers(town.State, new Actor.Program(town.Portal), circle));
        Assert.False(CircleVisibility.CanSeeMembers(town.State, new Actor.Member(new(7)), circle));
    }

    /// <summary>Whoever sees a member's part in a circle finds the person too: else a list would show whom nobody can ask for.</summary>
    [Fact]
    public void the_people_of_an_open_circle_of_peers_is_everybody_who_sees_its_members()
    {
        var town = new Town().BeginProgramme(Town.WctPack);
        foreach (var person in (Id<Person>[])[town.Mia, town.Ben, town.Cyla, town.Ada]) town.Accept(person, CircleRole.Peer);
        town.Advance("form");
        var portal = new Actor.Program(town.Portal);
        Assert.False(PersonVisibility.CanSee(town.State, portal, town.State.People[town.Mia]));
        town.Form(CircleForm.Peer, CircleAudience.Open, new Seat(town.Mia, CircleRole.Peer));
        Assert.True(PersonVisibility.CanSee(town.State, portal, town.State.People[town.Mia]));
        Assert.False(PersonVisibility.CanSeeContact(town.State, portal, town.State.People[town.Mia]));
        Assert.False(PersonVisibility.CanSeeWishes(town.State, portal, town.State.People[town.Mia]));
    }

    [Theory]
    [InlineData("an application", "mentee elsewhere, manager")]
    [InlineData("a mentee's record", "mentee, mentor, manager, invited adviser, region's admin, network operator, platform operator")]
    [InlineData("a mentee's contact", "mentee, manager, region's admin, network operator, platform operator")]
    [InlineData("the manager's record", "mentee, mentor, manager, invited adviser, other adviser, region's admin, other admin, network operator, platform operator, person, mentee elsewhere")]
    [InlineData("the manager's contact", "manager, region's admin, network operator, platform operator")]
    [InlineData("a mentee's wishes", "mentee, mentor, manager")]
    [InlineData("the place of a session", "mentee, mentor, manager, invited adviser")]
    [InlineData("the place of a session without advisers", "mentee, mentor, manager")]
    [InlineData("the key of a circle", "mentee, mentor, manager")]
    [InlineData("a draft of a showcase", "region's admin, network operator, platform operator")]
    [InlineData("the programme's numbers", "manager, region's admin, network operator, platform operator")]
    [InlineData("who fits whom", "manager")]
    [InlineData("the network's numbers", "region's admin, other admin, network operator, platform operator")]
    [InlineData("an import of circles", "manager")]
    [InlineData("an import of people", "network operator, platform operator")]
    [InlineData("a token", "mentee elsewhere, network operator, platform operator")]
    [InlineData("the platform's token", "platform operator")]
    [InlineData("the portal's client", "portal, network operator, platform operator")]
    [InlineData("the portal's secret", "portal, network operator, platform operator")]
    [InlineData("a provider of identities", "network operator, platform operator")]
    public void what_is_not_a_circle(string what, string viewers)
    {
        var town = Town.Full(Town.LsePack, CircleAudience.Closed);
        town.Do(Actor.Operator, new OrganisationCommand.Present(town.Firm, new Showcase("We", "", [], null, Published: false)));
        var state = town.State;
        Assert.Equal(viewers.Split(", ").Order(), Viewers.Where(viewer => CanSee(viewer.Value(town))).Select(viewer => viewer.Key).Order());

        bool CanSee(Actor actor) => what switch
        {
            "an application" => ApplicationVisibility.CanSee(state, actor, state.Applications.Values.First(application => application.Person == town.Mia)),
            "a mentee's record" => PersonVisibility.CanSee(state, actor, state.People[town.Ben]),
            "a mentee's contact" => PersonVisibility.CanSeeContact(state, actor, state.People[town.Ben]),
            "the manager's record" => PersonVisibility.CanSee(state, actor, state.People[town.Maja]),
            "the manager's contact" => PersonVisibility.CanSeeContact(state, actor, state.People[town.Maja]),
            "a mentee's wishes" => PersonVisibility.CanSeeWishes(state, actor, state.People[town.Ben]),
            "the place of a session" => CircleVisibility.SessionDetails.Allows(state, actor, CircleVisibility.Of(state, state.Sessions[town.InvitedTo])),
            "the place of a session without advisers" =>
                CircleVisibility.SessionDetails.Allows(state, actor, CircleVisibility.Of(state, state.Sessions[town.NotInvitedTo])),
            "the key of a circle" => CircleVisibility.Inside.Allows(state, actor, state.Circles[town.Group]),
            "a draft of a showcase" => OrganisationVisibility.Showcase(state, actor, state.Organisations[town.Firm]) is not null,
            "the programme's numbers" => ProgrammeVisibility.Numbers.Allows(state, actor, state.Programmes[town.Programme]),
            "who fits whom" => ProgrammeVisibility.Management.Allows(state, actor, state.Programmes[town.Programme]),
            "the network's numbers" => NetworkVisibility.Numbers.Allows(state, actor, state.Network!),
            "an import of circles" => ImportVisibility.CanSee(state, actor, state.Imports.Values.First(import => import.Kind == ImportKind.Circles)),
            "an import of people" => ImportVisibility.CanSee(state, actor, state.Imports.Values.First(import => import.Kind == ImportKind.People)),
            "a token" => AccessVisibility.CanSee(state, actor, state.Tokens.Values.First()),
            "the platform's token" => AccessVisibility.CanSee(state, actor, state.Tokens.Values.Last()),
            "the portal's secret" => SignInVisibility.CanSee(state, actor, state.Secrets.Values.First()),
            "a provider of identities" => SignInVisibility.CanSee(state, actor, state.Issuers.Values.First()),
            _ => AccessVisibility.CanSee(state, actor, state.Clients[town.Portal]),
        };
    }

    private static string Seen(Town town, string viewer)
    {
        var (state, actor, circle) = (town.State, Viewers[viewer](town), town.State.Circles[town.Group]);
        Session[] sessions = [state.Sessions[town.InvitedTo], state.Sessions[town.NotInvitedTo]];
        return string.Concat(
            CircleVisibility.CanSee(state, actor, circle) ? "c" : "",
            CircleVisibility.CanSeeMembers(state, actor, circle) ? "m" : "",
            CircleVisibility.CanSeeSession(state, actor, circle, sessions[0]) ? "s" : "",
            CircleVisibility.CanSeeSession(state, actor, circle, sessions[1]) ? "S" : "",
            DiaryVisibility.CanSee(state, actor, state.Diaries[state.DiaryBySession[town.InvitedTo]]) ? "d" : "",
            DiaryVisibility.CanSee(state, actor, state.Diaries[state.DiaryBySession[town.NotInvitedTo]]) ? "D" : "");
    }

    public static TheoryData<Type> Commands => [.. Samples.Cases(typeof(Command))];

    /// <summary>Whatever is asked about a thing that the actor may not see is answered as if it had never been.</summary>
    [Theory, MemberData(nameof(Commands))]
    public void nothing_through_a_refusal(Type command)
    {
        foreach (var town in (Town[])[Town.Full(Town.LsePack, CircleAudience.Secret), Town.Full(Town.StrictPack, CircleAudience.Closed)])
            foreach (var (name, viewer) in Viewers)
                foreach (var hidden in Hidden(town.State, viewer(town)).Where(id => !MayName(command, town, viewer(town), id)))
                    foreach (var text in (string[])["PL51", "Europe/Warsaw"])
                        for (var word = 0; word < 4; word++)
                        {
                            var never = new AnyId(hidden.Prefix, 7);
                            Assert.Equal((name, hidden, Answer(never)), (name, hidden, Answer(hidden)));

                            string Answer(AnyId id)
                            {
                                var envelope = new Envelope(Ask(command, town, id, text, word), viewer(town), town.Now, Story.SeedOn(town.State));
                                var decision = Domain.Handle(town.State, envelope).Decision;
                                return $"{string.Join("; ", decision.Refusals)} {decision.Events.Length}".Replace(id.ToString(), "it", StringComparison.Ordinal);
                            }
                        }
    }

    /// <summary>Those who run the network open a circle to somebody by its id, whether or not they may see it (decision 0022).</summary>
    private static bool MayName(Type command, Town town, Actor viewer, AnyId id) =>
        command == typeof(CircleCommand.OpenTo) && id.Is<Circle>(out _) && Authority.RunsNetwork(town.State, viewer);

    /// <summary>A command in which the id stands wherever one of its kind may stand, beside ids of the group's own things.</summary>
    private static Command Ask(Type command, Town town, AnyId id, string text, int word) => (Command)new Samples
    {
        Length = () => 1,
        Instead = type =>
            type == typeof(string) ? text
            : type == typeof(Actor) ? (id.Is<Person>(out var person) ? person.As() : town.Ben.As())
            : type.IsEnum ? Enum.GetValues(type).GetValue(word % Enum.GetValues(type).Length)
            : type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Id<>) ? IdOf(type, town, id)
            : null,
    }.Of(command)!;

    private static object IdOf(Type type, Town town, AnyId id)
    {
        var prefix = (string)type.GetGenericArguments()[0].GetProperty("Prefix")!.GetValue(null)!;
        UInt128 known = prefix switch
        {
            "cir" => town.Group.Value,
            "ses" => town.InvitedTo.Value,
            "per" => town.Ben.Value,
            "prg" => town.Programme.Value,
            "org" => town.Firm.Value,
            _ => 7,
        };
        return Activator.CreateInstance(type, prefix == id.Prefix ? id.Value : known)!;
    }

    private static IEnumerable<AnyId> Hidden(NetworkState state, Actor actor) =>
    [
        .. state.People.Values.Where(person => !PersonVisibility.CanSee(state, actor, person)).Select(person => (AnyId)person.Id).Take(3),
        .. state.Circles.Values.Where(circle => !CircleVisibility.CanSee(state, actor, circle)).Select(circle => (AnyId)circle.Id),
        .. state.Sessions.Values.Where(session => !CircleVisibility.CanSeeSession(state, actor, state.Circles[session.Circle], session)).Select(session => (AnyId)session.Id),
        .. state.Applications.Values.Where(application => !ApplicationVisibility.CanSee(state, actor, application)).Select(application => (AnyId)application.Id),
        .. state.Imports.Values.Where(import => !ImportVisibility.CanSee(state, actor, import)).Select(import => (AnyId)import.Id),
        .. state.Tokens.Values.Where(token => !AccessVisibility.CanSee(state, actor, token)).Select(token => (AnyId)token.Id),
    ];
}
