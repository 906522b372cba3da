using Circles.Grains.Kernel;

namespace Circles.Grains.Registry;

/// <summary>Refusals about the registry of networks.</summary>
public static class RegistryErrors
{
    /// <summary>A closed network stays closed.</summary>
    public static Refusal Closed() => Refusal.Of("NETWORK_IS_CLOSED", $"This network was closed, for good.", "slug");
}
