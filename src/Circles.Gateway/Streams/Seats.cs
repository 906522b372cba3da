using System.Collections.Concurrent;
using Circles.Gateway.Access;
using Circles.Gateway.Telemetry;
using Circles.Grains.Kernel;

namespace Circles.Gateway.Streams;

/// <summary>Counts the subscriptions of this node, by network and by viewer.</summary>
internal sealed class Seats
{
    private readonly ConcurrentDictionary<(string Network, Actor? Viewer), int> taken = new();

    /// <returns>A seat until it is disposed of; null when the network or the viewer has as many as there may be.</returns>
    public Seat? Take(Visitor visitor)
    {
        (string, Actor?) network = (visitor.Network.Slug, null), viewer = (visitor.Network.Slug, visitor.Actor);
        if (!Add(network, Limits.Stream.OfNetworkMax)) return null;
        if (Add(viewer, Limits.Stream.OfViewerMax))
        {
            Connections.Subscription(+1);
            return new Seat(this, network, viewer);
        }

        Remove(network);
        return null;
    }

    /// <summary>How many subscriptions a network has here.</summary>
    public int Of(string network) => taken.GetValueOrDefault((network, null));

    private bool Add((string, Actor?) key, int max)
    {
        while (true)
        {
            var before = taken.GetOrAdd(key, 0);
            if (before >= max) return false;
            if (taken.TryUpdate(key, before + 1, before)) return true;
        }
    }

    private void Remove((string, Actor?) key)
    {
        while (true)
        {
            var before = taken[key];
            // The last one takes the entry along: viewers come and go.
            if (before == 1 ? taken.TryRemove(KeyValuePair.Create(key, 1)) : taken.TryUpdate(key, before - 1, before)) return;
        }
    }

    internal sealed class Seat(Seats seats, (string, Actor?) network, (string, Actor?) viewer) : IDisposable
    {
        private int left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref left, 1) == 1) return;
            seats.Remove(network);
            seats.Remove(viewer);
            Connections.Subscription(-1);
        }
    }
}
