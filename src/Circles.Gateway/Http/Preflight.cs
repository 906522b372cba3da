using Circles.Gateway.Access;

namespace Circles.Gateway.Http;

/// <summary>
/// Keeps pages of other origins from having a browser ask here in its user's name (CSRF). A browser sends a "simple" request, such as a
/// form's or an image's, without asking first, and adds by itself what it holds for this host: cookies, Basic credentials, a client
/// certificate. A header that is not safelisted makes it ask first (CORS), and that is never granted here.
/// </summary>
/// <remarks>
/// Today the only credential is a bearer token, which no browser adds by itself, so nothing could be had this way. The check does not rest
/// on that: it comes before any credential is looked at, and would hold were cookies to become one. Source: Fetch, "CORS-safelisted
/// request-header".
/// </remarks>
internal static class Preflight
{
    private static readonly string[] Proofs =
        ["GraphQL-Require-Preflight", "Apollo-Require-Preflight", "X-Apollo-Operation-Name", Door.NetworkHeader];

    /// <summary>Whether no browser would have sent this across origins without asking first.</summary>
    public static bool IsForcedBy(HttpRequest request) =>
        MediaTypes.IsJsonBody(request)
        || BearerToken.In(request.Headers.Authorization) is not null // A browser's own Basic credentials prove nothing.
        || Proofs.Any(name => request.Headers[name] is [{ Length: > 0 }, ..]);
}
