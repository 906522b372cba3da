using Circles.Grains.Circles;
using Circles.Grains.Kernel;
using Circles.Grains.Packs;
using Circles.Grains.Programmes;
using NodaTime;
using Circles.Grains.People;
using Circles.Grains.Sessions;
using static Circles.Grains.Programmes.ProgrammeCommand;

namespace Circles.Grains.Tests.Programmes;

public sealed class Starting_a_programme
{
    private static readonly Town Town = Town.Founded;

    private static readonly Start Lse = new(
        "Start-up", Town.LsePack, "PL51", Town.Firm, MeetingMode.Blended, new(2026, 3, 1), new(2026, 12, 1), [Town.Maja]);

    private static Story Asking(Command command, Id<Person>? by = null) => Town.Story().When(by?.As() ?? Actor.Operator, command);

    [Fact]
    public void is_done_once_and_keeps_the_packs_rules() => Asking(Lse).ThenOnce()
        .And(state => Assert.Equal(Town.LsePack, state.Packs[Town.LsePack.Key]))
        .And(state => Assert.Equal("select", state.Programmes.Values.Single().Stage));

    [Fact]
    public void keeps_the_rules_once_per_version() => Asking(Lse).When(Actor.Operator, Lse).And(state => Assert.Equal(2, state.Programmes.Count))
        .And(state => Assert.Single(state.Packs));

    [Fact]
    public void is_refused_with_other_rules_under_the_same_version() => Asking(Lse)
        .When(Actor.Operator, Lse with { Pack = Town.LsePack with { NoticeDays = 3 } }).ThenRefused("PACK_VERSION_CHANGED", "pack");

    [Fact]
    public void takes_a_new_version_beside_the_old_one() => Asking(Lse)
        .When(Actor.Operator, Lse with { Pack = Town.LsePack with { NoticeDays = 3, Key = new("lse", "1.1.0") } }).ThenDone();

    [Fact]
    public void is_for_those_who_run_the_region()
    {
        Asking(Lse, Town.Rita).ThenDone();
        Asking(Lse, Town.Raul).ThenRefused("NOT_ALLOWED");
        Asking(Lse, Town.Maja).ThenRefused("NOT_ALLOWED");
        Asking(Lse with { Region = null }, Town.Rita).ThenRefused("NOT_ALLOWED");
    }

    [Fact]
    public void tells_every_fault() => Asking(new Start(
            "", Town.LsePack with { Modes = [MeetingMode.Online] }, "XX", new(7), MeetingMode.Blended, new(2026, 3, 2), new(2026, 3, 1), []))
        .ThenRefusedFor(
            "REQUIRED name", "REGION_UNKNOWN region", "NOT_FOUND organisation", "MODE_NOT_IN_PACK mode", "ENDS_BEFORE_START endsOn",
            "PROGRAMME_NEEDS_MANAGER managers");

    [Fact]
    public void makes_nobody_a_manager_by_themselves() => Asking(Lse with { Managers = [Town.Rita] }, Town.Rita).ThenRefused("MANAGER_NOT_ONESELF", "managers");

    [Fact]
    public void tells_nothing_of_people_whom_the_admin_may_not_see()
    {
        Asking(Lse with { Managers = [Town.Otto] }, Town.Rita).ThenRefused("NOT_FOUND", "managers");
        Asking(Lse with { Managers = [new(7)] }, Town.Rita).ThenRefused("NOT_FOUND", "managers");
    }
}

public sealed class A_programme
{
    private static readonly Town Town = new Town().BeginProgramme(Town.LsePack);
    private static readonly Update Same = new(Town.Programme, default, default, default, default, default);

    private static Story Asking(Command command, Id<Person>? by = null) => Town.Story().When((by ?? Town.Maja).As(), command);

    [Fact]
    public void tells_only_what_changed() => Asking(Same with { Name = "New", EndsOn = null, StartsOn = new LocalDate(2026, 3, 1) })
        .Then(new ProgrammeEvent.Updated(Town.Programme, "New", default, default, default, null)).AndAgain().ThenNothing();

    [Fact]
    public void is_run_by_its_managers_and_by_its_regions_admins()
    {
        Asking(Same with { Name = "New" }, Town.Rita).ThenDone();
        Asking(Same with { Name = "New" }, Town.Olga).ThenDone();
        Asking(Same with { Name = "New" }, Town.Raul).ThenRefused("NOT_ALLOWED");
        Asking(Same with { Name = "New" }, Town.Mia).ThenRefused("NOT_ALLOWED");
        Town.Story().When(new Actor.Program(new(7)), Same).ThenRefused("NOT_FOUND", "programme");
    }

    [Fact]
    public void moves_to_another_region_only_by_those_who_run_both()
    {
        Asking(Same with { Region = "PL52" }).ThenRefused("NOT_ALLOWED");
        Asking(Same with { Region = "PL52" }, Town.Rita).ThenRefused("NOT_ALLOWED");
        Asking(Same with { Region = "PL52" }, Town.Olga).ThenOnce();
        Asking(Same with { Region = "XX" }, Town.Olga).ThenRefused("REGION_UNKNOWN", "region");
    }

    [Fact]
    public void ends_after_it_starts()
    {
        Asking(Same with { StartsOn = new LocalDate(2027, 1, 1) }).ThenRefused("ENDS_BEFORE_START", "endsOn");
        Asking(Same with { StartsOn = new LocalDate(2027, 1, 1), EndsOn = new LocalDate(2027, 1, 1) }).ThenDone();
    }

    [Fact]
    public void meets_as_its_pack_allows()
    {
        var town = new Town().BeginProgramme(Town.LsePack with { Modes = [MeetingMode.Blended, MeetingMode.Online], Key = new("b", "1.0.0") });
        town.Story().When(town.Maja.As(), new Update(town.Programme, default, default, MeetingMode.InPerson, default, default))
            .ThenRefused("MODE_NOT_IN_PACK", "mode");
    }

    [Fact]
    public void has_managers_whom_somebody_else_appoints()
    {
        Asking(new AddManager(Town.Programme, Town.Ben)).ThenOnce();
        Asking(new AddManager(Town.Programme, Town.Rita), Town.Rita).ThenRefused("MANAGER_NOT_ONESELF");
        Asking(new AddManager(Town.Programme, Town.Otto)).ThenRefused("NOT_FOUND", "person");
        Asking(new AddManager(Town.Programme, new(7))).ThenRefused("NOT_FOUND", "person");
    }

    [Fact]
    public void always_has_a_manager()
    {
        Asking(new RemoveManager(Town.Programme, Town.Maja)).ThenRefused("PROGRAMME_NEEDS_MANAGER");
        Asking(new AddManager(Town.Programme, Town.Ben)).When(Town.Ben.As(), new RemoveManager(Town.Programme, Town.Maja)).ThenOnce();
        Asking(new RemoveManager(Town.Programme, Town.Ben)).ThenNothing();
    }

    [Fact]
    public void is_declared_what_its_pack_asks_for()
    {
        Asking(new Declare(Town.Programme, "mentors-trained")).ThenOnce();
        Asking(new Declare(Town.Programme, "all-is-well")).ThenRefused("NOTHING_TO_DECLARE", "what");
    }

    [Fact]
    public void changes_nothing_after_it_is_closed() => Asking(new Close(Town.Programme)).ThenOnce()
        .When(Town.Maja.As(), Same with { Name = "New" }).ThenRefused("PROGRAMME_CLOSED", "programme")
        .When(Town.Maja.As(), new Advance(Town.Programme, "train-mentors")).ThenRefused("PROGRAMME_CLOSED");

    [Fact]
    public void closes_after_its_circles() => Town.Lse.Story().When(Town.Lse.Maja.As(), new Close(Town.Lse.Programme))
        .ThenRefused("PROGRAMME_HAS_OPEN_CIRCLES")
        .When(Town.Lse.Maja.As(), new CircleCommand.Close(Town.Lse.Pair))
        .When(Town.Lse.Maja.As(), new CircleCommand.Close(Town.Lse.Group))
        .When(Town.Lse.Rita.As(), new Close(Town.Lse.Programme)).ThenDone();
}

/// <summary>The seven stages of LSE-20, in order, each behind its gate.</summary>
public sealed class The_stages_of_lse
{
    [Fact]
    public void are_seven() => Assert.Equal(
        "select train-mentors form first-session thematic monitoring closing", string.Join(' ', Town.LsePack.Stages.Select(stage => stage.Id)));

    [Fact]
    public void are_entered_one_by_one_through_their_gates()
    {
        var town = new Town().BeginProgramme(Town.LsePack);
        Refused(town, "form", "STAGE_NOT_NEXT");
        Refused(town, "train-mentors", "STAGE_GATE_CLOSED");
        town.Accept(town.Mia, CircleRole.Mentee);
        Enter(town, "train-mentors");
        town.Story().When(town.Maja.As(), new Advance(town.Programme, "form"))
            .ThenRefusedFor("STAGE_GATE_CLOSED to", "STAGE_GATE_CLOSED to");
        town.Accept(town.Marek, CircleRole.Mentor, "entrepreneur");
        Refused(town, "form", "STAGE_GATE_CLOSED");
        town.Do(town.Maja.As(), new Declare(town.Programme, "mentors-trained"));
        Enter(town, "form");
        Refused(town, "first-session", "STAGE_GATE_CLOSED");
        var pair = town.Form(CircleForm.Pair, null, new(town.Marek, CircleRole.Mentor), new(town.Mia, CircleRole.Mentee));
        town.Story().When(town.Maja.As(), new SessionCommand.Plan(pair, town.Now, 60, null, MeetingMode.Online, null, null, null))
            .ThenRefused("STAGE_CLOSED", "circle");
        Enter(town, "first-session");
        foreach (var stage in (string[])["thematic", "monitoring", "closing"])
        {
            Refused(town, stage, "STAGE_GATE_CLOSED");
            town.Held(pair);
            Enter(town, stage);
        }

        Refused(town, "after", "STAGE_NOT_NEXT");
        town.Do(town.Maja.As(), new CircleCommand.Close(pair));
        town.Do(town.Maja.As(), new Close(town.Programme));
    }

    [Fact]
    public void are_not_skipped_by_two_managers_who_both_press_the_button()
    {
        var town = new Town().BeginProgramme(Town.LsePack);
        town.Accept(town.Mia, CircleRole.Mentee);
        Enter(town, "train-mentors");
        town.Story().When(town.Rita.As(), new Advance(town.Programme, "train-mentors")).ThenNothing();
    }

    private static void Enter(Town town, string stage)
    {
        town.Story().When(town.Maja.As(), new Advance(town.Programme, stage)).ThenOnce();
        town.Advance(stage);
    }

    private static void Refused(Town town, string stage, string code) =>
        town.Story().When(town.Maja.As(), new Advance(town.Programme, stage)).ThenRefused(code, "to");
}
