using Circles.Grains.Kernel;

namespace Circles.Silo;

/// <summary>Refusals by the silo, before or beside what a decider says.</summary>
public static class SiloErrors
{
    /// <summary>Too many commands wait for this network, or other nodes were faster too often. Nothing was done.</summary>
    public static Refusal Busy() =>
        Refusal.Of("NETWORK_BUSY", $"This network is asked more than it can do at the moment. Try again soon.", retryable: true);

    /// <summary>
    /// The network has no such moment: it lies before the network's first event, before the viewer came into the network, or in the future.
    /// </summary>
    public static Refusal AsOfUnknown() => Refusal.Of("AS_OF_UNKNOWN", $"There is no such moment in this network's past.");

    /// <summary>The moment lies too many events after the nearest state that is kept.</summary>
    public static Refusal AsOfTooFar(int max) =>
        Refusal.Of("AS_OF_TOO_FAR", $"This moment is too far away: at most {max} events are replayed for a question.");

    /// <summary>The server is stopping. Nothing was done.</summary>
    public static Refusal Stopping() =>
        Refusal.Of("SERVER_STOPPING", $"This server is stopping. Try again, on another one.", retryable: true);
}
