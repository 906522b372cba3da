using Circles.Grains.Kernel;

namespace Circles.Grains.Applications;

internal static class ApplicationEvolution
{
    public static NetworkState Evolve(NetworkState state, ApplicationEvent happened, Happened record) => throw new InvalidOperationException("to come");
}
