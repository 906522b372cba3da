using Circles.Grains.Kernel;

namespace Circles.Grains.Access;

internal static class AccessDecider
{
    public static Decision Decide(NetworkState state, AccessCommand command, Envelope envelope) => throw new InvalidOperationException("to come");
}
