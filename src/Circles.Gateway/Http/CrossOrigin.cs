using Circles.Gateway.Access;
using Circles.Grains.Kernel;
using Circles.Silo;
using Microsoft.Extensions.Primitives;

namespace Circles.Gateway.Http;

/// <summary>Which pages of other origins a browser may let ask: those that the network names, and none at first.</summary>
/// <remarks>
/// Never any page, and never with what a browser holds for this host by itself: a page shows a token that it knows. A browser's first
/// question (the preflight) carries no header of ours, so the network must be known by the host, or be the only one. Source: Fetch, "CORS
/// protocol".
/// </remarks>
internal sealed class CrossOrigin(Door door)
{
    /// <summary>How long a browser may remember the answer, in seconds; Chromium takes no more than two hours.</summary>
    private const string Remembered = "600";

    private const string Exposed = "Circles-Sequence, ETag, RateLimit, RateLimit-Policy, Retry-After";

    /// <summary>Answers a browser's question whether a page may ask; says nothing where it may not.</summary>
    public async ValueTask AnswerPreflightAsync(HttpContext http, string methods)
    {
        if (!await AllowAsync(http)) return;
        var headers = http.Response.Headers;
        headers.AccessControlAllowMethods = methods;
        headers.AccessControlAllowHeaders = http.Request.Headers.AccessControlRequestHeaders;
        headers.AccessControlMaxAge = Remembered;
    }

    /// <summary>Lets the page read the answer, if the network names its origin.</summary>
    public async ValueTask<bool> AllowAsync(HttpContext http)
    {
        if (http.Request.Headers.Origin is not [{ Length: > 0 } origin]) return false;
        if (await NetworkAsync(http) is not { } network || network.Network?.Origins.Contains(origin) != true) return false;
        var headers = http.Response.Headers;
        headers.AccessControlAllowOrigin = origin;
        headers.AccessControlExposeHeaders = Exposed;
        headers.Vary = StringValues.Concat(headers.Vary, "Origin");
        return true;
    }

    private async ValueTask<NetworkState?> NetworkAsync(HttpContext http)
    {
        try
        {
            return (await door.NetworkOfAsync(Credentials.Of(http.Request), http.RequestAborted))?.Current;
        }
        catch (SiloException)
        {
            return null; // The request itself is told why.
        }
    }
}
