using System.Collections.Immutable;
using Circles.Grains.Circles;
using Circles.Grains.Kernel;
using Circles.Grains.People;
using Circles.Grains.Programmes;
using NodaTime;

namespace Circles.Grains.Sessions;

/// <summary>One meeting of a circle.</summary>
/// <param name="Number">From 1, in the order of planning, unique in its circle. A session that is taken back frees its number.</param>
/// <param name="Minutes">Planned length.</param>
/// <param name="TimeZone">The IANA zone in which the members think of it.</param>
/// <param name="Mode">In person or online; a single session is never blended.</param>
/// <param name="Place">An address, or a link to join by.</param>
/// <param name="Keeper">Who keeps the diary, when the group chose somebody else than whose turn it is (LSE-61).</param>
/// <param name="Advisers">Advisers of the circle who are invited to this session.</param>
/// <param name="Attendance">Empty until the session is held.</param>
/// <param name="Notice">When cancelled: how long before the start the others were told; negative when after it.</param>
public sealed record Session(
    Id<Session> Id,
    Id<Circle> Circle,
    int Number,
    Instant StartsAt,
    int Minutes,
    string TimeZone,
    MeetingMode Mode,
    string? Place,
    string? Theme,
    string? Reference,
    SessionStatus Status,
    Id<Person>? Keeper,
    ImmutableSortedSet<Id<Person>> Advisers,
    ImmutableSortedDictionary<Id<Person>, Attendance> Attendance,
    int Moves,
    Duration? Notice,
    Instant PlannedAt) : IIdentified
{
    public static string Prefix => "ses";

    public Instant EndsAt => StartsAt + Duration.FromMinutes(Minutes);
}

public enum SessionStatus
{
    Planned,
    Held,
    Cancelled,
}

public enum Attendance
{
    Present,
    Excused,
    Absent,
}
