using Circles.Grains.Circles;
using Circles.Grains.Diaries;
using Circles.Grains.Kernel;
using Circles.Grains.People;
using Circles.Grains.Programmes;
using Circles.Grains.Sessions;
using NodaTime;
using static Circles.Grains.Diaries.DiaryCommand;

namespace Circles.Grains.Tests.Diaries;

public sealed class A_diary
{
    private readonly Town town = new Town().StartProgramme(Town.LsePack).FormCircles();

    private Story Asking(Command command, Id<Person> by) => town.Story().When(by.As(), command);

    private Id<Person>? Keeper(Id<Session> session) =>
        DiaryKeeping.KeeperOf(town.State, town.State.Circles[town.State.Sessions[session].Circle], town.State.Sessions[session]);

    [Fact]
    public void is_written_by_its_keeper_once_and_anew()
    {
        var session = town.Held(town.Group);
        Asking(new Write(session, "We met."), town.Ben).ThenOnce().When(town.Ben.As(), new Write(session, "We met and talked.")).ThenOnce()
            .And(state => Assert.Single(state.Diaries));
        Asking(new Write(session, "Mine"), town.Cyla).ThenRefused("DIARY_NOT_KEEPER", "session");
        Asking(new Write(session, "Mine"), town.Marek).ThenRefused("DIARY_NOT_KEEPER");
        Asking(new Write(session, "Mine"), town.Maja).ThenRefused("DIARY_NOT_KEEPER");
        Asking(new Write(session, ""), town.Ben).ThenRefused("REQUIRED", "text");
    }

    /// <summary>LSE-62: in pairs always the mentee.</summary>
    [Fact]
    public void of_a_pair_is_always_the_mentees()
    {
        foreach (var session in (Id<Session>[])[town.Held(town.Pair), town.Held(town.Pair)]) Assert.Equal(town.Mia, Keeper(session));
        Asking(new SessionCommand.AppointKeeper(town.Held(town.Pair), town.Marek), town.Marek).ThenRefused("DIARY_KEEPER_FIXED", "person");
    }

    /// <summary>LSE-61: by rotation; a cancelled session uses up nobody's turn.</summary>
    [Fact]
    public void of_a_group_goes_round()
    {
        var first = town.Plan(town.Group, Duration.FromDays(1));
        var cancelled = town.Plan(town.Group, Duration.FromDays(2));
        var second = town.Plan(town.Group, Duration.FromDays(3));
        var third = town.Plan(town.Group, Duration.FromDays(4));
        town.Do(town.Ben.As(), new SessionCommand.Cancel(cancelled, "Snow"));
        Assert.Equal([town.Ben, town.Cyla, town.Ben], [Keeper(first), Keeper(second), Keeper(third)]);
    }

    [Fact]
    public void goes_to_whom_the_group_appoints()
    {
        var session = town.Plan(town.Group, Duration.FromDays(1));
        Asking(new SessionCommand.AppointKeeper(session, town.Cyla), town.Ben).ThenOnce();
        Asking(new SessionCommand.AppointKeeper(session, town.Marek), town.Ben).ThenRefused("DIARY_KEEPER_ROLE", "person");
        Asking(new SessionCommand.AppointKeeper(session, new(7)), town.Ben).ThenRefused("DIARY_KEEPER_ROLE", "person");
        town.Do(town.Ben.As(), new SessionCommand.AppointKeeper(session, town.Cyla));
        Assert.Equal(town.Cyla, Keeper(session));
        town.Do(town.Ben.As(), new SessionCommand.Cancel(session, "Snow"));
        Asking(new SessionCommand.AppointKeeper(session, town.Ben), town.Ben).ThenRefused("SESSION_NOT_PLANNED");
    }

    [Fact]
    public void passes_over_whoever_was_absent()
    {
        var session = town.Plan(town.Group, Duration.FromDays(1));
        town.Now += Duration.FromDays(2);
        town.Do(town.Marek.As(), new SessionCommand.Hold(session, [new(town.Marek, Attendance.Present), new(town.Cyla, Attendance.Present), new(town.Ben, Attendance.Excused)]));
        Assert.Equal(town.Cyla, Keeper(session));
    }

    [Fact]
    public void stays_the_writers_whatever_changes_in_the_circle()
    {
        var session = town.Held(town.Group);
        town.Write(session);
        Asking(new SessionCommand.AppointKeeper(session, town.Cyla), town.Cyla).ThenRefused("DIARY_WRITTEN", "person");
        town.Do(town.Maja.As(), new CircleCommand.RemoveMember(town.Group, town.Ben));
        Assert.Equal(town.Ben, Keeper(session));
        Asking(new Write(session, "I rewrite it"), town.Cyla).ThenRefused("DIARY_NOT_KEEPER");
        Asking(new Write(session, "I rewrite it"), town.Ben).ThenRefused("NOT_FOUND", "session");
    }

    /// <summary>LSE-63: the mentor's remark, after the mentee's text.</summary>
    [Fact]
    public void takes_the_mentors_remark_after_the_text()
    {
        var session = town.Held(town.Group);
        Asking(new Remark(session, "Well done"), town.Marek).ThenRefused("DIARY_NOT_WRITTEN");
        town.Write(session);
        Asking(new Remark(session, "Well done"), town.Marek).ThenOnce();
        Asking(new Remark(session, "Well done"), town.Cyla).ThenRefused("DIARY_REMARK_ROLE");
        Asking(new Remark(session, "Well done"), town.Maja).ThenRefused("DIARY_REMARK_ROLE");
        Asking(new Remark(session, "\u0000"), town.Marek).ThenRefused("NOT_TEXT", "text");
    }

    [Fact]
    public void is_not_kept_where_the_pack_keeps_none()
    {
        var pack = Town.LsePack with { Key = new("no-diary", "1.0.0"), Forms = [.. Town.LsePack.Forms.Select(form => form with { Diary = null })] };
        var other = new Town().StartProgramme(pack).FormCircles();
        var session = other.Held(other.Group);
        other.Story().When(other.Ben.As(), new Write(session, "x")).ThenRefused("DIARY_NOT_KEPT", "session");
        other.Story().When(other.Ben.As(), new SessionCommand.AppointKeeper(session, other.Ben)).ThenRefused("DIARY_NOT_KEPT");
    }

    [Fact]
    public void ends_with_the_circle()
    {
        var session = town.Held(town.Group);
        town.Do(town.Maja.As(), new CircleCommand.Close(town.Group));
        Asking(new Write(session, "x"), town.Ben).ThenRefused("CIRCLE_CLOSED");
    }
}
