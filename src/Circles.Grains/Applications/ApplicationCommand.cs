using Circles.Grains.Circles;
using Circles.Grains.Kernel;
using Circles.Grains.People;
using Circles.Grains.Programmes;

namespace Circles.Grains.Applications;

/// <summary>What can be asked of an application.</summary>
public abstract record ApplicationCommand : Command
{
    /// <summary>By the person, or by a manager on their behalf.</summary>
    public sealed record Apply(Id<Programme> Programme, Id<Person> Person, CircleRole Role, string? Kind, string? Motivation) : ApplicationCommand;

    public sealed record Withdraw(Id<Application> Application, string? Reason) : ApplicationCommand;

    /// <summary>By a manager of the programme; a reason is always given.</summary>
    public sealed record Decide(Id<Application> Application, bool Accept, string Reason) : ApplicationCommand;

    private ApplicationCommand()
    {
    }
}
