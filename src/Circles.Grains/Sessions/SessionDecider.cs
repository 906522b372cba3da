using System.Diagnostics;
using Circles.Grains.Access;
using Circles.Grains.Circles;
using Circles.Grains.Kernel;
using Circles.Grains.Packs;
using Circles.Grains.People;
using Circles.Grains.Programmes;
using NodaTime;
using Activity = Circles.Grains.Packs.Activity;

namespace Circles.Grains.Sessions;

internal static class SessionDecider
{
    public static Decision Decide(NetworkState state, SessionCommand command, Envelope envelope) => command switch
    {
        SessionCommand.Plan c => Plan(state, c, envelope),
        SessionCommand.Update c => OnPlanned(state, c.Session, envelope, (there, _) => Update(state, there, c)),
        SessionCommand.Move c => OnPlanned(state, c.Session, envelope, (there, _) => Move(there, c, envelope)),
        SessionCommand.Cancel c => OnExisting(state, c.Session, envelope, (there, _) => Cancel(there, c, envelope)),
        SessionCommand.InviteAdviser c => OnPlanned(state, c.Session, envelope, (there, circle) => InviteAdviser(there, circle, c.Person)),
        SessionCommand.AppointKeeper c => OnExisting(state, c.Session, envelope, (there, circle) => AppointKeeper(state, there, circle, c.Person)),
        SessionCommand.Hold c => OnExisting(state, c.Session, envelope, (there, circle) => Hold(state, there, circle, c, envelope)),
        SessionCommand.RecordAttendance c => OnExisting(state, c.Session, envelope, (there, circle) => Record(there, circle, c)),
        SessionCommand.Remove c => OnExisting(
            state,
            c.Session,
            envelope,
            (there, _) => there.Status == SessionStatus.Planned ? new SessionEvent.Removed(there.Id) : SessionErrors.NotPlanned()),
        _ => throw new UnreachableException($"Decide has no case for {command.GetType().Name}."),
    };

    /// <summary>A session that the actor has a hand in: as a member who is not an adviser, or as a manager.</summary>
    private static Decision OnExisting(NetworkState state, Id<Session> id, Envelope envelope, Func<Session, Circle, Decision> decide)
    {
        if (!state.Sessions.TryGetValue(id, out var there)) return KernelErrors.NotFound("session");
        var circle = state.Circles[there.Circle];
        if (!CircleVisibility.CanSeeSession(state, envelope.By, circle, there)) return KernelErrors.NotFound("session");
        if (!CircleVisibility.IsMemberOrManager(state, envelope.By, circle)) return KernelErrors.NotAllowed();
        return circle.IsOpen ? decide(there, circle) : CircleErrors.Closed();
    }

    private static Decision OnPlanned(NetworkState state, Id<Session> id, Envelope envelope, Func<Session, Circle, Decision> decide) =>
        OnExisting(state, id, envelope, (there, circle) =>
            there.Status == SessionStatus.Planned ? decide(there, circle) : SessionErrors.NotPlanned());

    private static Decision Plan(NetworkState state, SessionCommand.Plan c, Envelope envelope)
    {
        var id = envelope.NewId<Session>();
        if (state.Sessions.ContainsKey(id)) return Decision.Nothing(id);
        if (!state.Circles.TryGetValue(c.Circle, out var circle) || !CircleVisibility.CanSee(state, envelope.By, circle))
            return KernelErrors.NotFound("circle");
        if (!CircleVisibility.IsMemberOrManager(state, envelope.By, circle)) return KernelErrors.NotAllowed();
        if (!circle.IsOpen) return CircleErrors.Closed();
        var programme = state.Programmes[circle.Programme];
        if (!state.PackOf(programme).Opens(programme.Stage, Activity.PlanSessions)) return ProgrammeErrors.StageClosed("circle");
        var zone = c.TimeZone ?? state.Network!.TimeZone;
        var reference = NullIfBlank(c.Reference);
        var siblings = state.SessionsByCircle.GetValueOrDefault(circle.Id, []).Select(other => state.Sessions[other]).ToList();
        return Check.All(
                Check.TimeZone(zone, "timeZone"),
                Mode(circle, c.Mode),
                Time(c.StartsAt),
                Minutes(c.Minutes),
                Check.OptionalText(c.Place, "place", Limits.LineMax),
                Check.OptionalText(c.Theme, "theme", Limits.LineMax),
                Check.OptionalLine(c.Reference, "reference", Limits.NameMax),
                reference is not null && siblings.Any(other => other.Reference == reference) ? KernelErrors.ReferenceTaken("reference") : null,
                siblings.Count >= Limits.SessionsMax ? KernelErrors.TooMany("circle", Limits.SessionsMax) : null)
            ?? new SessionEvent.Planned(
                id,
                circle.Id,
                siblings.Count == 0 ? 1 : siblings.Max(other => other.Number) + 1,
                c.StartsAt,
                c.Minutes,
                zone,
                c.Mode,
                NullIfBlank(c.Place),
                NullIfBlank(c.Theme),
                reference);
    }

    private static Decision Update(NetworkState state, Session there, SessionCommand.Update c)
    {
        var change = new SessionEvent.Updated(
            there.Id, c.Mode.Against(there.Mode), c.Place.Against(there.Place), c.Theme.Against(there.Theme));
        if (change == new SessionEvent.Updated(there.Id, default, default, default)) return Decision.Nothing(there.Id);
        return Check.All(
                change.Mode.Given ? Mode(state.Circles[there.Circle], change.Mode.Value) : null,
                change.Place.Given ? Check.OptionalText(change.Place.Value, "place", Limits.LineMax) : null,
                change.Theme.Given ? Check.OptionalText(change.Theme.Value, "theme", Limits.LineMax) : null)
            ?? change;
    }

    private static Decision Move(Session there, SessionCommand.Move c, Envelope envelope)
    {
        var minutes = c.Minutes ?? there.Minutes;
        if (there.StartsAt == c.StartsAt && there.Minutes == minutes) return Decision.Nothing(there.Id);
        return Check.All(Time(c.StartsAt), Minutes(minutes))
            ?? new SessionEvent.Moved(there.Id, c.StartsAt, minutes, NoticeMinutes(there, envelope.At));
    }

    private static Decision Cancel(Session there, SessionCommand.Cancel c, Envelope envelope) => there.Status switch
    {
        SessionStatus.Cancelled => Decision.Nothing(there.Id),
        SessionStatus.Held => SessionErrors.NotPlanned(),
        _ => Check.All(Check.Text(c.Reason, "reason", Limits.LineMax))
            ?? new SessionEvent.Cancelled(there.Id, c.Reason, NoticeMinutes(there, envelope.At)),
    };

    private static Decision InviteAdviser(Session there, Circle circle, Id<Person> person)
    {
        if (there.Advisers.Contains(person)) return Decision.Nothing(there.Id);
        return circle.Has(person, CircleRole.Adviser) ? new SessionEvent.AdviserInvited(there.Id, person) : SessionErrors.NotAnAdviser();
    }

    private static Decision AppointKeeper(NetworkState state, Session there, Circle circle, Id<Person> person)
    {
        if (there.Status == SessionStatus.Cancelled) return SessionErrors.NotPlanned();
        if (there.Keeper == person) return Decision.Nothing(there.Id);
        if (DiaryKeeping.RuleOf(state, circle) is not { } rule) return SessionErrors.NoDiary();
        if (!rule.Rotates) return SessionErrors.KeeperIsFixed();
        if (state.DiaryBySession.ContainsKey(there.Id)) return SessionErrors.DiaryWritten();
        return circle.Has(person, rule.Keeper) ? new SessionEvent.KeeperAppointed(there.Id, person) : SessionErrors.CannotKeep();
    }

    private static Decision Hold(NetworkState state, Session there, Circle circle, SessionCommand.Hold c, Envelope envelope)
    {
        if (there.Status == SessionStatus.Cancelled) return SessionErrors.NotPlanned();
        var attendance = Complete(circle, there, c.Attendance);
        if (there.Status == SessionStatus.Held)
            return attendance.All(a => there.Attendance.GetValueOrDefault(a.Person, Attendance.Absent) == a.Attendance)
                ? Decision.Nothing(there.Id)
                : SessionErrors.HeldAlready();
        var programme = state.Programmes[circle.Programme];
        var pack = state.PackOf(programme);
        if (!pack.Opens(programme.Stage, Activity.HoldSessions)) return ProgrammeErrors.StageClosed("session");
        if (envelope.At < there.StartsAt) return SessionErrors.NotBegun();
        var missing = pack.Form(circle.Form)!.Seats.FirstOrDefault(seats => circle.In(seats.Role).Count() < seats.Min);
        if (missing is not null) return CircleErrors.Incomplete(missing.Min);
        for (var i = 0; i < c.Attendance.Count; i++)
            if (!circle.Members.ContainsKey(c.Attendance[i].Person)) return SessionErrors.NotAMember($"attendance.{i}.person");
        if (c.Attendance.DistinctBy(a => a.Person).Count() != c.Attendance.Count) return SessionErrors.AttendedTwice();
        return new SessionEvent.Held(there.Id, attendance);
    }

    /// <summary>One entry for each member (advisers only when invited or told of), in the order of their ids.</summary>
    private static ValueList<Attended> Complete(Circle circle, Session session, ValueList<Attended> told) => circle.Members.Values
        .Where(member => member.Role != CircleRole.Adviser || session.Advisers.Contains(member.Person) || told.Any(a => a.Person == member.Person))
        .Select(member => told.FirstOrDefault(a => a.Person == member.Person) ?? new Attended(member.Person, Attendance.Absent))
        .ToValueList();

    private static Decision Record(Session there, Circle circle, SessionCommand.RecordAttendance c)
    {
        if (there.Status != SessionStatus.Held) return SessionErrors.NotHeld();
        if (!circle.Members.ContainsKey(c.Person) && !there.Attendance.ContainsKey(c.Person)) return SessionErrors.NotAMember("person");
        return there.Attendance.TryGetValue(c.Person, out var before) && before == c.Attendance
            ? Decision.Nothing(there.Id)
            : new SessionEvent.AttendanceRecorded(there.Id, c.Person, c.Attendance);
    }

    private static Refusal? Mode(Circle circle, MeetingMode mode) =>
        mode == MeetingMode.Blended || (circle.Mode != MeetingMode.Blended && circle.Mode != mode)
            ? SessionErrors.ModeNotInCircle()
            : null;

    private static Refusal? Time(Instant startsAt) =>
        startsAt >= Limits.SessionStartMin && startsAt <= Limits.SessionStartMax ? null : SessionErrors.TimeOutOfRange();

    private static Refusal? Minutes(int minutes) =>
        minutes is >= 1 and <= Limits.SessionMinutesMax ? null : SessionErrors.MinutesOutOfRange();

    private static string? NullIfBlank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    private static long NoticeMinutes(Session session, Instant now) => (long)Math.Floor((session.StartsAt - now).TotalMinutes);
}
