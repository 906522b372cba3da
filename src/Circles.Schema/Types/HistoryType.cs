using System.Text.Json;
using Circles.Grains.Access;
using Circles.Grains.Clock;
using Circles.Grains.Kernel;
using Circles.Grains.People;
using Circles.GraphQL.Execution;
using Circles.GraphQL.Types;
using static Circles.GraphQL.Types.Scalars;

namespace Circles.Schema.Types;

/// <summary>A field of a thing that an event set.</summary>
/// <param name="Value">Undefined when it is told no more.</param>
public sealed record Change(string Field, JsonElement Value);

public static class HistoryType
{
    public static readonly ObjectType<Happened> Type = new(
        "HistoryEntry", "Something that happened to a thing: who, what, when and why.", () => Fields)
    { Guard = Seen.WithItsParent };

    /// <summary>What is told of every event.</summary>
    public static IReadOnlyList<Field<Happened>> Fields =>
    [
        new("sequence", CustomScalars.Sequence.NonNull, "Its place in the network's journal.", (happened, _) => (object)happened.Sequence),
        new("at", CustomScalars.DateTime.NonNull, "When.", (happened, _) => (object)happened.At),
        new("by", ActorType.Type.NonNull, "Who.", (happened, _) => happened.By),
        new("why", Scalars.Text, "The reason that was given; null once the words of the thing are erased.",
            (happened, query) => Retention.IsErased(query.Snapshot, happened.Event.Of) ? null : happened.Why),
        new("what", Scalars.Text.NonNull, "The event's stored name, for example `circle.renamed.1`.",
            (happened, _) => EventCodec.NameOf(happened.Event)),
        new("changes", ChangeType.Type.NonNull.List.NonNull, "What it set, as far as the viewer may see it.",
            (happened, query) => Changes(query, happened)),
    ];

    public static readonly ObjectType<Connection<Happened>> Connection = Connections.Of<Happened>("History", Type, "history entries");

    /// <summary>The history of one thing, the newest first; null when the viewer may not read it or there is no such thing.</summary>
    public static async ValueTask<object?> OfAsync(FieldContext query, AnyId of)
    {
        var state = query.Snapshot;
        if (!Visibility.CanReadHistory(state, query.Viewer, of)) return null;
        var sequences = state.History.GetValueOrDefault(of, []);
        // The page is chosen by number, so that a thing with a long history is not read whole.
        var page = Connections.Page(
            query,
            sequences,
            sequence => new AnyId("seq", (UInt128)sequence),
            Ordering<long>.ByAge(newestFirst: true));
        var happened = await query.Asked.Network.ReadAsync([.. page.Edges.Select(edge => edge.Node)], query.Cancellation);
        return new Connection<Happened>(
            [.. page.Edges.Zip(happened, (edge, it) => new Edge<Happened>(edge.Place, it))],
            page.HasNextPage,
            page.HasPreviousPage,
            page.TotalCount);
    }

    /// <summary>
    /// The members of the event, without the id of the thing itself: that was asked for. Of words that are erased it says that they were
    /// set, to everybody, and no more.
    /// </summary>
    private static IEnumerable<Change> Changes(FieldContext query, Happened happened)
    {
        var of = happened.Event.Of.ToString();
        var gone = Retention.IsErased(query.Snapshot, happened.Event.Of) ? EventCodec.WordsOf(happened.Event) : [];
        var hidesWishes = happened.Event is PersonEvent { Person: var person }
            && !(query.Snapshot.People.TryGetValue(person, out var now) && PersonVisibility.CanSeeWishes(query.Snapshot, query.Viewer, now));
        return JsonSerializer.SerializeToElement(happened.Event, happened.Event.GetType(), Json.Options)
            .EnumerateObject()
            .Where(member => !(member.Value.ValueKind == JsonValueKind.String && member.Value.ValueEquals(of)) && member.Name != "hash")
            .Where(member => !hidesWishes || member.Name is not ("profile" or "skills" or "industries" or "seeks" or "offers"))
            .Select(member => new Change(member.Name, gone.Contains(member.Name) ? default : member.Value));
    }
}

public static class ChangeType
{
    public static readonly ObjectType<Change> Type = new("Change", "One field that an event set.", () =>
    [
        new("field", Scalars.Text.NonNull, "Its name.", (change, _) => change.Field),
        new("value", Scalars.Text, "Its new value: a text as it is, anything else as JSON; null when it was cleared, or is erased.", (change, _) =>
            change.Value.ValueKind switch
            {
                JsonValueKind.Null or JsonValueKind.Undefined => null,
                JsonValueKind.String => change.Value.GetString(),
                _ => change.Value.GetRawText(),
            }),
    ])
    {
        Guard = Seen.WithItsParent,
    };
}
