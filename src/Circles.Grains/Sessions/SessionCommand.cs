using Circles.Grains.Circles;
using Circles.Grains.Kernel;
using Circles.Grains.People;
using Circles.Grains.Programmes;
using NodaTime;

namespace Circles.Grains.Sessions;

/// <summary>What can be asked of a session.</summary>
public abstract record SessionCommand : Command
{
    /// <param name="TimeZone">Null for the network's.</param>
    public sealed record Plan(
        Id<Circle> Circle,
        Instant StartsAt,
        int Minutes,
        string? TimeZone,
        MeetingMode Mode,
        string? Place,
        string? Theme,
        string? Reference) : SessionCommand;

    /// <summary>Changes what is not the time.</summary>
    public sealed record Update(Id<Session> Session, Patch<MeetingMode> Mode, Patch<string?> Place, Patch<string?> Theme) : SessionCommand;

    public sealed record Move(Id<Session> Session, Instant StartsAt, int? Minutes) : SessionCommand;

    public sealed record Cancel(Id<Session> Session, string Reason) : SessionCommand;

    public sealed record InviteAdviser(Id<Session> Session, Id<Person> Person) : SessionCommand;

    public sealed record AppointKeeper(Id<Session> Session, Id<Person> Person) : SessionCommand;

    /// <summary>The session took place. Members not named here were absent.</summary>
    public sealed record Hold(Id<Session> Session, ValueList<Attended> Attendance) : SessionCommand;

    /// <summary>Corrects one person's attendance of a session that was held.</summary>
    public sealed record RecordAttendance(Id<Session> Session, Id<Person> Person, Attendance Attendance) : SessionCommand;

    /// <summary>Takes back a session planned by mistake; refused once it was held or cancelled.</summary>
    public sealed record Remove(Id<Session> Session) : SessionCommand;

    private SessionCommand()
    {
    }
}

public sealed record Attended(Id<Person> Person, Attendance Attendance);
