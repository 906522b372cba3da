using Circles.Grains.Access;
using Circles.Grains.Circles;
using Circles.Grains.Diaries;
using Circles.Grains.Kernel;
using Circles.Grains.People;
using Circles.Grains.Sessions;
using NodaTime;
using static Circles.Grains.Circles.CircleCommand;

namespace Circles.Grains.Tests.Circles;

public sealed class Breaking_glass
{
    private static readonly Town Town = Town.Full(Town.StrictPack, CircleAudience.Secret);
    private static readonly Instant End = Town.Now + Duration.FromHours(2);

    private static Story Opened => Asking(new OpenTo(Town.Group, Town.Otto, End, "A report")).ThenDone();

    private static Story Asking(CircleCommand command, Id<Person>? by = null) => Town.Story().When((by ?? Town.Olga).As(), command);

    [Fact]
    public void opens_one_circle_to_one_person()
    {
        Assert.Equal("", Seen(Town.State, Town.Otto, Town.Group));
        var state = Opened.State;
        Assert.Equal("cmsd", Seen(state, Town.Otto, Town.Group));
        Assert.Equal("", Seen(state, Town.Otto, Town.Pair));
        foreach (var other in (Id<Person>[])[Town.Olga, Town.Rita, Town.Adam]) Assert.Equal("", Seen(state, other, Town.Group));
        Assert.True(PersonVisibility.CanSee(state, Town.Otto.As(), state.People[Town.Ben]));
        Assert.False(PersonVisibility.CanSeeContact(state, Town.Otto.As(), state.People[Town.Ben]));
    }

    [Fact]
    public void is_told_to_the_members_with_who_why_and_how_long()
    {
        var state = Opened.State;
        var circle = state.Circles[Town.Group];
        Assert.Equal([new Opening(Town.Otto, "A report", Town.Olga.As(), Town.Now, End, null)], circle.Openings);
        foreach (var member in (Id<Person>[])[Town.Ben, Town.Cyla, Town.Marek, Town.Maja, Town.Otto])
            Assert.True(CircleVisibility.Openings.Allows(state, member.As(), circle));
        foreach (var other in (Id<Person>[])[Town.Ada, Town.Olga, Town.Mia])
            Assert.False(CircleVisibility.Openings.Allows(state, other.As(), circle));
        Assert.True(Visibility.CanReadHistory(state, Town.Ben.As(), Town.Group));
    }

    [Fact]
    public void lets_look_and_not_touch()
    {
        Opened.When(Town.Otto.As(), new Rename(Town.Group, "Mine")).ThenRefused("NOT_ALLOWED");
        Opened.When(Town.Otto.As(), new SessionCommand.Plan(Town.Group, End, 60, null, Grains.Programmes.MeetingMode.Online, null, null, null))
            .ThenRefused("NOT_ALLOWED");
        Opened.When(Town.Otto.As(), new DiaryCommand.Write(Town.InvitedTo, "I was here")).ThenRefused("DIARY_NOT_KEEPER");
    }

    [Fact]
    public void ends_when_its_time_is_up_though_nothing_happens()
    {
        var state = Opened.State;
        Assert.Same(state, BreakGlass.At(state, End - Duration.Epsilon));
        var after = BreakGlass.At(state, End);
        Assert.Equal("", Seen(after, Town.Otto, Town.Group));
        Assert.Equal(End, Assert.Single(after.Circles[Town.Group].Openings).EndedAt);
        Assert.Empty(after.OpeningsByEnd);
        Assert.Same(after, BreakGlass.At(after, End + Duration.FromDays(1)));
    }

    [Fact]
    public void ends_for_commands_at_the_same_moment()
    {
        Opened.At(End - Duration.Epsilon).When(Town.Otto.As(), new Rename(Town.Group, "Mine")).ThenRefused("NOT_ALLOWED");
        Opened.At(End).When(Town.Otto.As(), new Rename(Town.Group, "Mine")).ThenRefused("NOT_FOUND");
    }

    [Fact]
    public void is_replayed_as_ended_by_whatever_happens_next()
    {
        var state = Opened.At(End).When(Town.Maja.As(), new Update(Town.Pair, "Of us", default, default, default)).ThenDone().State;
        Assert.Equal(End, Assert.Single(state.Circles[Town.Group].Openings).EndedAt);
        Assert.Empty(state.OpeningsByEnd);
    }

    [Fact]
    public void ends_by_those_who_run_the_network_or_by_the_one_who_looked()
    {
        foreach (var by in (Id<Person>[])[Town.Olga, Town.Otto])
            Opened.When(by.As(), new ShutTo(Town.Group, Town.Otto)).ThenDone()
                .And(state => Assert.Equal("", Seen(state, Town.Otto, Town.Group)))
                .And(state => Assert.Equal(Town.Now, Assert.Single(state.Circles[Town.Group].Openings).EndedAt))
                .When(Town.Olga.As(), new ShutTo(Town.Group, Town.Otto)).ThenNothing();
        Opened.When(Town.Maja.As(), new ShutTo(Town.Group, Town.Otto)).ThenRefused("NOT_ALLOWED");
        Opened.When(Town.Rita.As(), new ShutTo(Town.Group, Town.Otto)).ThenRefused("NOT_FOUND");
        Asking(new ShutTo(Town.Group, Town.Otto)).ThenRefused("NOT_FOUND");
    }

    [Fact]
    public void anew_replaces_what_was_opened_before()
    {
        var later = End + Duration.FromHours(1);
        Opened.When(Town.Olga.As(), new OpenTo(Town.Group, Town.Otto, End, "A report")).ThenNothing();
        var state = Opened.When(Town.Olga.As(), new OpenTo(Town.Group, Town.Otto, later, "Longer")).ThenDone().State;
        Assert.Equal([Town.Now, null], state.Circles[Town.Group].Openings.Select(opening => opening.EndedAt));
        Assert.Equal("cmsd", Seen(BreakGlass.At(state, End), Town.Otto, Town.Group));
        Assert.Equal("", Seen(BreakGlass.At(state, later), Town.Otto, Town.Group));
    }

    [Fact]
    public void is_for_another_than_the_one_who_decides_for_a_reason_and_at_most_a_week()
    {
        Asking(new OpenTo(Town.Group, Town.Olga, End, "I wonder")).ThenRefused("BREAK_GLASS_FOR_ONESELF", "person");
        Asking(new OpenTo(Town.Group, Town.Otto, End, " ")).ThenRefused("REQUIRED", "because");
        Asking(new OpenTo(Town.Group, Town.Otto, Town.Now, "Late")).ThenRefused("EXPIRES_IN_THE_PAST", "until");
        Asking(new OpenTo(Town.Group, Town.Otto, Town.Now + Limits.OpeningMax, "A week")).ThenDone();
        Asking(new OpenTo(Town.Group, Town.Otto, Town.Now + Limits.OpeningMax + Duration.Epsilon, "Longer"))
            .ThenRefused("BREAK_GLASS_TOO_LONG", "until");
        Asking(new OpenTo(Town.Group, new(7), End, "Who?")).ThenRefused("NOT_FOUND", "person");
        Asking(new OpenTo(new(7), Town.Otto, End, "What?")).ThenRefused("NOT_FOUND", "circle");
    }

    [Fact]
    public void is_decided_by_those_who_run_the_network()
    {
        foreach (var by in (Id<Person>[])[Town.Maja, Town.Marek, Town.Ben])
            Asking(new OpenTo(Town.Group, Town.Otto, End, "A report"), by).ThenRefused("NOT_ALLOWED");
        foreach (var by in (Id<Person>[])[Town.Rita, Town.Otto])
            Asking(new OpenTo(Town.Group, Town.Otto, End, "A report"), by).ThenRefused("NOT_FOUND", "circle");
    }

    [Fact]
    public void shows_nothing_of_the_time_before_it_and_nothing_once_it_is_over()
    {
        var state = Opened.State;
        Assert.Equal("", Seen(PastState.Of(Town.State, state), Town.Otto, Town.Group));
        Assert.Equal("cmsd", Seen(PastState.Of(state, state), Town.Otto, Town.Group));
        Assert.Equal("", Seen(PastState.Of(state, BreakGlass.At(state, End)), Town.Otto, Town.Group));
    }

    private static string Seen(NetworkState state, Id<Person> viewer, Id<Circle> id)
    {
        var (actor, circle) = (viewer.As(), state.Circles[id]);
        var session = state.Sessions[state.SessionsByCircle[id].First()];
        return string.Concat(
            CircleVisibility.CanSee(state, actor, circle) ? "c" : "",
            CircleVisibility.CanSeeMembers(state, actor, circle) ? "m" : "",
            CircleVisibility.CanSeeSession(state, actor, circle, session) ? "s" : "",
            DiaryVisibility.CanSee(state, actor, state.Diaries[state.DiaryBySession[session.Id]]) ? "d" : "");
    }
}
