using Circles.Grains.Kernel;

namespace Circles.Grains.People;

internal static class PersonDecider
{
    public static Decision Decide(NetworkState state, PersonCommand command, Envelope envelope) => throw new InvalidOperationException("to come");
}
