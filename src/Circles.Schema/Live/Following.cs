using System.Runtime.CompilerServices;
using Circles.Grains.Kernel;
using Circles.GraphQL.Execution;
using Circles.GraphQL.Types;
using Circles.Schema.Types;

namespace Circles.Schema.Live;

/// <summary>What the live fields have in common: where they begin, and how they follow their network.</summary>
internal static class Following
{
    public static Argument AfterArgument(string description) => new("after", CustomScalars.Sequence, description);

    /// <summary>The number to go on after: the argument's, or a later one that the transport knows of; null for neither.</summary>
    public static long? After(FieldContext query) =>
        (query.Get<long?>("after"), query.Asked.ResumeAfter) switch
        {
            ({ } asked, { } resumed) => Math.Max(asked, resumed),
            var (asked, resumed) => asked ?? resumed,
        };

    /// <summary>
    /// The state of now and then each later one, or the latest where this reader was slow. Keeps the network from being unloaded. Where it
    /// is closed all the same, asking again opens it; only the silo's stop ends this, with a <see cref="Silo.SiloStoppingException"/>.
    /// </summary>
    public static async IAsyncEnumerable<NetworkState> StatesAsync(
        this RequestContext asked, [EnumeratorCancellation] CancellationToken cancel)
    {
        for (var after = 0L; ; after--)
        {
            // Taken up again with the state that it stopped at: meanwhile the time of something in it may have come to an end.
            await foreach (var state in asked.Network.FollowAsync(after, cancel))
            {
                after = state.Sequence;
                yield return state;
            }
        }
    }
}
