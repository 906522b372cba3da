using System.Runtime.CompilerServices;
using Circles.Grains.Access;
using Circles.Grains.Kernel;
using Circles.Grains.Organisations;
using Circles.GraphQL.Execution;
using Circles.GraphQL.Types;
using Circles.Schema.Types;
using Circles.Silo;
using static Circles.GraphQL.Types.Scalars;

namespace Circles.Schema.Live;

/// <summary>What happens in a network, in the journal's own order, as far as the viewer may read it at the moment of telling.</summary>
internal static class ActivityFeed
{
    public static readonly ObjectType<Happened> Type = new(
        "ActivityEntry", "Something that happened in the network: who, what, when and why.", () =>
    [
        .. HistoryType.Fields,
        new("thing", NodeType.Type, "What it happened to, as it is now; null when that is gone.",
            (happened, query) => Visibility.Find(query.Snapshot, query.Viewer, happened.Event.Of)),
    ])
    {
        Guard = Seen.WithItsParent,
    };

    public static readonly Field<RequestContext> Field = Field<RequestContext>.Subscription(
        "activity",
        Type.NonNull,
        "What happens from now on, or after a place in the journal: every event of the things whose history the viewer may read at that " +
        "moment, in order, each once. Ends when the viewer leaves the network.",
        (_, query) =>
            query.TextOrNull("of") is not { } text ? FollowAsync(query.Asked, of: null, Start(query), query.Cancellation)
            : FollowAsync(query.Asked, AnyId.TryParse(text, out var of) ? of : default, Start(query), query.Cancellation),
        (happened, _) => ((LiveEvent)happened).Subject,
        [
            Following.AfterArgument("The last event that the subscriber has; `\"0\"` for all there are. The newest of now unless given."),
            new Argument("of", Id, "Only what happens to this thing. Ends when the viewer may no longer read its history."),
        ]);

    private static long Start(FieldContext query) => Following.After(query) ?? query.Snapshot.Sequence;

    private static async IAsyncEnumerable<object> FollowAsync(
        RequestContext asked, AnyId? of, long after, [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var state in asked.StatesAsync(cancel))
        {
            if (!MayListen(state, asked.Actor, of)) yield break;
            while (after < state.Sequence)
            {
                foreach (var happened in await ReadAsync(asked.Network, after, state.Sequence, cancel))
                {
                    after = happened.Sequence;
                    // Telling the events before this one may have taken a while: this one is judged by what is true now.
                    var now = await asked.Network.CaughtUpToAsync(state.Sequence, cancel);
                    if (!MayListen(now, asked.Actor, of)) yield break;
                    if ((of is null || happened.Event.Of == of) && Visibility.CanReadHistory(now, asked.Actor, happened.Event.Of))
                        yield return new LiveEvent(asked with { Snapshot = now }, happened, after, Sending.Always);
                }
            }
        }
    }

    private static ValueTask<IReadOnlyList<Happened>> ReadAsync(INetwork network, long after, long end, CancellationToken cancel)
    {
        var count = (int)Math.Min(end - after, Limits.FeedChunk);
        return network.ReadAsync([.. Enumerable.Range(1, count).Select(i => after + i)], cancel);
    }

    private static bool MayListen(NetworkState state, Actor viewer, AnyId? of) =>
        of is { } id ? Visibility.CanReadHistory(state, viewer, id) : OrganisationVisibility.CanSeeAny(state, viewer);
}
