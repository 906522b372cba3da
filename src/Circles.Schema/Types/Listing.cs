using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.CompilerServices;
using Circles.Grains.Kernel;

namespace Circles.Schema.Types;

/// <summary>Items in an order, of which some are shown. Looks at no more of them than it is asked about.</summary>
/// <param name="ascending">In the order's ascending sense.</param>
/// <param name="shown">Null shows all.</param>
internal sealed class Listing<T>(Edge<T>[] ascending, Ordering<T> order, Func<T, bool>? shown)
{
    public int Length => ascending.Length;

    public Edge<T> this[int at] => ascending[order.Descending ? Length - 1 - at : at];

    public bool Shows(int at) => shown is null || shown(this[at].Node);

    /// <summary>Whether any from <paramref name="from"/> to before <paramref name="to"/> is shown.</summary>
    public bool Any(int from, int to)
    {
        for (var at = from; at < to; at++)
            if (Shows(at)) return true;
        return false;
    }

    public int Count()
    {
        if (shown is null) return Length;
        var count = 0;
        foreach (var edge in ascending)
            if (shown(edge.Node)) count++;
        return count;
    }

    /// <summary>How many items stand before a place, or at it.</summary>
    /// <param name="place">Need not be one that an item has: it may be gone.</param>
    public int Before(Place place, bool orAt)
    {
        var (low, high) = (0, Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            var compared = order.Compare(this[middle].Place, place);
            if (compared < 0 || (orAt && compared == 0)) low = middle + 1;
            else high = middle;
        }

        return low;
    }
}

/// <summary>The items of a table in the orders that were asked for. A table is immutable, so each order of it is made once.</summary>
internal static class TableOrders
{
    /// <summary>In the order's ascending sense.</summary>
    /// <exception cref="ArgumentException">
    /// The order's key captures something. It must be a function of the item alone: it would be another one at each call, and each call
    /// would sort the table and keep the order.
    /// </exception>
    public static Edge<T>[] Of<T>(ImmutableSortedDictionary<Id<T>, T> table, Ordering<T> order)
        where T : IIdentified => Orders<T>.OfTable.GetOrCreateValue(table).GetOrAdd(
            (order.Key, order.Language),
            static (_, asked) => Captures(asked.order.Key)
                ? throw new ArgumentException("The key of an order captures nothing.", nameof(order))
                : asked.order.Ascending(asked.table.Select(pair => (pair.Value, (AnyId)pair.Key))),
            (order, table));

    // Delegates of one method are equal when they have equal targets, and a target without fields is one object.
    private static bool Captures(Delegate key) =>
        key.Target is { } target && target.GetType().GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic).Length > 0;

    private static class Orders<T>
        where T : IIdentified
    {
        public static readonly ConditionalWeakTable<
            ImmutableSortedDictionary<Id<T>, T>, ConcurrentDictionary<(Func<T, string> Key, string? Language), Edge<T>[]>> OfTable = [];
    }
}

/// <summary>How many items of a kind a viewer may see in a state, counted once: states do not change, and dashboards ask again and again.</summary>
internal static class Counts<T>
{
    private static readonly ConditionalWeakTable<NetworkState, ConcurrentDictionary<Actor, int>> Known = [];

    /// <param name="all">Of all that the viewer may see, narrowed by nothing.</param>
    public static int Of(NetworkState state, Actor viewer, Listing<T> all) =>
        Known.GetOrCreateValue(state).GetOrAdd(viewer, static (_, all) => all.Count(), all);
}
