using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Circles.Gateway.Http;

/// <summary>The media types of an answer, and which of them a caller wants.</summary>
/// <remarks>Source: GraphQL over HTTP, "Accept"; RFC 9110, "Accept".</remarks>
internal static class MediaTypes
{
    public const string Json = "application/json";
    public const string GraphQLResponse = "application/graphql-response+json";
    public const string EventStream = "text/event-stream";

    private static readonly string JsonWithCharset = $"{Json}; charset=utf-8";
    private static readonly string GraphQLResponseWithCharset = $"{GraphQLResponse}; charset=utf-8";

    public static string WithCharset(string mediaType) => mediaType == GraphQLResponse ? GraphQLResponseWithCharset : JsonWithCharset;

    /// <returns>Null when the caller takes none.</returns>
    public static string? Choose(StringValues accept)
    {
        // What nearly every client sends is not worth reading.
        if (accept.Count == 0 || accept is [Json]) return Json;
        if (accept is [GraphQLResponse]) return GraphQLResponse;
        // A header that cannot be read says nothing about what is wanted.
        if (!MediaTypeHeaderValue.TryParseList(accept, out var ranges) || ranges.Count > Limits.MediaRangesMax) return Json;
        var (json, response) = (Weight(ranges, Json), Weight(ranges, GraphQLResponse));
        var events = Weight(ranges, EventStream);
        // Who takes JSON as gladly gets JSON: some clients name every type they know with every request.
        var isNamed = json.Named || response.Named;
        if (events is { Named: true, Quality: > 0 } && (!isNamed || events.Quality > Math.Max(json.Quality, response.Quality))) return EventStream;
        if (json.Quality <= 0 && response.Quality <= 0) return null;
        if (json.Quality != response.Quality) return json.Quality > response.Quality ? Json : GraphQLResponse;
        // Equal wishes: the new type for whoever knows its name, the old one for whoever takes anything.
        return response.Named ? GraphQLResponse : Json;
    }

    /// <summary>Whether a body is JSON in UTF-8 and not compressed.</summary>
    public static bool IsJsonBody(HttpRequest request) =>
        request.Headers.ContentEncoding.Count == 0
        && (request.ContentType == Json || IsJson(request.ContentType));

    private static bool IsJson(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type)
        && type.MediaType.Equals(Json, StringComparison.OrdinalIgnoreCase)
        && (type.Charset.Length == 0 || HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase));

    /// <summary>The quality of the most specific range that the type falls in.</summary>
    private static (double Quality, bool Named) Weight(IList<MediaTypeHeaderValue> ranges, string mediaType)
    {
        var (best, quality) = (0, 0.0);
        foreach (var range in ranges)
        {
            var specific = range.MatchesAllTypes ? 1
                : range.MatchesAllSubTypes && range.Type.Equals("application", StringComparison.OrdinalIgnoreCase) ? 2
                : range.MediaType.Equals(mediaType, StringComparison.OrdinalIgnoreCase) ? 3
                : 0;
            if (specific > best || (specific == best && best > 0 && range.Quality > quality)) (best, quality) = (specific, range.Quality ?? 1);
        }

        return (quality, best == 3);
    }
}
