using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Circles.Grains.Kernel;
using Circles.GraphQL;
using Circles.GraphQL.Execution;
using Circles.GraphQL.Types;
using static Circles.GraphQL.Types.Scalars;

namespace Circles.Schema.Types;

/// <summary>One page of a list, as Relay's cursor connections have it: https://relay.dev/graphql/connections.htm</summary>
public sealed record Connection<T>(IReadOnlyList<Edge<T>> Edges, bool HasNextPage, bool HasPreviousPage, int TotalCount);

public sealed record Edge<T>(string Cursor, T Node);

/// <summary>How a list is ordered: a text for each item, compared in one way, ties broken by id.</summary>
/// <param name="Language">The language whose way of sorting names is meant; null for the plain order of characters.</param>
public sealed record Ordering<T>(Func<T, string> Key, string? Language = null, bool Descending = false)
{
    /// <summary>By name, as the language sorts.</summary>
    public static Ordering<T> ByName(Func<T, string> name, string language) => new(name, language);

    /// <summary>By when it was made, which is the order of ids.</summary>
    public static Ordering<T> ByAge(bool newestFirst = false) => new(_ => "", Descending: newestFirst);

    /// <summary>By a text whose plain order is the meant one, such as a time in ISO 8601.</summary>
    public static Ordering<T> Ordinal(Func<T, string> key, bool descending = false) => new(key, Descending: descending);

    internal Place Place(string key, AnyId id) => new(key, Language is null ? null : SortKeys.Of(key, Language), id);

    internal int Compare(Place left, Place right)
    {
        var byKey = left.Sort is not null ? SortKey.Compare(left.Sort, right.Sort!) : string.CompareOrdinal(left.Key, right.Key);
        var order = byKey != 0 ? byKey : left.Id.Value.CompareTo(right.Id.Value);
        return Descending ? -order : order;
    }
}

/// <summary>Where an item stands in an order.</summary>
internal readonly record struct Place(string Key, SortKey? Sort, AnyId Id);

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
        new("hasNextPage", Scalars.Boolean.NonNull, "Whether there is more after this page.", (page, _) => page.HasNextPage),
        new("hasPreviousPage", Scalars.Boolean.NonNull, "Whether there is more before this page.", (page, _) => page.HasPreviousPage),
        new("startCursor", Scalars.Text, "The first item's cursor; null on an empty page.", (page, _) => page.StartCursor),
        new("endCursor", Scalars.Text, "The last item's cursor; null on an empty page.", (page, _) => page.EndCursor),
    ]);

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
        ]);
        return new($"{name}Connection", $"A page of {what}: only what the viewer may see, and counted so.", () =>
        [
            new("edges", edge.NonNull.List.NonNull, "The items with their cursors.", (page, _) => page.Edges) { SizedAbove = true },
            new("nodes", node.NonNull.List.NonNull, "The items.", (page, _) => page.Edges.Select(edge => edge.Node)) { SizedAbove = true },
            new("pageInfo", PageInfoType.NonNull, "Where the page stands.", (page, _) => new PageInfo(
                page.HasNextPage,
                page.HasPreviousPage,
                page.Edges.Count > 0 ? page.Edges[0].Cursor : null,
                page.Edges.Count > 0 ? page.Edges[^1].Cursor : null)),
            new("totalCount", Int.NonNull, "How many the viewer may see in all, pages apart.", (page, _) => page.TotalCount),
        ]);
    }

    /// <summary>The page that a query asks for, of items that the viewer may see.</summary>
    /// <exception cref="GraphQLError"><c>PAGE_SIZE_REQUIRED</c> or <c>CURSOR_INVALID</c>.</exception>
    public static Connection<T> Page<T>(FieldContext query, IEnumerable<T> visible, Func<T, AnyId> id, Ordering<T> order)
    {
        var (first, last) = (query.IntOrNull("first"), query.IntOrNull("last"));
        if (first is null == last is null)
            throw QueryErrors.PageSizeRequired().Told(query);

        var items = visible.Select(item => (Place: order.Place(order.Key(item), id(item)), Item: item)).ToList();
        items.Sort((left, right) => order.Compare(left.Place, right.Place));
        var from = 0;
        var to = items.Count;
        if (query.TextOrNull("after") is { } after)
        {
            var place = Decode(query, after, order);
            from = items.TakeWhile(item => order.Compare(item.Place, place) <= 0).Count();
        }

        if (query.TextOrNull("before") is { } before)
        {
            var place = Decode(query, before, order);
            to = Math.Max(from, items.TakeWhile(item => order.Compare(item.Place, place) < 0).Count());
        }

        if (first is { } fromStart) to = Math.Min(to, from + fromStart);
        if (last is { } fromEnd) from = Math.Max(from, to - fromEnd);
        var edges = items[from..to].Select(item => new Edge<T>(Encode(item.Place), item.Item)).ToList();
        return new Connection<T>(edges, to < items.Count, from > 0, items.Count);
    }

    private static string Encode(Place place) =>
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes($"{place.Id}{place.Key}"));

    private static Place Decode<T>(FieldContext query, string cursor, Ordering<T> order)
    {
        const int IdLength = 30;
        if (cursor.Length <= Limits.CursorMax && Base64Url.IsValid(cursor))
        {
            var text = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cursor));
            if (text.Length >= IdLength && AnyId.TryParse(text[..IdLength], out var id)) return order.Place(text[IdLength..], id);
        }

        throw QueryErrors.CursorInvalid().Told(query);
    }

    private sealed record PageInfo(bool HasNextPage, bool HasPreviousPage, string? StartCursor, string? EndCursor);
}
