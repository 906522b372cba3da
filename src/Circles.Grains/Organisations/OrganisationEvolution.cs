using Circles.Grains.Kernel;

namespace Circles.Grains.Organisations;

internal static class OrganisationEvolution
{
    public static NetworkState Evolve(NetworkState state, OrganisationEvent happened, Happened record) => throw new InvalidOperationException("to come");
}
