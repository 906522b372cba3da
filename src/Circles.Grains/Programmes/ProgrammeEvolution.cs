using Circles.Grains.Kernel;

namespace Circles.Grains.Programmes;

internal static class ProgrammeEvolution
{
    public static NetworkState Evolve(NetworkState state, ProgrammeEvent happened, Happened record) => throw new InvalidOperationException("to come");
}
