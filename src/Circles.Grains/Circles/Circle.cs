using System.Collections.Immutable;
using Circles.Grains.Kernel;
using Circles.Grains.People;
using Circles.Grains.Programmes;
using NodaTime;

namespace Circles.Grains.Circles;

/// <summary>The people who meet: a pair, a group with its mentor, or peers among themselves.</summary>
/// <param name="Name">Chosen by the members (LSE-42); null until they choose one.</param>
/// <param name="Listed">Whether a closed circle's name and description may be shown to the network's portals.</param>
/// <param name="Members">Everyone who is in the circle now.</param>
/// <param name="Reference">The operator's own key; a repeated import knows the circle by it.</param>
public sealed record Circle(
    Id<Circle> Id,
    Id<Programme> Programme,
    CircleForm Form,
    CircleAudience Visibility,
    MeetingMode Mode,
    string? Name,
    string? Description,
    bool Listed,
    string? Reference,
    ImmutableSortedDictionary<Id<Person>, CircleMember> Members,
    Instant FormedAt,
    Instant? ClosedAt) : IIdentified
{
    public static string Prefix => "cir";

    public bool IsOpen => ClosedAt is null;

    /// <summary>To whom it was opened by break-glass, the earliest first; those that ended stay, for its members to read.</summary>
    public ValueList<Opening> Openings { get; init; } = [];

    public bool Has(Id<Person> person, CircleRole role) => Members.TryGetValue(person, out var member) && member.Role == role;

    /// <summary>Members in one role, in the order in which they joined.</summary>
    public IEnumerable<CircleMember> In(CircleRole role) =>
        Members.Values.Where(member => member.Role == role).OrderBy(member => member.JoinedAt).ThenBy(member => member.Person);
}

/// <summary>One circle opened to one person who does not belong to it, for a reason and a time (decision 0022).</summary>
/// <param name="By">Who opened it; never the person.</param>
/// <param name="EndedAt">Null as long as it holds. Whoever reads takes the state through <see cref="BreakGlass.At"/>, so that time ends it.</param>
public sealed record Opening(Id<Person> Person, string Reason, Actor By, Instant From, Instant Until, Instant? EndedAt);

public sealed record CircleMember(Id<Person> Person, CircleRole Role, Instant JoinedAt);

/// <summary>The forms of LSE-07 and COL-17.</summary>
public enum CircleForm
{
    Pair,
    Group,
    Peer,
}

/// <summary>Who finds the circle (SYS-27): everyone, everyone by name only, or nobody but its members.</summary>
public enum CircleAudience
{
    Open,
    Closed,
    Secret,
}

/// <summary>A member's part. An adviser belongs to the circle but sees only the sessions invited to (NGO-15).</summary>
public enum CircleRole
{
    Mentor,
    Mentee,
    Peer,
    Adviser,
}
