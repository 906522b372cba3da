using Circles.Grains.Kernel;

namespace Circles.Grains.Access;

internal static class AccessEvolution
{
    public static NetworkState Evolve(NetworkState state, AccessEvent happened, Happened record) => throw new InvalidOperationException("to come");
}
