using Circles.Grains.Kernel;

namespace Circles.Grains.Sessions;

internal static class SessionDecider
{
    public static Decision Decide(NetworkState state, SessionCommand command, Envelope envelope) => throw new InvalidOperationException("to come");
}
