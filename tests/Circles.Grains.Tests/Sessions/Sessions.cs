using Circles.Grains.Circles;
using Circles.Grains.Diaries;
using Circles.Grains.Kernel;
using Circles.Grains.Packs;
using Circles.Grains.People;
using Circles.Grains.Programmes;
using Circles.Grains.Sessions;
using NodaTime;
using static Circles.Grains.Sessions.SessionCommand;

namespace Circles.Grains.Tests.Sessions;

public sealed class Planning_a_session
{
    private static readonly Town Town = Town.Lse;

    private static readonly Plan Tomorrow = new(
        Town.Group, Story.Noon + Duration.FromDays(1), 90, null, MeetingMode.Online, " ", "Goals", null);

    private static Story Asking(Command command, Id<Person>? by = null) => Town.Story().When((by ?? Town.Marek).As(), command);

    [Fact]
    public void is_done_once_in_the_networks_time_zone()
    {
        var story = Asking(Tomorrow);
        story.Then(new SessionEvent.Planned(
            story.Made<Session>(), Town.Group, 1, Tomorrow.StartsAt, 90, "Europe/Warsaw", MeetingMode.Online, null, "Goals", null)).AndAgain().ThenNothing();
    }

    [Fact]
    public void is_for_members_and_managers()
    {
        Asking(Tomorrow, Town.Ben).ThenDone();
        Asking(Tomorrow, Town.Maja).ThenDone();
        Asking(Tomorrow, Town.Rita).ThenRefused("NOT_ALLOWED");
        Asking(Tomorrow, Town.Ada).ThenRefused("NOT_FOUND", "circle");
        Asking(Tomorrow with { Circle = Town.Pair }, Town.Rita).ThenRefused("NOT_FOUND", "circle");
        Asking(Tomorrow with { Circle = new(7) }).ThenRefused("NOT_FOUND", "circle");
    }

    [Fact]
    public void tells_every_fault() => Asking(Tomorrow with
    {
        TimeZone = "Mars/Base",
        Mode = MeetingMode.Blended,
        StartsAt = Instant.MaxValue,
        Minutes = 0,
        Place = "\u0001",
        Theme = "\u0001",
        Reference = "\n x",
    }).ThenRefusedFor(
        "TIME_ZONE_INVALID timeZone", "SESSION_MODE_NOT_IN_CIRCLE mode", "SESSION_TIME_INVALID startsAt", "SESSION_LENGTH_INVALID minutes",
        "NOT_TEXT place", "NOT_TEXT theme", "NOT_TEXT reference");

    [Fact]
    public void counts_from_one_and_frees_the_number_of_what_is_taken_back()
    {
        var story = Asking(Tomorrow).When(Town.Marek.As(), Tomorrow);
        var second = story.Made<Session>();
        Assert.Equal(2, story.State.Sessions[second].Number);
        story.When(Town.Marek.As(), new Remove(second)).ThenOnce().When(Town.Marek.As(), Tomorrow);
        Assert.Equal(2, story.State.Sessions[story.Made<Session>()].Number);
    }

    [Fact]
    public void has_a_reference_that_is_free_in_its_circle() =>
        Asking(Tomorrow with { Reference = "s-1" }).When(Town.Marek.As(), Tomorrow with { Reference = "s-1" }).ThenRefused("REFERENCE_TAKEN", "reference")
            .When(Town.Marek.As(), Tomorrow with { Reference = "s-1", Circle = Town.Pair }).ThenDone()
            .When(Town.Marek.As(), Tomorrow with { Reference = "" }).ThenDone().When(Town.Marek.As(), Tomorrow with { Reference = "" }).ThenDone();

    [Fact]
    public void ends_with_the_circle() => Asking(new CircleCommand.Close(Town.Group), Town.Maja).When(Town.Marek.As(), Tomorrow).ThenRefused("CIRCLE_CLOSED");

    [Fact]
    public void meets_in_the_way_of_its_circle()
    {
        var town = new Town().StartProgramme(Town.LsePack).FormCircles();
        town.Do(town.Maja.As(), new CircleCommand.Update(town.Group, default, default, MeetingMode.Online, default));
        town.Story().When(town.Maja.As(), Tomorrow with { Circle = town.Group, Mode = MeetingMode.InPerson }).ThenRefused("SESSION_MODE_NOT_IN_CIRCLE", "mode");
    }
}

public sealed class A_planned_session
{
    private readonly Town town = new Town().StartProgramme(Town.LsePack).FormCircles();
    private readonly Id<Session> session;

    public A_planned_session() => session = town.Plan(town.Group, Duration.FromDays(3));

    private Story Asking(Command command, Id<Person>? by = null) => town.Story().When((by ?? town.Marek).As(), command);

    [Fact]
    public void is_updated_by_members_once()
    {
        Asking(new Update(session, MeetingMode.Online, "https://meet.example.org", "Money")).ThenOnce();
        Asking(new Update(session, MeetingMode.InPerson, "Library", "Start")).ThenNothing();
        Asking(new Update(session, MeetingMode.Blended, default, default)).ThenRefused("SESSION_MODE_NOT_IN_CIRCLE", "mode");
        Asking(new Update(session, default, default, default), town.Rita).ThenRefused("NOT_FOUND", "session");
        Asking(new Update(new(7), default, default, default)).ThenRefused("NOT_FOUND", "session");
    }

    /// <summary>LSE-82: at least two days before.</summary>
    [Fact]
    public void moves_with_the_notice_given()
    {
        var later = town.Now + Duration.FromDays(5);
        Asking(new Move(session, later, null)).Then(new SessionEvent.Moved(session, later, 90, 3 * 24 * 60)).AndAgain().ThenNothing();
        Asking(new Move(session, later, 0)).ThenRefused("SESSION_LENGTH_INVALID", "minutes");
        Asking(new Move(session, Instant.MinValue, null)).ThenRefused("SESSION_TIME_INVALID", "startsAt");
        Asking(new Move(session, later, Limits.SessionMinutesMax + 1)).ThenRefused("SESSION_LENGTH_INVALID");
    }

    [Fact]
    public void is_cancelled_once_with_a_reason_and_the_notice_given()
    {
        town.Now += Duration.FromDays(3) - Duration.FromSeconds(30);
        Asking(new Cancel(session, "Ill")).Then(new SessionEvent.Cancelled(session, "Ill", 0)).AndAgain().ThenNothing()
            .When(town.Marek.As(), new Move(session, town.Now + Duration.FromDays(9), null)).ThenRefused("SESSION_NOT_PLANNED")
            .When(town.Marek.As(), new Hold(session, [])).ThenRefused("SESSION_NOT_PLANNED");
        Asking(new Cancel(session, " ")).ThenRefused("REQUIRED", "reason");
        town.Now += Duration.FromMinutes(1);
        Asking(new Cancel(session, "Late")).Then(new SessionEvent.Cancelled(session, "Late", -1));
    }

    [Fact]
    public void invites_advisers_of_the_circle_once()
    {
        Asking(new InviteAdviser(session, town.Ada)).ThenOnce();
        Asking(new InviteAdviser(session, town.Ben)).ThenRefused("NOT_AN_ADVISER", "person");
        Asking(new InviteAdviser(session, new(7))).ThenRefused("NOT_AN_ADVISER", "person");
        Asking(new InviteAdviser(session, town.Adam), town.Adam).ThenRefused("NOT_FOUND", "session");
    }

    [Fact]
    public void is_held_once_after_it_began()
    {
        Asking(new Hold(session, [])).ThenRefused("SESSION_NOT_BEGUN");
        town.Now += Duration.FromDays(3);
        Asking(new Hold(session, [new(town.Ben, Attendance.Present), new(town.Ada, Attendance.Excused)])).Then(new SessionEvent.Held(
                session,
                [
                    new(town.Marek, Attendance.Absent), new(town.Ben, Attendance.Present), new(town.Cyla, Attendance.Absent), new(town.Ada, Attendance.Excused),
                ]))
            .AndAgain().ThenNothing()
            .When(town.Marek.As(), new Hold(session, [])).ThenRefused("SESSION_HELD_ALREADY")
            .When(town.Marek.As(), new RecordAttendance(session, town.Cyla, Attendance.Excused)).ThenOnce()
            .When(town.Marek.As(), new RecordAttendance(session, town.Otto, Attendance.Excused)).ThenRefused("NOT_A_MEMBER", "person")
            .When(town.Marek.As(), new Remove(session)).ThenRefused("SESSION_NOT_PLANNED");
    }

    [Fact]
    public void is_held_by_members_who_are_named_once()
    {
        town.Now += Duration.FromDays(3);
        Asking(new Hold(session, [new(town.Otto, Attendance.Present)])).ThenRefused("NOT_A_MEMBER", "attendance.0.person");
        Asking(new Hold(session, [new(town.Ben, Attendance.Present), new(town.Ben, Attendance.Absent)])).ThenRefused("ATTENDANCE_TOLD_TWICE", "attendance");
    }

    [Fact]
    public void is_not_held_by_half_a_group()
    {
        town.Now += Duration.FromDays(3);
        town.Do(town.Maja.As(), new CircleCommand.RemoveMember(town.Group, town.Cyla));
        Asking(new Hold(session, [])).ThenRefused("CIRCLE_INCOMPLETE", "circle");
    }

    [Fact]
    public void has_no_attendance_and_no_diary_yet()
    {
        Asking(new RecordAttendance(session, town.Ben, Attendance.Present)).ThenRefused("SESSION_NOT_HELD");
        Asking(new DiaryCommand.Write(session, "Early"), town.Ben).ThenRefused("SESSION_NOT_HELD");
    }

    [Fact]
    public void is_one_of_at_most_520()
    {
        var one = town.State.Sessions[session];
        var many = Enumerable.Range(2, Limits.SessionsMax - 1).Select(i => one with { Id = new((uint)i), Number = i });
        var full = NetworkTables.Rebuild(town.State with { Sessions = town.State.Sessions.AddRange(many.Select(s => KeyValuePair.Create(s.Id, s))) });
        Story.Given(full).When(town.Marek.As(), new Plan(town.Group, town.Now, 60, null, MeetingMode.Online, null, null, null)).ThenRefused("TOO_MANY", "circle");
    }
}

/// <summary>LSE-09: blended means three sessions in person, at the start, in the middle and at the end.</summary>
public sealed class A_plan
{
    private readonly Town town = new Town().StartProgramme(Town.LsePack).FormCircles();

    private string[] Warnings => [.. SessionPlan.Warnings(town.State, town.State.Circles[town.Group]).Select(warning => $"{warning.Code} {warning.Path}")];

    [Fact]
    public void warns_at_the_start_in_the_middle_and_at_the_end()
    {
        string[] all = ["PLAN_NOT_IN_PERSON sessions.first", "PLAN_NOT_IN_PERSON sessions.middle", "PLAN_NOT_IN_PERSON sessions.last"];
        Assert.Equal(all, Warnings);
        town.Plan(town.Group, Duration.FromDays(1));
        Assert.Equal(all[1..], Warnings);
        town.Plan(town.Group, Duration.FromDays(9));
        Assert.Equal(all[1..2], Warnings);
        town.Plan(town.Group, Duration.FromDays(5), MeetingMode.Online);
        Assert.Equal(all[1..2], Warnings);
        town.Plan(town.Group, Duration.FromDays(6));
        Assert.Empty(Warnings);
        town.Plan(town.Group, Duration.FromDays(10), MeetingMode.Online);
        Assert.Equal(all[2..], Warnings);
    }

    [Fact]
    public void of_an_online_circle_warns_of_nothing()
    {
        town.Do(town.Maja.As(), new CircleCommand.Update(town.Group, default, default, MeetingMode.Online, default));
        Assert.Empty(Warnings);
    }

    [Fact]
    public void counts_no_cancelled_session()
    {
        var session = town.Plan(town.Group, Duration.FromDays(1));
        town.Do(town.Maja.As(), new Cancel(session, "Ill"));
        Assert.Equal(3, Warnings.Length);
    }

    /// <summary>LSE-43: the mentor first in a group, the mentee first in a pair.</summary>
    [Fact]
    public void has_the_agenda_of_its_place_and_form()
    {
        var first = town.Plan(town.Group, Duration.FromDays(1));
        var last = town.Plan(town.Group, Duration.FromDays(3));
        var middle = town.Plan(town.Group, Duration.FromDays(2));
        var pairs = town.Plan(town.Pair, Duration.FromDays(2));
        Assert.StartsWith("The mentor introduces", Agenda(first), StringComparison.Ordinal);
        Assert.StartsWith("How have the goals", Agenda(middle), StringComparison.Ordinal);
        Assert.StartsWith("Where were you", Agenda(last), StringComparison.Ordinal);
        Assert.StartsWith("The mentee introduces", Agenda(pairs), StringComparison.Ordinal);
    }

    private string Agenda(Id<Session> id)
    {
        var session = town.State.Sessions[id];
        return SessionPlan.AgendaOf(town.State, town.State.Circles[session.Circle], session)!.Items[0].In("en");
    }
}
