using Circles.Grains.Kernel;

namespace Circles.Grains.Circles;

internal static class CircleDecider
{
    public static Decision Decide(NetworkState state, CircleCommand command, Envelope envelope) => throw new InvalidOperationException("to come");
}
