using System.Runtime.CompilerServices;
using Circles.Grains.Access;
using Circles.Grains.Kernel;
using Circles.GraphQL.Execution;
using Circles.GraphQL.Types;
using static Circles.GraphQL.Types.Scalars;

namespace Circles.Schema.Live;

/// <summary>A field that tells of one thing again and again: a query asked anew after each commit that can concern it.</summary>
internal static class LiveThing
{
    /// <typeparam name="T">What the thing must be; an id of anything else is an id of nothing.</typeparam>
    public static Field<RequestContext> Of<T>(string name, GraphQLType type, string what)
        where T : class =>
        Field<RequestContext>.Subscription(
            name,
            type.NonNull,
            $"{what}, at once and again after each change. Ends when the viewer may no longer see it; at once when there is no such thing.",
            (_, query) => AnyId.TryParse(query.Text("id"), out var id)
                ? FollowAsync<T>(query.Asked, id, Following.After(query), Concern.IsNear(query.Coordinates), query.Cancellation)
                : NothingAsync(),
            (happened, _) => ((LiveEvent)happened).Subject,
            [
                new Argument("id", Id.NonNull, "Its id."),
                Following.AfterArgument("Where the subscriber stands: the first answer is left out when nothing was committed since."),
            ]);

    private static async IAsyncEnumerable<object> FollowAsync<T>(
        RequestContext asked, AnyId id, long? after, bool near, [EnumeratorCancellation] CancellationToken cancel)
        where T : class
    {
        NetworkState? before = null;
        await foreach (var state in asked.StatesAsync(cancel))
        {
            if (Visibility.Find(state, asked.Actor, id) is not T thing) yield break;
            // A node that lags behind what the subscriber has seen elsewhere says nothing until it has caught up.
            if (state.Sequence < after) continue;
            // What is near is the same as in the state before, whether or not that was asked: so no older state is held on to.
            var concerns = before is null || Concern.CanConcern(near, before, state, asked.Actor, id);
            before = state;
            if (concerns)
                yield return new LiveEvent(
                    asked with { Snapshot = state }, thing, state.Sequence, state.Sequence == after ? Sending.Never : Sending.IfChanged);
        }
    }

    private static async IAsyncEnumerable<object> NothingAsync()
    {
        await Task.CompletedTask;
        yield break;
    }
}
