using System.Globalization;
using Circles.Silo;
using Microsoft.Extensions.Primitives;

namespace Circles.Gateway.Http;

/// <summary>The header or entry <c>Circles-At-Least</c>: whoever wrote on one node reads the write on any other.</summary>
internal static class AtLeast
{
    public const string Header = "Circles-At-Least";

    /// <summary>Waits until this node knows the event with this number, for <see cref="Limits.CatchUpWait"/> at most.</summary>
    /// <returns>Null once it does, or when nothing is asked for.</returns>
    public static async ValueTask<HttpError?> WaitAsync(StringValues asked, INetwork network, CancellationToken cancel)
    {
        if (asked.Count == 0) return null;
        if (asked.Count > 1 || !long.TryParse(asked[0], NumberStyles.None, CultureInfo.InvariantCulture, out var sequence))
            return HttpErrors.BadRequest($"The header {Header} holds one number, as {GraphQLEndpoint.SequenceHeader} told it.");
        if (network.Current.Sequence >= sequence) return null;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(Limits.CatchUpWait);
        try
        {
            await network.CaughtUpToAsync(sequence, patience.Token);
            return null;
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return HttpErrors.NotCaughtUp;
        }
    }
}
