using Circles.Grains.Kernel;

namespace Circles.Silo;

/// <summary>Refusals by the silo, before or beside what a decider says.</summary>
public static class SiloErrors
{
    /// <summary>Too many commands wait for this network, or other nodes were faster too often. Nothing was done.</summary>
    public static Refusal Busy() =>
        Refusal.Of("NETWORK_BUSY", $"This network is asked more than it can do at the moment. Try again soon.", retryable: true);

    /// <summary>The server is stopping. Nothing was done.</summary>
    public static Refusal Stopping() =>
        Refusal.Of("SERVER_STOPPING", $"This server is stopping. Try again, on another one.", retryable: true);
}
