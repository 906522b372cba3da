using Circles.Grains.Kernel;

namespace Circles.Grains.Sessions;

internal static class SessionEvolution
{
    public static NetworkState Evolve(NetworkState state, SessionEvent happened, Happened record) => throw new InvalidOperationException("to come");
}
