using System.Globalization;
using System.Text.Json;
using Circles.Gateway.Access;
using Circles.Gateway.Hosting;
using Circles.Gateway.Http;
using Circles.Grains.Kernel;
using Circles.GraphQL;

namespace Circles.Gateway.FairUse;

/// <summary>What each viewer and each network may still ask for, in units of cost: so that nobody takes all of a server.</summary>
/// <remarks>
/// Each node counts for itself. A request takes one unit when it is taken and the rest of its cost before it runs; a subscription takes its
/// cost for each answer. So a thousand questions under a thousand aliases cost as much as a thousand requests.
/// </remarks>
internal sealed class Budgets(TimeProvider time, GatewayLimits limits)
{
    /// <summary>What follows is draft-ietf-httpapi-ratelimit-headers-10: structured fields, the policy's name first.</summary>
    private const string PolicyHeader = "RateLimit-Policy", Header = "RateLimit", PolicyName = "viewer";

    /// <summary>The entry of an answer's <c>extensions</c> where headers are long gone.</summary>
    public const string Extension = "budget";

    private readonly Buckets<(string, Actor)> viewers =
        new(time, Limits.FairUse.ViewersMax, new Flow(limits.BudgetOfViewer, limits.BudgetOfViewerPerSecond));

    private readonly Buckets<string> networks = new(time, Limits.FairUse.NetworksMax, new Flow(limits.BudgetOfNetwork, limits.BudgetOfNetworkPerSecond));

    private readonly string policy = string.Create(
        CultureInfo.InvariantCulture,
        $"\"{PolicyName}\";q={limits.BudgetOfViewer};w={Math.Max(1, limits.BudgetOfViewer / limits.BudgetOfViewerPerSecond)}");

    /// <summary>Takes what something costs.</summary>
    /// <returns>How long to wait when there is not enough; nothing was taken then. Zero when it was.</returns>
    public TimeSpan Take(Visitor visitor, int cost)
    {
        if (cost <= 0) return TimeSpan.Zero;
        var viewer = (visitor.Network.Slug, visitor.Actor);
        var wait = viewers.Take(viewer, cost);
        if (wait > TimeSpan.Zero) return wait;
        wait = networks.Take(visitor.Network.Slug, cost, QuotaOf(visitor));
        if (wait > TimeSpan.Zero) viewers.Return(viewer, cost);
        return wait;
    }

    /// <summary>The same, as an error of a response.</summary>
    /// <param name="wait">As <see cref="Take"/> answers.</param>
    public GraphQLError? Charge(Visitor visitor, int cost, out TimeSpan wait)
    {
        wait = Take(visitor, cost);
        if (wait == TimeSpan.Zero) return null;
        var told = HttpErrors.RateLimited(wait);
        return new GraphQLError(told.Message, told.Code)
        {
            Extensions = new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["retryable"] = true,
                ["retryAfter"] = int.Parse(HttpError.Whole(wait), CultureInfo.InvariantCulture),
            },
        };
    }

    /// <summary>Tells in headers what is left: <c>r</c> units, and in <c>t</c> seconds all of them again.</summary>
    public void Tell(HttpResponse response, Visitor visitor)
    {
        var left = Left(visitor);
        response.Headers[PolicyHeader] = policy;
        response.Headers[Header] = string.Create(
            CultureInfo.InvariantCulture,
            $"\"{PolicyName}\";r={left};t={Math.Ceiling((limits.BudgetOfViewer - left) / (double)limits.BudgetOfViewerPerSecond)}");
    }

    /// <summary>Tells the same in an answer.</summary>
    public void Tell(Utf8JsonWriter extensions, Visitor visitor)
    {
        extensions.WriteStartObject(Extension);
        extensions.WriteNumber("left", Left(visitor));
        extensions.WriteNumber("max", limits.BudgetOfViewer);
        extensions.WriteEndObject();
    }

    /// <summary>What the platform's operator lets the network ask for, if that is said.</summary>
    private static Flow? QuotaOf(Visitor visitor) =>
        visitor.Network.Current.Network?.Quotas.CostPerMinute is { } minute ? new Flow(minute, minute / 60.0) : null;

    private long Left(Visitor visitor) => (long)viewers.Left((visitor.Network.Slug, visitor.Actor));
}
