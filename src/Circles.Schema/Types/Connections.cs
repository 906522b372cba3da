using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Circles.Grains.Kernel;
using Circles.GraphQL;
using Circles.GraphQL.Execution;
using Circles.GraphQL.Types;
using Circles.Schema.Federation;
using static Circles.GraphQL.Types.Scalars;

namespace Circles.Schema.Types;

/// <summary>One page of a list, as Relay's cursor connections have it: https://relay.dev/graphql/connections.htm</summary>
/// <remarks>What takes looking beyond the page is found when it is asked for.</remarks>
public sealed record Connection<T>(IReadOnlyList<Edge<T>> Edges, Func<bool> HasNextPage, Func<bool> HasPreviousPage, Func<int> TotalCount);

/// <summary>An item in its place.</summary>
public sealed class Edge<T>
{
    internal Edge(Place place, T node) => (Place, Node) = (place, node);

    public T Node { get; }

    public string Cursor => Place.ToCursor();

    internal Place Place { get; }
}

/// <summary>How a list is ordered: a text for each item, compared in one way, ties broken by id.</summary>
/// <param name="Language">The language whose way of sorting names is meant; null for the plain order of characters.</param>
public sealed record Ordering<T>(Func<T, string> Key, string? Language = null, bool Descending = false)
{
    private static readonly Func<T, string> Ageless = _ => "";

    /// <summary>By name, as the language sorts.</summary>
    public static Ordering<T> ByName(Func<T, string> name, string language) => new(name, language);

    /// <summary>By when it was made, which is the order of ids.</summary>
    public static Ordering<T> ByAge(bool newestFirst = false) => new(Ageless, Descending: newestFirst);

    /// <summary>By a text whose plain order is the meant one, such as a time in ISO 8601.</summary>
    public static Ordering<T> Ordinal(Func<T, string> key, bool descending = false) => new(key, Descending: descending);

    internal Place Place(string key, AnyId id) => new(key, Language is null ? null : SortKeys.Of(key, Language), id);

    internal int Compare(Place left, Place right) => Descending ? Ascending(right, left) : Ascending(left, right);

    /// <summary>The items in their places, in the ascending sense of this order.</summary>
    internal Edge<T>[] Ascending(IEnumerable<(T Item, AnyId Id)> items)
    {
        Edge<T>[] edges = [.. items.Select(it => new Edge<T>(Place(Key(it.Item), it.Id), it.Item))];
        Array.Sort(edges, static (left, right) => Ascending(left.Place, right.Place));
        return edges;
    }

    private static int Ascending(Place left, Place right)
    {
        var byKey = left.Sort is not null ? SortKey.Compare(left.Sort, right.Sort!) : string.CompareOrdinal(left.Key, right.Key);
        return byKey != 0 ? byKey : left.Id.Value.CompareTo(right.Id.Value);
    }
}

/// <summary>Where an item stands in an order.</summary>
internal readonly record struct Place(string Key, SortKey? Sort, AnyId Id)
{
    private const int IdLength = 30;

    public string ToCursor() => Base64Url.EncodeToString(Encoding.UTF8.GetBytes($"{Id}{Key}"));

    /// <returns>Null for what is no cursor.</returns>
    public static Place? OfCursor<T>(string cursor, Ordering<T> order)
    {
        if (cursor.Length > Limits.CursorMax || !Base64Url.IsValid(cursor)) return null;
        var text = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cursor));
        return text.Length >= IdLength && AnyId.TryParse(text.AsSpan(0, IdLength), out var id) ? order.Place(text[IdLength..], id) : null;
    }
}

/// <summary>Names as bytes that sort as a language does. Made once for each name in memory: comparing cultures anew is what a list would
/// spend its time on.</summary>
internal static class SortKeys
{
    private static readonly ConcurrentDictionary<string, ConditionalWeakTable<string, SortKey>> ByLanguage = new();

    public static SortKey Of(string name, string language)
    {
        var keys = ByLanguage.GetOrAdd(language, _ => []);
        if (keys.TryGetValue(name, out var key)) return key;
        return keys.GetValue(name, text => CultureInfo.GetCultureInfo(language).CompareInfo.GetSortKey(text, CompareOptions.IgnoreCase));
    }
}

/// <summary>Makes connections: their types, their arguments, and a page of what the viewer may see.</summary>
public static class Connections
{
    private static readonly ObjectType<PageInfo> PageInfoType = new("PageInfo", "Where a page stands in its list.", () =>
    [
        new("hasNextPage", Scalars.Boolean.NonNull, "Whether there is more after this page.", (page, _) => page.HasNextPage()),
        new("hasPreviousPage", Scalars.Boolean.NonNull, "Whether there is more before this page.", (page, _) => page.HasPreviousPage()),
        new("startCursor", Scalars.Text, "The first item's cursor; null on an empty page.", (page, _) => page.StartCursor),
        new("endCursor", Scalars.Text, "The last item's cursor; null on an empty page.", (page, _) => page.EndCursor),
    ])
    {
        Guard = Seen.WithItsParent,
        AppliedDirectives = [Subgraph.Shareable],
    };

    /// <summary>The arguments of every list. One of <c>first</c> and <c>last</c> is asked for.</summary>
    public static IReadOnlyList<Argument> Arguments(params IEnumerable<Argument> others) =>
    [
        .. others,
        new("first", Int, "How many from the start, or after `after`. Give this or `last`.", Min: 0, Max: Limits.PageMax) { IsSize = true },
        new("after", Scalars.Text, "The cursor to go on after."),
        new("last", Int, "How many from the end, or before `before`. Give this or `first`.", Min: 0, Max: Limits.PageMax) { IsSize = true },
        new("before", Scalars.Text, "The cursor to stop before."),
    ];

    /// <summary>The connection type of a node type, with its edge type.</summary>
    public static ObjectType<Connection<T>> Of<T>(string name, ObjectType node, string what)
    {
        var edge = new ObjectType<Edge<T>>($"{name}Edge", $"One of {what}, in its place in a list.", () =>
        [
            new("cursor", Scalars.Text.NonNull, "Opaque: the item's place in this order.", (edge, _) => edge.Cursor),
            new("node", node.NonNull, "The item.", (edge, _) => (object?)edge.Node),
        ])
        {
            Guard = Seen.WithItsParent,
        };
        return new($"{name}Connection", $"A page of {what}: only what the viewer may see, and counted so.", () =>
        [
            new("edges", edge.NonNull.List.NonNull, "The items with their cursors.", (page, _) => page.Edges) { SizedAbove = true },
            new("nodes", node.NonNull.List.NonNull, "The items.", (page, _) => page.Edges.Select(edge => edge.Node)) { SizedAbove = true },
            new("pageInfo", PageInfoType.NonNull, "Where the page stands.", (page, _) => new PageInfo(
                page.HasNextPage,
                page.HasPreviousPage,
                page.Edges.Count > 0 ? page.Edges[0].Cursor : null,
                page.Edges.Count > 0 ? page.Edges[^1].Cursor : null)),
            new("totalCount", Int.NonNull, "How many the viewer may see in all, pages apart.", (page, _) => page.TotalCount()),
        ])
        {
            Guard = Seen.WithItsParent,
        };
    }

    /// <summary>The page that a query asks for, of items that the viewer may see.</summary>
    /// <exception cref="GraphQLError"><c>PAGE_SIZE_REQUIRED</c> or <c>CURSOR_INVALID</c>.</exception>
    public static Connection<T> Page<T>(FieldContext query, IEnumerable<T> visible, Func<T, AnyId> id, Ordering<T> order) =>
        Page(query, new Listing<T>(order.Ascending(visible.Select(item => (item, id(item)))), order, shown: null), order, list => list.Length);

    /// <summary>The page of a whole table, which is too long to be looked at for each query.</summary>
    /// <param name="order">See <see cref="TableOrders.Of{T}"/>.</param>
    /// <param name="shown">Which the viewer may see and asks for; null for all.</param>
    /// <exception cref="GraphQLError"><c>PAGE_SIZE_REQUIRED</c> or <c>CURSOR_INVALID</c>.</exception>
    public static Connection<T> Page<T>(
        FieldContext query, ImmutableSortedDictionary<Id<T>, T> table, Ordering<T> order, Func<T, bool>? shown)
        where T : IIdentified
    {
        var (state, viewer, isNarrowed) = (query.Snapshot, query.Viewer, IsNarrowed(query));
        return Page(
            query, new Listing<T>(TableOrders.Of(table, order), order, shown), order,
            list => isNarrowed ? list.Count() : Counts<T>.Of(state, viewer, list));
    }

    /// <summary>Whether anything but paging and order is asked for.</summary>
    private static bool IsNarrowed(FieldContext query)
    {
        var arguments = query.Field.Arguments;
        for (var i = 0; i < arguments.Count; i++)
        {
            if (arguments[i].Name is not ("first" or "after" or "last" or "before" or "orderBy") && query.Has(arguments[i].Name)) return true;
        }

        return false;
    }

    private static Connection<T> Page<T>(FieldContext query, Listing<T> list, Ordering<T> order, Func<Listing<T>, int> count)
    {
        var (first, last) = (query.IntOrNull("first"), query.IntOrNull("last"));
        if (first is null == last is null) throw QueryErrors.PageSizeRequired().Told(query);
        var from = query.TextOrNull("after") is { } after ? list.Before(PlaceOf(query, after, order), orAt: true) : 0;
        var to = query.TextOrNull("before") is { } before ? Math.Max(from, list.Before(PlaceOf(query, before, order), orAt: false)) : list.Length;

        var edges = new List<Edge<T>>();
        if (first is not null)
        {
            var next = from;
            for (; next < to && edges.Count < first; next++)
                if (list.Shows(next)) edges.Add(list[next]);
            to = next;
        }
        else
        {
            var start = to;
            for (; start > from && edges.Count < last; start--)
                if (list.Shows(start - 1)) edges.Add(list[start - 1]);
            edges.Reverse();
            from = start;
        }

        return new Connection<T>(edges, () => list.Any(to, list.Length), () => list.Any(0, from), () => count(list));
    }

    private static Place PlaceOf<T>(FieldContext query, string cursor, Ordering<T> order) =>
        Place.OfCursor(cursor, order) ?? throw QueryErrors.CursorInvalid().Told(query);

    private sealed record PageInfo(Func<bool> HasNextPage, Func<bool> HasPreviousPage, string? StartCursor, string? EndCursor);
}
