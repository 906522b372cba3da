using Circles.Grains.Kernel;

namespace Circles.Grains.Applications;

internal static class ApplicationDecider
{
    public static Decision Decide(NetworkState state, ApplicationCommand command, Envelope envelope) => throw new InvalidOperationException("to come");
}
