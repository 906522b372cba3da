using Circles.Grains.Kernel;
using Circles.Grains.People;
using Circles.Grains.Programmes;
using NodaTime;

namespace Circles.Grains.Circles;

/// <summary>What can be asked of a circle.</summary>
public abstract record CircleCommand : Command
{
    /// <param name="Visibility">Null for the pack's default.</param>
    /// <param name="Mode">Null for the programme's.</param>
    public sealed record Form(
        Id<Programme> Programme,
        CircleForm Shape,
        CircleAudience? Visibility,
        MeetingMode? Mode,
        string? Name,
        string? Description,
        string? Reference,
        ValueList<Seat> Members) : CircleCommand;

    public sealed record Rename(Id<Circle> Circle, string Name) : CircleCommand;

    public sealed record Update(
        Id<Circle> Circle, Patch<string?> Description, Patch<CircleAudience> Visibility, Patch<MeetingMode> Mode, Patch<bool> Listed)
        : CircleCommand;

    public sealed record AddMember(Id<Circle> Circle, Id<Person> Person, CircleRole Role) : CircleCommand;

    /// <summary>By a manager, or by the member who leaves.</summary>
    public sealed record RemoveMember(Id<Circle> Circle, Id<Person> Person) : CircleCommand;

    public sealed record Close(Id<Circle> Circle) : CircleCommand;

    /// <summary>Takes back a circle formed by mistake; refused once it has sessions.</summary>
    public sealed record Remove(Id<Circle> Circle) : CircleCommand;

    /// <summary>Opens the circle to a person who does not belong to it. Its members are told who, why and until when.</summary>
    public sealed record OpenTo(Id<Circle> Circle, Id<Person> Person, Instant Until, string Reason) : CircleCommand;

    /// <summary>Ends that before its time.</summary>
    public sealed record ShutTo(Id<Circle> Circle, Id<Person> Person) : CircleCommand;

    private CircleCommand()
    {
    }
}

/// <summary>Who takes which part in a circle.</summary>
public sealed record Seat(Id<Person> Person, CircleRole Role);
