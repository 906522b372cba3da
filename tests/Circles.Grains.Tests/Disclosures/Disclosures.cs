using Circles.Grains.Access;
using Circles.Grains.Circles;
using Circles.Grains.Diaries;
using Circles.Grains.Disclosures;
using Circles.Grains.Kernel;
using Circles.Grains.Packs;
using Circles.Grains.People;
using Circles.Grains.Programmes;
using Circles.Grains.Sessions;
using NodaTime;
using static Circles.Grains.Disclosures.DisclosureCommand;

namespace Circles.Grains.Tests.Disclosures;

public sealed class A_disclosure
{
    /// <summary>The manager is outside the ring, as NGO-25 has it.</summary>
    private static readonly ProcessPack Ngo = Town.LsePack with { ManagerInRing = false };

    private static readonly Town Town = Town.Full(Ngo, CircleAudience.Closed);

    /// <summary>Marek, Ben and Cyla were there; Ada advised.</summary>
    private static Id<Session> Session => Town.InvitedTo;

    private static Story Asked(Id<Person>? recipient = null, Id<Person>? by = null) =>
        Town.Story().When((by ?? Town.Marek).As(), new Ask(Session, recipient ?? Town.Mia, "A grant's report"));

    private static Disclosure In(NetworkState state) => Assert.Single(state.Disclosures).Value;

    private static Story Agreed(Story story, params Id<Person>[] people)
    {
        foreach (var person in people) story.When(person.As(), new DisclosureCommand.Consent(In(story.State).Id)).ThenDone();
        return story;
    }

    private static bool Reads(NetworkState state, Id<Person> person) =>
        DisclosureVisibility.CanRead(state, person.As(), state.Sessions[Session]);

    [Fact]
    public void is_asked_once_and_counts_for_the_member_who_asks() =>
        Asked().ThenOnce().And(state => Assert.Equal([Town.Marek], In(state).Consents.Keys));

    [Fact]
    public void opens_when_everybody_whom_it_concerns_has_agreed()
    {
        var story = Asked();
        Assert.False(Reads(story.State, Town.Mia));
        Agreed(story, Town.Ben);
        Assert.False(Reads(story.State, Town.Mia));
        Agreed(story, Town.Cyla);
        Assert.True(Reads(story.State, Town.Mia));
        Assert.False(Reads(story.State, Town.Otto));
        // Nothing else of the circle is opened by it.
        Assert.Null(Visibility.Find(story.State, Town.Mia.As(), Session));
        Assert.Null(Visibility.Find(story.State, Town.Mia.As(), story.State.DiaryBySession[Session]));
        Assert.NotNull(Visibility.Find(story.State, Town.Mia.As(), In(story.State).Id));
        Assert.False(DisclosureVisibility.CanSeeConsents(story.State, Town.Mia.As(), In(story.State)));
        Assert.False(Visibility.CanReadHistory(story.State, Town.Mia.As(), In(story.State).Id));
    }

    [Fact]
    public void opens_the_diary_itself_to_those_who_see_the_session()
    {
        var story = Agreed(Asked(Town.Maja, by: Town.Maja), Town.Marek, Town.Ben);
        Assert.Null(Visibility.Find(story.State, Town.Maja.As(), story.State.DiaryBySession[Session]));
        Agreed(story, Town.Cyla);
        Assert.NotNull(Visibility.Find(story.State, Town.Maja.As(), story.State.DiaryBySession[Session]));
        Assert.Null(Visibility.Find(story.State, Town.Maja.As(), story.State.DiaryBySession[Town.NotInvitedTo]));
    }

    [Fact]
    public void ends_for_good_when_anybody_withdraws()
    {
        var story = Agreed(Asked(), Town.Ben, Town.Cyla);
        story.When(Town.Cyla.As(), new Withdraw(In(story.State).Id)).ThenDone();
        Assert.False(Reads(story.State, Town.Mia));
        story.AndAgain().ThenNothing();
        story.When(Town.Cyla.As(), new DisclosureCommand.Consent(In(story.State).Id)).ThenRefused("DISCLOSURE_WITHDRAWN", "disclosure");
    }

    [Fact]
    public void takes_consent_anew_after_the_text_or_its_remark_has_changed()
    {
        var story = Agreed(Asked(), Town.Ben, Town.Cyla);
        story.Later(Duration.FromHours(1)).When(Town.Marek.As(), new DiaryCommand.Remark(Session, "And yet")).ThenDone();
        Assert.False(Reads(story.State, Town.Mia));
        Agreed(story, Town.Marek, Town.Ben, Town.Cyla);
        Assert.True(Reads(story.State, Town.Mia));
    }

    [Fact]
    public void never_opens_what_somebody_was_there_for_who_left_without_agreeing()
    {
        var story = Asked().When(Town.Maja.As(), new CircleCommand.RemoveMember(Town.Group, Town.Cyla)).ThenDone();
        Agreed(story, Town.Ben);
        Assert.False(Reads(story.State, Town.Mia));
        story.When(Town.Cyla.As(), new DisclosureCommand.Consent(In(story.State).Id)).ThenRefused("NOT_FOUND", "disclosure");
    }

    [Fact]
    public void takes_the_consent_of_somebody_who_came_later()
    {
        var story = Agreed(Asked(Town.Adam), Town.Ben, Town.Cyla)
            .When(Town.Maja.As(), new CircleCommand.AddMember(Town.Group, Town.Mia, CircleRole.Mentee)).ThenDone();
        Assert.False(Reads(story.State, Town.Adam));
        Agreed(story, Town.Mia);
        Assert.True(Reads(story.State, Town.Adam));
    }

    [Fact]
    public void is_for_those_who_run_the_circles_meetings_to_ask()
    {
        Asked(by: Town.Maja).ThenOnce().And(state => Assert.Empty(In(state).Consents));
        Asked(by: Town.Ada).ThenRefused("NOT_ALLOWED");
        foreach (var outsider in (Id<Person>[])[Town.Adam, Town.Otto, Town.Rita, Town.Olga, Town.Mia])
            Asked(by: outsider).ThenRefused("NOT_FOUND", "session");
        Town.Story().When(Actor.Operator, new Ask(Session, Town.Mia, "Why")).ThenRefused("NOT_FOUND", "session");
    }

    [Fact]
    public void is_not_found_by_those_outside()
    {
        var id = In(Asked().State).Id;
        foreach (var outsider in (Id<Person>[])[Town.Mia, Town.Maja, Town.Ada, Town.Otto, Town.Olga])
        {
            Asked().When(outsider.As(), new DisclosureCommand.Consent(id)).ThenRefused("NOT_FOUND", "disclosure");
            Asked().When(outsider.As(), new Withdraw(id)).ThenRefused("NOT_FOUND", "disclosure");
        }

        // Who may only see it does not decide on it.
        Agreed(Asked(), Town.Ben, Town.Cyla).When(Town.Mia.As(), new Withdraw(id)).ThenRefused("NOT_ALLOWED");
    }

    [Fact]
    public void needs_something_written_a_reason_and_somebody_outside()
    {
        Town.Story().When(Town.Marek.As(), new Ask(Session, Town.Ben, " ")).ThenRefusedFor("RECIPIENT_INSIDE recipient", "REQUIRED because");
        Town.Story().When(Town.Marek.As(), new Ask(Session, new(7), "Why")).ThenRefusedFor("NOT_FOUND recipient");
        var held = Town.Story().When(
            Town.Maja.As(), new SessionCommand.Plan(Town.Group, Town.Now + Duration.FromHours(1), 60, null, MeetingMode.Online, null, null, null));
        var session = held.State.Sessions.Keys.Last();
        held.When(Town.Marek.As(), new Ask(session, Town.Mia, "Why"))
            .ThenRefusedFor("SESSION_NOT_HELD session", "NOTHING_TO_DISCLOSE session");
        // A manager outside the ring does not learn whether a diary was written.
        held.Later(Duration.FromHours(3)).When(Town.Maja.As(), new SessionCommand.Hold(session, Town.AllOf(Town.Group))).ThenDone()
            .When(Town.Marek.As(), new Ask(session, Town.Mia, "Why")).ThenRefused("NOTHING_TO_DISCLOSE", "session")
            .When(Town.Maja.As(), new Ask(session, Town.Maja, "Why")).ThenDone();
        held.When(Town.Ben.As(), new DisclosureCommand.Consent(In(held.State).Id)).ThenRefused("NOTHING_TO_DISCLOSE", "disclosure");
    }

    [Fact]
    public void are_bounded_in_number()
    {
        var story = Asked();
        for (var i = 1; i < Limits.DisclosuresMax; i++) story.When(Town.Marek.As(), new Ask(Session, Town.Mia, $"Report {i}")).ThenDone();
        story.When(Town.Marek.As(), new Ask(Session, Town.Mia, "One more")).ThenRefused("TOO_MANY", "session");
    }

    [Fact]
    public void shows_nothing_in_the_past_that_was_withdrawn_since()
    {
        var open = Agreed(Asked(), Town.Ben, Town.Cyla);
        var then = open.State;
        var now = open.When(Town.Ben.As(), new Withdraw(In(then).Id)).ThenDone().State;
        Assert.True(Reads(then, Town.Mia));
        Assert.False(Reads(PastState.Of(then, now), Town.Mia));
        Assert.Null(Visibility.Find(PastState.Of(then, now), Town.Mia.As(), In(then).Id));
    }
}
