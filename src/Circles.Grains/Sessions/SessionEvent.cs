using Circles.Grains.Circles;
using Circles.Grains.Kernel;
using Circles.Grains.People;
using Circles.Grains.Programmes;
using NodaTime;

namespace Circles.Grains.Sessions;

[StoredAs("session")]
public abstract record SessionEvent(Id<Session> Session) : Event
{
    public override AnyId Of => Session;

    [StoredAs("planned.1")]
    public sealed record Planned(
        Id<Session> Session,
        Id<Circle> Circle,
        int Number,
        Instant StartsAt,
        int Minutes,
        string TimeZone,
        MeetingMode Mode,
        [property: Words] string? Place,
        [property: Words] string? Theme,
        string? Reference) : SessionEvent(Session);

    [StoredAs("updated.1")]
    public sealed record Updated(
        Id<Session> Session, Patch<MeetingMode> Mode, [property: Words] Patch<string?> Place, [property: Words] Patch<string?> Theme)
        : SessionEvent(Session);

    /// <param name="NoticeMinutes">From the move to the start that was moved; negative when after it.</param>
    [StoredAs("moved.1")]
    public sealed record Moved(Id<Session> Session, Instant StartsAt, int Minutes, long NoticeMinutes) : SessionEvent(Session);

    [StoredAs("cancelled.1")]
    public sealed record Cancelled(Id<Session> Session, [property: Words] string Reason, long NoticeMinutes) : SessionEvent(Session);

    [StoredAs("adviser-invited.1")]
    public sealed record AdviserInvited(Id<Session> Session, Id<Person> Person) : SessionEvent(Session);

    [StoredAs("keeper-appointed.1")]
    public sealed record KeeperAppointed(Id<Session> Session, Id<Person> Person) : SessionEvent(Session);

    [StoredAs("held.1")]
    public sealed record Held(Id<Session> Session, ValueList<Attended> Attendance) : SessionEvent(Session);

    [StoredAs("attendance-recorded.1")]
    public sealed record AttendanceRecorded(Id<Session> Session, Id<Person> Person, Attendance Attendance) : SessionEvent(Session);

    [StoredAs("removed.1")]
    public sealed record Removed(Id<Session> Session) : SessionEvent(Session)
    {
        public override bool Removes => true;
    }
}
