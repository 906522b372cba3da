using Circles.Grains.Kernel;

namespace Circles.Grains.Organisations;

internal static class OrganisationDecider
{
    public static Decision Decide(NetworkState state, OrganisationCommand command, Envelope envelope) => throw new InvalidOperationException("to come");
}
