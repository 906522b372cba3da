using Circles.Grains.Kernel;

namespace Circles.Grains.Clock;

/// <summary>What the silo asks when time passes.</summary>
public abstract record ClockCommand : Command
{
    /// <summary>Does what is due at the time of the envelope, the earliest first and at most <see cref="Limits.StrikeMax"/> things.</summary>
    public sealed record Strike : ClockCommand;

    private ClockCommand()
    {
    }
}
