using Circles.Grains.Kernel;

namespace Circles.Grains.Programmes;

internal static class ProgrammeDecider
{
    public static Decision Decide(NetworkState state, ProgrammeCommand command, Envelope envelope) => throw new InvalidOperationException("to come");
}
