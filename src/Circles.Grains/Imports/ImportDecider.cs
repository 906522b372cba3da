using Circles.Grains.Kernel;

namespace Circles.Grains.Imports;

internal static class ImportDecider
{
    public static Decision Decide(NetworkState state, ImportCommand command, Envelope envelope) => throw new InvalidOperationException("to come");
}
