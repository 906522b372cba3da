using System.Buffers;
using System.Text.Json;

namespace Circles.Gateway.Http;

/// <summary>An error that keeps a request from reaching the engine, told in GraphQL's own shape.</summary>
/// <param name="Code">Public and for good, in upper snake case.</param>
/// <param name="Retryable">Whether the same request can succeed later without a change by the caller.</param>
internal sealed record HttpError(int Status, string Code, string Message, bool Retryable = false)
{
    /// <summary>The status where the answer is <c>application/json</c> and clients read the body only when they see this one.</summary>
    public int? JsonStatus { get; init; }

    /// <param name="traceId">Where an operator finds more in the logs; null when there is no more to find.</param>
    public async Task WriteAsync(HttpResponse response, string mediaType = MediaTypes.Json, string? traceId = null)
    {
        response.StatusCode = mediaType == MediaTypes.Json ? JsonStatus ?? Status : Status;
        response.ContentType = MediaTypes.WithCharset(mediaType);
        response.Headers.CacheControl = "no-store";
        if (Status == StatusCodes.Status401Unauthorized) response.Headers.WWWAuthenticate = "Bearer";
        var output = new CountedWriter(response);
        WriteTo(output, traceId);
        await output.SendAsync(response.HttpContext.RequestAborted);
    }

    /// <summary>Writes the error as a GraphQL response of its own.</summary>
    public void WriteTo(IBufferWriter<byte> output, string? traceId = null)
    {
        using var json = new Utf8JsonWriter(output);
        json.WriteStartObject();
        json.WriteStartArray("errors");
        json.WriteStartObject();
        json.WriteString("message", Message);
        json.WriteStartObject("extensions");
        json.WriteString("code", Code);
        json.WriteBoolean("retryable", Retryable);
        if (traceId is not null) json.WriteString("traceId", traceId);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }
}

/// <summary>Every error that the gateway itself gives, with its status code.</summary>
internal static class HttpErrors
{
    public static readonly HttpError Unauthenticated = new(
        401, "UNAUTHENTICATED", "A good bearer token is needed, and the network that it is for in the header Circles-Network.");

    public static readonly HttpError NetworkRequired = new(
        400, "NETWORK_REQUIRED", "There are several networks: name one in the header Circles-Network.");

    public static readonly HttpError NetworkUnknown = new(404, "NETWORK_UNKNOWN", "There is no such network.");

    public static readonly HttpError NetworkSuspended = new(
        403, "NETWORK_SUSPENDED", "This network is suspended. The platform's operator can resume it; nothing in it is lost.");

    public static readonly HttpError NetworkClosed = new(410, "NETWORK_CLOSED", "This network was closed, for good.");

    public static readonly HttpError NotFound = new(404, "NOT_FOUND", "There is nothing here. The endpoint is /graphql.");

    public static readonly HttpError MethodNotAllowed = new(405, "METHOD_NOT_ALLOWED", "The header Allow tells the methods that can be used here.");

    public static readonly HttpError MutationByGet = new(
        405, "MUTATION_BY_GET", "A GET changes nothing: send the mutation by POST.");

    public static readonly HttpError PreflightRequired = new(
        403,
        "PREFLIGHT_REQUIRED",
        "Any page could have made a browser send this. Add a header that it cannot, such as GraphQL-Require-Preflight: 1.");

    public static readonly HttpError NotAcceptable = new(
        406, "NOT_ACCEPTABLE", "The answer is application/graphql-response+json, application/json or, by GET or POST of one request, text/event-stream.");

    public static readonly HttpError UnsupportedMediaType = new(
        415, "UNSUPPORTED_MEDIA_TYPE", "The body must be application/json in UTF-8, not compressed.");

    public static readonly HttpError BodyTooSlow = new(408, "BODY_TOO_SLOW", "The body came too slowly, or not to its end.", Retryable: true);

    public static readonly HttpError BodyUnreadable = new(400, "BODY_UNREADABLE", "The body could not be read to its end.");

    public static readonly HttpError NotCaughtUp = new(
        503, "NOT_CAUGHT_UP", "This server does not know yet what Circles-At-Least asks for. Try again soon.", Retryable: true);

    public static readonly HttpError TooManyOperations = new(
        429, "TOO_MANY_OPERATIONS", $"This socket has {Limits.Stream.OperationsMax} operations, the most there may be. End one first.", Retryable: true);

    public static readonly HttpError TooManySubscriptions = new(
        429, "TOO_MANY_SUBSCRIPTIONS", "The viewer or the network has as many subscriptions as one server takes. End one first.", Retryable: true);

    public static readonly HttpError Internal = new(
        500, "INTERNAL", "Something went wrong on the server. Its operator finds out more by the trace id.");

    /// <summary>The message is what clients look for: they send the text next.</summary>
    public static readonly HttpError PersistedQueryNotFound =
        new(400, "PERSISTED_QUERY_NOT_FOUND", "PersistedQueryNotFound") { JsonStatus = 200 };

    /// <summary>The message is what clients look for: they send no hashes from then on.</summary>
    public static readonly HttpError PersistedQueryNotSupported =
        new(400, "PERSISTED_QUERY_NOT_SUPPORTED", "PersistedQueryNotSupported") { JsonStatus = 200 };

    public static readonly HttpError PersistedQueryMismatch = new(
        400, "PERSISTED_QUERY_MISMATCH", "The hash is not that of the document that came with it: it is the SHA-256 of the text in UTF-8.");

    public static readonly HttpError DocumentNotFound = new(
        400, "DOCUMENT_NOT_FOUND", "No document is registered under this documentId, which is sha256: and the SHA-256 of its text.");

    public static readonly HttpError DocumentNotTrusted = new(
        403, "DOCUMENT_NOT_TRUSTED", "This client may run its registered documents only, named by their hash.");

    /// <summary>Refused and not ignored: a mutation meant to be priced would be done.</summary>
    public static readonly HttpError CostHeaderUnknown = new(
        400, "COST_HEADER_UNKNOWN", "The header GraphQL-Cost is report, or validate to run nothing.");

    public static readonly HttpError BatchingOff = new(
        400, "BATCHING_OFF", "The body must be one JSON object: this server takes no batches of requests.");

    /// <summary>The body is longer than the server takes.</summary>
    public static HttpError BodyTooLarge(int bytesMax) => new(413, "BODY_TOO_LARGE", $"The body is larger than {bytesMax} bytes.");

    /// <summary>The batch holds more requests than the server takes.</summary>
    public static HttpError BatchTooLarge(int max) => new(400, "BATCH_TOO_LARGE", $"A batch holds at most {max} requests.");

    /// <summary>The body is not what a GraphQL request looks like.</summary>
    public static HttpError BadRequest(string message) => new(400, "BAD_REQUEST", message);

    /// <summary>The machine below cannot serve now. The message names no network: the caller may not have been let in yet.</summary>
    public static HttpError Unavailable(string code, bool retryable) =>
        new(503, code, "This cannot be served at the moment.", retryable);
}
