using Circles.Grains.Access;
using Circles.Grains.Circles;
using Circles.Grains.Diaries;
using Circles.Grains.Kernel;
using Circles.Grains.Organisations;
using Circles.Grains.People;
using Circles.Grains.Programmes;

namespace Circles.Grains.Tests;

/// <summary>Each fact lets something happen after a moment, and looks at that moment again.</summary>
public sealed class The_past_as_it_may_be_shown
{
    private readonly Town town = Town.Full(Town.WidePack, CircleAudience.Open);
    private readonly NetworkState past;

    public The_past_as_it_may_be_shown() => past = town.State;

    private NetworkState Shown => PastState.Of(past, town.State);

    [Fact]
    public void hides_a_diary_from_a_member_who_has_left_and_not_from_one_who_stayed()
    {
        var entry = past.Diaries[past.DiaryBySession[town.NotInvitedTo]];
        Assert.True(DiaryVisibility.CanSee(Shown, town.Cyla.As(), entry));
        town.Do(town.Maja.As(), new CircleCommand.RemoveMember(town.Group, town.Cyla));
        Assert.False(DiaryVisibility.CanSee(Shown, town.Cyla.As(), entry));
        Assert.True(DiaryVisibility.CanSee(Shown, town.Ben.As(), entry));
    }

    [Fact]
    public void hides_from_a_later_manager_what_was_said_before()
    {
        var entry = past.Diaries[past.DiaryBySession[town.NotInvitedTo]];
        town.Do(town.Olga.As(), new ProgrammeCommand.AddManager(town.Programme, town.Otto));
        Assert.True(DiaryVisibility.CanSee(town.State, town.Otto.As(), entry));
        Assert.False(DiaryVisibility.CanSee(Shown, town.Otto.As(), entry));
        Assert.False(Authority.Manages(Shown, town.Otto.As(), past.Programmes[town.Programme]));
    }

    [Fact]
    public void hides_a_circle_that_is_secret_today_and_does_not_count_it()
    {
        var circle = past.Circles[town.Group];
        Assert.True(CircleVisibility.CanSee(Shown, town.Otto.As(), circle));
        Assert.True(CircleVisibility.IsCounted(Shown, circle));
        town.Do(town.Maja.As(), new CircleCommand.Update(town.Group, default, CircleAudience.Secret, default, default));
        Assert.False(CircleVisibility.CanSee(Shown, town.Otto.As(), circle));
        Assert.Null(Visibility.Find(Shown, town.Otto.As(), town.Group));
        Assert.False(CircleVisibility.IsCounted(Shown, circle));
        Assert.True(CircleVisibility.CanSee(Shown, town.Ben.As(), circle));
    }

    [Fact]
    public void hides_from_a_viewer_whose_role_has_ended_what_it_showed()
    {
        var mia = past.People[town.Mia];
        Assert.True(PersonVisibility.CanSeeContact(Shown, town.Rita.As(), mia));
        town.Do(Actor.Operator, new AccessCommand.EndRole(town.Rita, new Grant(Role.RegionalAdmin, "PL51")));
        Assert.False(PersonVisibility.CanSeeContact(Shown, town.Rita.As(), mia));
        Assert.Empty(Authority.GrantsOf(Shown, town.Rita.As()));
    }

    [Fact]
    public void shows_a_new_operator_nothing_that_only_an_operator_could_see_then()
    {
        town.Do(Actor.Operator, new AccessCommand.GrantRole(town.Otto, new Grant(Role.NetworkOperator)));
        Assert.True(PersonVisibility.CanSee(town.State, town.Otto.As(), past.People[town.Mia]));
        Assert.False(PersonVisibility.CanSee(Shown, town.Otto.As(), past.People[town.Mia]));
        Assert.False(Visibility.CanReadHistory(Shown, town.Otto.As(), town.Mia));
    }

    [Fact]
    public void leaves_out_members_whom_the_viewer_does_not_see_today()
    {
        var circle = past.Circles[town.Group];
        Assert.Contains(CircleVisibility.MembersSeen(Shown, town.Ben.As(), circle), member => member.Person == town.Cyla);
        town.Do(town.Maja.As(), new CircleCommand.RemoveMember(town.Group, town.Cyla));
        Assert.DoesNotContain(CircleVisibility.MembersSeen(Shown, town.Ben.As(), circle), member => member.Person == town.Cyla);
        Assert.Contains(CircleVisibility.MembersSeen(Shown, town.Maja.As(), circle), member => member.Person == town.Cyla);
    }

    [Fact]
    public void is_without_what_was_taken_back_since_for_everybody()
    {
        var (lived, left) = (new Town(), default(Id<Person>));
        left = lived.Do(Actor.Operator, new PersonCommand.Register("Left", null, null, PersonProfile.Empty, [new Affiliation(lived.Firm, "Boss")])).Of<Person>();
        var gone = lived.Do(Actor.Operator, new OrganisationCommand.Register("Gone", OrganisationKind.Firm, null, "g-1")).Of<Organisation>();
        lived.Do(Actor.Operator, new PersonCommand.Affiliate(lived.Otto, gone, null));
        var before = lived.State;
        lived.Do(Actor.Operator, new PersonCommand.EndAffiliation(lived.Otto, gone));
        lived.Do(Actor.Operator, new OrganisationCommand.Remove(gone));
        var between = PastState.Of(before, lived.State);
        Assert.False(between.Organisations.ContainsKey(gone));
        Assert.False(between.OrganisationByReference.ContainsKey("g-1"));
        Assert.Empty(between.People[lived.Otto].Affiliations);
        Assert.True(between.People.ContainsKey(left));
        lived.Do(Actor.Operator, new PersonCommand.Remove(left));
        var after = PastState.Of(between, lived.State);
        Assert.False(after.People.ContainsKey(left));
        Assert.False(after.Organisations.ContainsKey(gone));
        Assert.Same(lived.State, after.Today);
        Assert.True(before.People.ContainsKey(left));
    }

    [Fact]
    public void takes_with_it_the_seats_the_attendance_and_the_offices_of_whoever_is_gone()
    {
        // Nobody can be removed who has these, so the facts are made by hand: a past that an older version allowed.
        var shown = PastState.Of(past, past with { Removed = past.Removed.Add(town.Cyla, Actor.Operator).Add(town.Ada, Actor.Operator).Add(town.Olga, Actor.Operator) });
        Assert.False(shown.Circles[town.Group].Members.ContainsKey(town.Cyla));
        Assert.False(shown.CirclesByPerson.ContainsKey(town.Cyla));
        Assert.False(shown.Sessions[town.NotInvitedTo].Attendance.ContainsKey(town.Cyla));
        Assert.Empty(shown.Sessions[town.InvitedTo].Advisers);
        Assert.False(shown.Grants.ContainsKey(town.Olga));
    }

    [Fact]
    public void takes_with_a_circle_its_sessions_and_their_diaries()
    {
        var shown = PastState.Of(past, past with { Removed = past.Removed.Add(town.Group, Actor.Operator) });
        Assert.False(shown.Circles.ContainsKey(town.Group));
        Assert.DoesNotContain(shown.Sessions.Values, session => session.Circle == town.Group);
        Assert.All(shown.Diaries.Values, entry => Assert.True(shown.Sessions.ContainsKey(entry.Session)));
        Assert.NotEmpty(shown.Diaries);
    }

    [Fact]
    public void is_no_moment_for_who_came_later()
    {
        var late = town.Person("Late", "PL51");
        Assert.True(OrganisationVisibility.CanSeeAny(town.State, late.As()));
        Assert.False(OrganisationVisibility.CanSeeAny(Shown, late.As()));
        Assert.Null(Visibility.Find(Shown, late.As(), town.Firm));
    }
}
