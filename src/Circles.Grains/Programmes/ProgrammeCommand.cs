using Circles.Grains.Kernel;
using Circles.Grains.Organisations;
using Circles.Grains.Packs;
using Circles.Grains.People;
using NodaTime;

namespace Circles.Grains.Programmes;

/// <summary>What can be asked of a programme.</summary>
public abstract record ProgrammeCommand : Command
{
    /// <param name="Pack">The rules in full: the journal keeps them, so a programme outlives the file they came from.</param>
    public sealed record Start(
        string Name,
        ProcessPack Pack,
        string? Region,
        Id<Organisation>? Organisation,
        MeetingMode Mode,
        LocalDate StartsOn,
        LocalDate? EndsOn,
        ValueList<Id<Person>> Managers) : ProgrammeCommand;

    public sealed record Update(
        Id<Programme> Programme, Patch<string> Name, Patch<string?> Region, Patch<MeetingMode> Mode, Patch<LocalDate> StartsOn,
        Patch<LocalDate?> EndsOn) : ProgrammeCommand;

    public sealed record AddManager(Id<Programme> Programme, Id<Person> Person) : ProgrammeCommand;

    /// <summary>Refused for the last one: somebody always answers for a programme.</summary>
    public sealed record RemoveManager(Id<Programme> Programme, Id<Person> Person) : ProgrammeCommand;

    /// <summary>Says that something the pack's gates ask for is done or waived, for example that mentors are trained.</summary>
    public sealed record Declare(Id<Programme> Programme, string What) : ProgrammeCommand;

    /// <summary>Goes to the next stage, through its gate.</summary>
    /// <param name="To">The stage expected, so that two managers who both press the button do not skip one.</param>
    public sealed record Advance(Id<Programme> Programme, string To) : ProgrammeCommand;

    public sealed record Close(Id<Programme> Programme) : ProgrammeCommand;

    private ProgrammeCommand()
    {
    }
}
