using Circles.Grains.Circles;
using Circles.Grains.Kernel;
using Circles.Grains.People;
using Circles.Grains.Programmes;
using static Circles.Grains.Circles.CircleCommand;

namespace Circles.Grains.Tests.Circles;

public sealed class Forming_a_circle
{
    private static readonly Town Town = new Town().StartProgramme(Town.LsePack);

    private static readonly Form Pair = new(
        Town.Programme, CircleForm.Pair, null, null, " ", null, "c-1", [new(Town.Marek, CircleRole.Mentor), new(Town.Mia, CircleRole.Mentee)]);

    private static Story Asking(Command command, Id<Person>? by = null) => Town.Story().When((by ?? Town.Maja).As(), command);

    private static Form Group(int mentees) => Pair with
    {
        Shape = CircleForm.Group,
        Members = [new(Town.Marek, CircleRole.Mentor), .. new[] { Town.Mia, Town.Ben, Town.Cyla, Town.Ada, Town.Adam, Town.Rita }[..mentees].Select(person => new Seat(person, CircleRole.Mentee))],
    };

    [Fact]
    public void is_done_once_with_its_members()
    {
        var story = Asking(Pair);
        var id = story.Made<Circle>();
        story.Then(
            new CircleEvent.Formed(id, Town.Programme, CircleForm.Pair, CircleAudience.Secret, MeetingMode.Blended, null, null, "c-1"),
            new CircleEvent.MemberJoined(id, Town.Marek, CircleRole.Mentor),
            new CircleEvent.MemberJoined(id, Town.Mia, CircleRole.Mentee)).AndAgain().ThenNothing();
    }

    [Fact]
    public void is_for_the_programmes_managers_alone()
    {
        foreach (var other in (Id<Person>[])[Town.Olga, Town.Rita, Town.Marek, Town.Otto]) Asking(Pair, other).ThenRefused("NOT_ALLOWED");
        Town.Story().When(Actor.Operator, Pair).ThenRefused("NOT_ALLOWED");
        Town.Story().When(new Actor.Program(Town.Portal), Pair).ThenRefused("NOT_ALLOWED");
        Asking(Pair with { Programme = new(7) }).ThenRefused("NOT_FOUND", "programme");
    }

    [Fact]
    public void waits_for_its_stage()
    {
        var town = new Town().BeginProgramme(Town.LsePack);
        town.Story().When(town.Maja.As(), Pair with { Programme = town.Programme }).ThenRefused("STAGE_CLOSED", "programme");
    }

    [Fact]
    public void follows_the_pack()
    {
        Asking(Pair with { Shape = CircleForm.Peer }).ThenRefused("CIRCLE_FORM_NOT_IN_PACK", "form");
        Asking(Pair with { Visibility = CircleAudience.Open }).ThenRefused("CIRCLE_VISIBILITY_NOT_IN_PACK", "visibility");
        Asking(Pair with { Members = [new(Town.Mia, CircleRole.Peer)] }).ThenRefused("CIRCLE_ROLE_NOT_IN_FORM", "members.0.role");
    }

    /// <summary>LSE-10: at most five mentees for a mentor.</summary>
    [Fact]
    public void seats_five_mentees_and_not_six()
    {
        Asking(Group(5)).ThenDone();
        Asking(Group(6)).ThenRefused("CIRCLE_FULL", "members.1.role");
        Asking(Pair with { Members = [.. Pair.Members, new(Town.Ben, CircleRole.Mentee)] }).ThenRefused("CIRCLE_FULL", "members.1.role");
    }

    [Fact]
    public void seats_nobody_twice_and_nobody_unseen()
    {
        Asking(Group(2) with { Members = [new(Town.Mia, CircleRole.Mentee), new(Town.Mia, CircleRole.Mentor)] }).ThenRefused("CIRCLE_MEMBER_ALREADY", "members");
        Asking(Group(2) with { Members = [new(Town.Otto, CircleRole.Mentee)] }).ThenRefused("NOT_FOUND", "members.0.person");
        Asking(Group(2) with { Members = [new(new(7), CircleRole.Mentee)] }).ThenRefused("NOT_FOUND", "members.0.person");
    }

    [Fact]
    public void takes_no_more_members_than_a_circle_may_have() =>
        Asking(Pair with { Members = [.. Enumerable.Repeat(new Seat(Town.Mia, CircleRole.Mentee), 501)] }).ThenRefused("TOO_MANY", "members");

    /// <summary>LSE-02: a pack says whether a manager may mentor.</summary>
    [Fact]
    public void lets_a_manager_mentor_where_the_pack_says_so()
    {
        Asking(Pair with { Members = [new(Town.Maja, CircleRole.Mentor)] }).ThenDone();
        var town = new Town().StartProgramme(Town.StrictPack);
        town.Story().When(town.Maja.As(), Pair with { Programme = town.Programme, Members = [new(town.Maja, CircleRole.Mentor)] })
            .ThenRefused("MANAGER_MAY_NOT_MENTOR", "members.0.person");
    }

    [Fact]
    public void meets_as_the_pack_allows()
    {
        var town = new Town().StartProgramme(Town.LsePack with { Key = new("b", "1.0.0"), Modes = [MeetingMode.Blended], InPersonAt = [] });
        town.Story().When(town.Maja.As(), Pair with { Programme = town.Programme, Mode = MeetingMode.Online }).ThenRefused("MODE_NOT_IN_PACK", "mode");
    }

    [Fact]
    public void does_not_tell_whether_a_reference_is_taken() => Asking(Pair).When(Town.Maja.As(), Pair).ThenDone();

    [Fact]
    public void ends_with_the_programme() =>
        Asking(new ProgrammeCommand.Close(Town.Programme)).When(Town.Maja.As(), Pair).ThenRefused("PROGRAMME_CLOSED");
}

public sealed class A_circle
{
    private static readonly Town Town = Town.Lse;
    private static readonly Update Same = new(Town.Group, default, default, default, default);

    private static Story Asking(Command command, Id<Person>? by = null) => Town.Story().When((by ?? Town.Maja).As(), command);

    /// <summary>LSE-42: the group chooses its own name, and may change it.</summary>
    [Fact]
    public void is_named_by_its_members()
    {
        Asking(new Rename(Town.Group, "Owls"), Town.Ben).ThenOnce();
        Asking(new Rename(Town.Group, "Owls"), Town.Marek).ThenOnce();
        Asking(new Rename(Town.Group, "Owls"), Town.Maja).ThenRefused("NOT_ALLOWED");
        Asking(new Rename(Town.Group, ""), Town.Ben).ThenRefused("REQUIRED", "name");
        var town = new Town().StartProgramme(Town.LsePack with { Key = new("m", "1.0.0"), CircleNamedBy = global::Circles.Grains.Packs.NamedBy.Managers }).FormCircles();
        town.Story().When(town.Maja.As(), new Rename(town.Group, "Owls")).ThenOnce();
        town.Story().When(town.Ben.As(), new Rename(town.Group, "Owls")).ThenRefused("NOT_ALLOWED");
    }

    [Fact]
    public void is_updated_by_the_manager_as_the_pack_allows()
    {
        Asking(Same with { Visibility = CircleAudience.Secret, Description = "Us", Listed = true, Mode = MeetingMode.Online }).ThenOnce();
        Asking(Same).ThenNothing();
        Asking(Same with { Visibility = CircleAudience.Open }).ThenRefused("CIRCLE_VISIBILITY_NOT_IN_PACK");
        Asking(Same with { Description = "\ud83d" }).ThenRefused("NOT_TEXT", "description");
        Asking(Same with { Listed = true }, Town.Ben).ThenRefused("NOT_ALLOWED");
        Asking(Same with { Listed = true }, Town.Rita).ThenRefused("NOT_ALLOWED");
    }

    [Fact]
    public void takes_members_while_there_are_seats()
    {
        Asking(new AddMember(Town.Group, Town.Mia, CircleRole.Mentee)).ThenOnce();
        Asking(new AddMember(Town.Pair, Town.Ben, CircleRole.Mentee)).ThenRefused("CIRCLE_FULL", "role");
        Asking(new AddMember(Town.Group, Town.Ben, CircleRole.Adviser)).ThenRefused("CIRCLE_MEMBER_ALREADY", "person");
        Asking(new AddMember(Town.Group, Town.Otto, CircleRole.Mentee)).ThenRefused("NOT_FOUND", "person");
        Asking(new AddMember(Town.Group, Town.Mia, CircleRole.Peer)).ThenRefused("CIRCLE_ROLE_NOT_IN_FORM", "role");
    }

    /// <summary>LSE-40: a quiet way out.</summary>
    [Fact]
    public void is_left_by_oneself_or_through_the_manager()
    {
        Asking(new RemoveMember(Town.Pair, Town.Mia), Town.Mia).ThenDone().And(state => Assert.False(state.CirclesByPerson.ContainsKey(Town.Mia)));
        Asking(new RemoveMember(Town.Pair, Town.Mia)).ThenOnce();
        Asking(new RemoveMember(Town.Pair, Town.Mia), Town.Marek).ThenRefused("NOT_ALLOWED");
        Asking(new RemoveMember(Town.Pair, Town.Mia), Town.Rita).ThenRefused("NOT_FOUND", "circle");
    }

    [Fact]
    public void changes_nothing_after_it_is_closed() => Asking(new Close(Town.Group)).ThenOnce()
        .When(Town.Ben.As(), new Rename(Town.Group, "Owls")).ThenRefused("CIRCLE_CLOSED", "circle")
        .When(Town.Maja.As(), Same with { Listed = true }).ThenRefused("CIRCLE_CLOSED")
        .When(Town.Rita.As(), new Close(Town.Group)).ThenRefused("NOT_ALLOWED");

    [Fact]
    public void is_taken_back_once_while_it_has_no_sessions()
    {
        Asking(new Remove(Town.Group)).ThenOnce().When(Town.Ben.As(), new Remove(Town.Group)).ThenRefused("NOT_FOUND");
        var town = new Town().StartProgramme(Town.LsePack).FormCircles();
        town.Plan(town.Group, NodaTime.Duration.FromDays(1));
        town.Story().When(town.Maja.As(), new Remove(town.Group)).ThenRefused("CIRCLE_HAS_SESSIONS", "circle");
    }
}
