using Circles.Grains.Kernel;

namespace Circles.Grains.Circles;

internal static class CircleEvolution
{
    public static NetworkState Evolve(NetworkState state, CircleEvent happened, Happened record) => throw new InvalidOperationException("to come");
}
