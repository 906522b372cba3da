using Circles.Grains.Circles;
using Circles.Grains.Kernel;
using Circles.Grains.People;
using Circles.Grains.Programmes;
using NodaTime;

namespace Circles.Grains.Applications;

/// <summary>A person's wish to take part in a programme in one role. One open application per person, programme and role.</summary>
/// <param name="Kind">One of the kinds that the pack lists for the role, for example employer or entrepreneur (LSE-06).</param>
public sealed record Application(
    Id<Application> Id,
    Id<Programme> Programme,
    Id<Person> Person,
    CircleRole Role,
    string? Kind,
    string? Motivation,
    ApplicationStatus Status,
    string? Reason,
    Instant AppliedAt,
    Instant? DecidedAt) : IIdentified
{
    public static string Prefix => "apl";

    /// <summary>Who gave the reason; null while it is open.</summary>
    public Actor? DecidedBy { get; init; }
}

public enum ApplicationStatus
{
    Open,
    Accepted,
    Declined,
    Withdrawn,
}
