using System.Text.Json;
using Circles.Grains.Applications;
using Circles.Grains.Circles;
using Circles.Grains.Clock;
using Circles.Grains.Diaries;
using Circles.Grains.Kernel;
using Circles.Grains.Packs;
using Circles.Grains.Programmes;
using Circles.Grains.Sessions;
using NodaTime;

namespace Circles.Grains.Tests.Clock;

/// <summary>What people wrote in a circle or to apply, when it has been closed for as long as the pack keeps it (LSE-50, LSE-84).</summary>
public sealed class Words_after_closing
{
    private const string Said = "Between us";

    private static readonly ProcessPack Pack = Town.WidePack with { RetentionMonths = 3 };

    private readonly Town town = Town.Full(Pack, CircleAudience.Open);

    [Fact]
    public void are_kept_to_the_last_moment_of_the_months_that_the_pack_says()
    {
        town.Now = Instant.FromUtc(2026, 11, 30, 9, 30);
        town.Do(town.Maja.As(), new CircleCommand.Close(town.Pair));
        // February has no 30th day.
        var end = Instant.FromUtc(2027, 2, 28, 9, 30);
        Assert.Equal(end, Due.Next(town.State));
        Strike(end - Duration.Epsilon).ThenNothing();
        Strike(end).Then(new CircleEvent.WordsErased(town.Pair)).AndAgain().ThenNothing().And(state => Assert.Null(Due.Next(state)));
    }

    [Fact]
    public void are_kept_for_good_while_it_is_open()
    {
        Assert.Null(Due.Next(town.State));
        Strike(town.Now + Duration.FromDays(36_500)).ThenNothing();
    }

    [Fact]
    public void are_gone_from_the_circle_its_sessions_and_its_diaries()
    {
        SayEverywhere();
        Assert.Contains(Said, AllOf(town.State), StringComparison.Ordinal);
        CloseAndLetTimePass();
        Assert.DoesNotContain(Said, AllOf(town.State), StringComparison.Ordinal);
        Assert.True(Retention.IsErased(town.State, town.Group));
        Assert.True(Retention.IsErased(town.State, town.InvitedTo));
        Assert.True(Retention.IsErased(town.State, town.State.DiaryBySession[town.InvitedTo]));
    }

    [Fact]
    public void leave_everything_that_is_counted()
    {
        SayEverywhere();
        var before = Counted(town.State);
        CloseAndLetTimePass();
        Assert.Equal(before, Counted(town.State));
    }

    [Fact]
    public void of_another_circle_stay()
    {
        SayEverywhere();
        town.Do(town.Maja.As(), new CircleCommand.Close(town.Pair));
        LetTimePass();
        Assert.True(Retention.IsErased(town.State, town.Pair));
        Assert.False(Retention.IsErased(town.State, town.Group));
        Assert.Equal(Said, town.State.Circles[town.Group].Name);
    }

    [Fact]
    public void are_gone_from_the_past_as_well()
    {
        SayEverywhere();
        var past = town.State;
        Assert.Contains(Said, AllOf(PastState.Of(past, town.State)), StringComparison.Ordinal);
        CloseAndLetTimePass();
        var shown = PastState.Of(past, town.State);
        Assert.DoesNotContain(Said, AllOf(shown), StringComparison.Ordinal);
        Assert.True(shown.Circles[town.Group].IsOpen);
        Assert.True(Retention.IsErased(shown, town.InvitedTo));
        // A past state that was shown before is brought up to today.
        Assert.DoesNotContain(Said, AllOf(PastState.Of(PastState.Of(past, past), town.State)), StringComparison.Ordinal);
    }

    [Fact]
    public void of_applications_go_with_their_programme()
    {
        var application = town.State.ApplicationsByPerson[town.Mia].Single();
        town.Do(town.Maja.As(), new CircleCommand.Close(town.Pair));
        town.Do(town.Maja.As(), new CircleCommand.Close(town.Group));
        LetTimePass();
        Assert.Equal("I want to", town.State.Applications[application].Motivation);
        town.Do(town.Maja.As(), new ProgrammeCommand.Close(town.Programme));
        LetTimePass();
        var erased = town.State.Applications[application];
        Assert.Equal((null, null, ApplicationStatus.Accepted), (erased.Motivation, erased.Reason, erased.Status));
        Assert.Equal(town.State.ApplicationsByProgramme[town.Programme].Order(), town.State.Erased.Keys.Where(id => id.Is<Application>(out _))
            .Select(id => new Id<Application>(id.Value)).Order());
    }

    [Fact]
    public void of_an_application_that_is_withdrawn_after_that_go_at_once()
    {
        town.Do(town.Maja.As(), new CircleCommand.Close(town.Pair));
        town.Do(town.Maja.As(), new CircleCommand.Close(town.Group));
        var late = Started();
        LetTimePass();
        Assert.True(Retention.IsErased(town.State, late));
        var past = town.Do(town.Otto.As(), new ApplicationCommand.Withdraw(late, Said)).Of<Application>();
        var before = town.State;
        Assert.Equal(Said, before.Applications[past].Reason);
        town.Now += Duration.FromSeconds(1);
        town.Do(Actor.Clock, new ClockCommand.Strike());
        Assert.Null(town.State.Applications[late].Reason);
        Assert.Null(PastState.Of(before, town.State).Applications[late].Reason);
    }

    /// <summary>A second programme, closed, with an application that nobody decided.</summary>
    private Id<Application> Started()
    {
        town.BeginProgramme(Pack, "Second");
        var application = town.Do(
            town.Otto.As(), new ApplicationCommand.Apply(town.Programme, town.Otto, CircleRole.Mentee, null, Said)).Of<Application>();
        town.Do(town.Maja.As(), new ProgrammeCommand.Close(town.Programme));
        return application;
    }

    private void SayEverywhere()
    {
        foreach (var circle in (Id<Circle>[])[town.Group, town.Pair])
        {
            town.Do(town.Marek.As(), new CircleCommand.Rename(circle, Said));
            town.Do(town.Maja.As(), new CircleCommand.Update(circle, Said, default, default, default));
        }

        var session = town.Do(town.Maja.As(), new SessionCommand.Plan(
            town.Group, town.Now + Duration.FromDays(1), 60, null, MeetingMode.Online, Said, Said, "s-1")).Of<Session>();
        town.Do(town.Maja.As(), new SessionCommand.Cancel(session, Said));
        town.Write(town.InvitedTo, Said);
        town.Do(town.Marek.As(), new DiaryCommand.Remark(town.InvitedTo, Said));
    }

    private void CloseAndLetTimePass()
    {
        town.Do(town.Maja.As(), new CircleCommand.Close(town.Pair));
        town.Do(town.Maja.As(), new CircleCommand.Close(town.Group));
        LetTimePass();
    }

    private void LetTimePass()
    {
        town.Now = Due.Next(town.State)!.Value;
        town.Do(Actor.Clock, new ClockCommand.Strike());
    }

    private Story Strike(Instant at) => Story.Given(town.State).At(at).When(Actor.Clock, new ClockCommand.Strike());

    private static string AllOf(NetworkState state) => string.Join('\n', (IEnumerable<string>)
    [
        .. state.Circles.Values.Select(circle => JsonSerializer.Serialize(circle, Json.Options)),
        .. state.Sessions.Values.Select(session => JsonSerializer.Serialize(session, Json.Options)),
        .. state.Diaries.Values.Select(entry => JsonSerializer.Serialize(entry, Json.Options)),
    ]);

    private static (int, int, int, int, long, int, int) Counted(NetworkState state) =>
    (
        state.Circles.Count,
        state.Circles.Values.Sum(circle => circle.Members.Count),
        state.Sessions.Values.Count(session => session.Status == SessionStatus.Held),
        state.Sessions.Values.Sum(session => session.Attendance.Count(one => one.Value == Attendance.Present)),
        state.Sessions.Values.Sum(session => (long)session.Minutes),
        state.Diaries.Values.Count(entry => entry.Remark is not null),
        state.Diaries.Count);
}
