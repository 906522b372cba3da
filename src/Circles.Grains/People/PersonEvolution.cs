using Circles.Grains.Kernel;

namespace Circles.Grains.People;

internal static class PersonEvolution
{
    public static NetworkState Evolve(NetworkState state, PersonEvent happened, Happened record) => throw new InvalidOperationException("to come");
}
