using Circles.Grains.Applications;
using Circles.Grains.Circles;
using Circles.Grains.Kernel;
using Circles.Grains.People;
using Circles.Grains.Programmes;
using static Circles.Grains.Applications.ApplicationCommand;

namespace Circles.Grains.Tests.Applications;

public sealed class Applying
{
    private static readonly Town Town = new Town().BeginProgramme(Town.LsePack);
    private static readonly Apply AsMentee = new(Town.Programme, Town.Mia, CircleRole.Mentee, null, "I bake.");

    private static Story Asking(Command command, Id<Person>? by = null) => Town.Story().When((by ?? Town.Mia).As(), command);

    [Fact]
    public void is_done_once() => Asking(AsMentee).ThenOnce();

    [Fact]
    public void is_done_by_the_person_or_for_them_by_a_manager()
    {
        Asking(AsMentee, Town.Maja).ThenDone();
        Asking(AsMentee, Town.Rita).ThenRefused("NOT_ALLOWED");
        Asking(AsMentee, Town.Ben).ThenRefused("NOT_FOUND", "person");
        Asking(AsMentee with { Person = new(7) }, Town.Ben).ThenRefused("NOT_FOUND", "person");
        Asking(AsMentee with { Programme = new(7) }).ThenRefused("NOT_FOUND", "programme");
    }

    /// <summary>LSE-21: mentees are chosen first.</summary>
    [Fact]
    public void is_for_mentees_before_mentors()
    {
        Asking(AsMentee with { Role = CircleRole.Mentor, Kind = "employer" }).ThenRefused("STAGE_CLOSED", "role");
        var town = new Town().BeginProgramme(Town.LsePack);
        town.Accept(town.Mia, CircleRole.Mentee);
        town.Advance("train-mentors");
        town.Story().When(town.Marek.As(), new Apply(town.Programme, town.Marek, CircleRole.Mentor, "employer", null)).ThenDone();
        town.Story().When(town.Ben.As(), new Apply(town.Programme, town.Ben, CircleRole.Mentee, null, null)).ThenDone();
    }

    [Fact]
    public void ends_when_the_pack_closes_it() =>
        Town.Lse.Story().When(Town.Lse.Ben.As(), AsMentee with { Person = Town.Lse.Ben, Programme = Town.Lse.Programme }).ThenRefused("STAGE_CLOSED", "role");

    [Fact]
    public void is_not_for_advisers_nor_for_roles_that_the_pack_has_not()
    {
        Asking(AsMentee with { Role = CircleRole.Adviser }).ThenRefused("APPLICATION_ROLE_NOT_OPEN", "role");
        Asking(AsMentee with { Role = CircleRole.Peer }).ThenRefused("APPLICATION_ROLE_NOT_OPEN", "role");
    }

    /// <summary>LSE-06: mentors say what kind they are.</summary>
    [Fact]
    public void names_one_of_the_packs_kinds()
    {
        var town = new Town().BeginProgramme(Town.LsePack);
        town.Accept(town.Mia, CircleRole.Mentee);
        town.Advance("train-mentors");
        var apply = new Apply(town.Programme, town.Marek, CircleRole.Mentor, null, null);
        town.Story().When(town.Marek.As(), apply).ThenRefused("REQUIRED", "kind");
        town.Story().When(town.Marek.As(), apply with { Kind = "uncle" }).ThenRefused("APPLICATION_KIND_UNKNOWN", "kind");
        Asking(AsMentee with { Kind = "employer" }).ThenRefused("APPLICATION_KIND_UNKNOWN", "kind");
    }

    [Fact]
    public void is_done_again_only_after_it_came_to_nothing()
    {
        var story = Asking(AsMentee);
        var first = story.Made<Application>();
        story.When(Town.Mia.As(), AsMentee).ThenRefused("APPLIED_ALREADY", "role")
            .When(Town.Mia.As(), new Withdraw(first, null)).ThenOnce()
            .When(Town.Mia.As(), AsMentee).ThenDone();
    }

    [Fact]
    public void tells_of_oneself_in_text() => Asking(AsMentee with { Motivation = "\u0000" }).ThenRefused("NOT_TEXT", "motivation");

    [Fact]
    public void ends_with_the_programme() =>
        Asking(new ProgrammeCommand.Close(Town.Programme), Town.Maja).When(Town.Mia.As(), AsMentee).ThenRefused("PROGRAMME_CLOSED");
}

public sealed class An_application
{
    private static readonly Town Town = new Town().BeginProgramme(Town.LsePack);
    private static readonly Id<Application> Mias = Town.Do(Town.Mia.As(), new Apply(Town.Programme, Town.Mia, CircleRole.Mentee, null, null)).Of<Application>();
    private static readonly Id<Application> Majas = Town.Do(Town.Maja.As(), new Apply(Town.Programme, Town.Maja, CircleRole.Mentee, null, null)).Of<Application>();

    private static Story Asking(Command command, Id<Person>? by = null) => Town.Story().When((by ?? Town.Maja).As(), command);

    [Fact]
    public void is_accepted_or_declined_once_with_a_reason()
    {
        Asking(new Decide(Mias, true, "Welcome")).Then(new ApplicationEvent.Accepted(Mias, "Welcome")).AndAgain().ThenNothing();
        Asking(new Decide(Mias, false, "Full")).Then(new ApplicationEvent.Declined(Mias, "Full")).AndAgain().ThenNothing()
            .When(Town.Maja.As(), new Decide(Mias, true, "After all")).ThenRefused("APPLICATION_DECIDED");
        Asking(new Decide(Mias, true, "")).ThenRefused("REQUIRED", "reason");
    }

    [Fact]
    public void is_decided_by_managers_and_never_by_the_one_who_applied()
    {
        Asking(new Decide(Majas, true, "Me"), Town.Maja).ThenRefused("NOT_ALLOWED");
        Asking(new Decide(Mias, true, "Me"), Town.Mia).ThenRefused("NOT_ALLOWED");
    }

    [Fact]
    public void is_withdrawn_by_the_one_who_applied()
    {
        Asking(new Withdraw(Mias, "No time"), Town.Mia).ThenOnce().When(Town.Maja.As(), new Decide(Mias, true, "x")).ThenRefused("APPLICATION_DECIDED");
        Asking(new Withdraw(Mias, null), Town.Maja).ThenRefused("NOT_ALLOWED");
        Asking(new Decide(Mias, true, "Welcome")).When(Town.Mia.As(), new Withdraw(Mias, null)).ThenRefused("APPLICATION_DECIDED");
        Asking(new Withdraw(Mias, new string('x', 1001)), Town.Mia).ThenRefused("TOO_LONG", "reason");
    }

    [Fact]
    public void does_not_exist_for_anybody_else()
    {
        foreach (var other in (Id<Person>[])[Town.Rita, Town.Olga, Town.Ben, Town.Raul])
        {
            Asking(new Decide(Mias, true, "x"), other).ThenRefused("NOT_FOUND", "application");
            Asking(new Withdraw(Mias, null), other).ThenRefused("NOT_FOUND", "application");
        }
    }

    [Fact]
    public void waits_for_ever_once_the_programme_is_closed() =>
        Asking(new ProgrammeCommand.Close(Town.Programme)).When(Town.Maja.As(), new Decide(Mias, true, "x")).ThenRefused("PROGRAMME_CLOSED");
}
