using Circles.Grains.Kernel;

namespace Circles.Grains.Imports;

internal static class ImportEvolution
{
    public static NetworkState Evolve(NetworkState state, ImportEvent happened, Happened record) => throw new InvalidOperationException("to come");
}
