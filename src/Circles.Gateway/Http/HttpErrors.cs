using System.Text.Json;

namespace Circles.Gateway.Http;

/// <summary>An error that keeps a request from reaching the engine, told in GraphQL's own shape.</summary>
/// <param name="Code">Public and for good, in upper snake case.</param>
/// <param name="Retryable">Whether the same request can succeed later without a change by the caller.</param>
internal sealed record HttpError(int Status, string Code, string Message, bool Retryable = false)
{
    /// <param name="traceId">Where an operator finds more in the logs; null when there is no more to find.</param>
    public async Task WriteAsync(HttpResponse response, string mediaType = MediaTypes.Json, string? traceId = null)
    {
        response.StatusCode = Status;
        response.ContentType = MediaTypes.WithCharset(mediaType);
        response.Headers.CacheControl = "no-store";
        if (Status == StatusCodes.Status401Unauthorized) response.Headers.WWWAuthenticate = "Bearer";
        var output = new CountedWriter(response);
        using (var json = new Utf8JsonWriter(output))
        {
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

        await output.SendAsync(response.HttpContext.RequestAborted);
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

    public static readonly HttpError NotFound = new(404, "NOT_FOUND", "There is nothing here. The endpoint is /graphql.");

    public static readonly HttpError MethodNotAllowed = new(405, "METHOD_NOT_ALLOWED", "Use POST.");

    public static readonly HttpError NotAcceptable = new(
        406, "NOT_ACCEPTABLE", "The answer is application/graphql-response+json or application/json; Accept names neither.");

    public static readonly HttpError UnsupportedMediaType = new(
        415, "UNSUPPORTED_MEDIA_TYPE", "The body must be application/json in UTF-8, not compressed.");

    public static readonly HttpError BodyTooLarge = new(413, "BODY_TOO_LARGE", $"The body is larger than {Limits.BodyBytesMax} bytes.");

    public static readonly HttpError BodyUnreadable = new(400, "BODY_UNREADABLE", "The body could not be read to its end.");

    public static readonly HttpError TooManyOperations = new(
        429, "TOO_MANY_OPERATIONS", $"This socket has {Limits.Stream.OperationsMax} operations, the most there may be. End one first.", Retryable: true);

    public static readonly HttpError TooManySubscriptions = new(
        429, "TOO_MANY_SUBSCRIPTIONS", "The viewer or the network has as many subscriptions as one server takes. End one first.", Retryable: true);

    public static readonly HttpError Internal = new(
        500, "INTERNAL", "Something went wrong on the server. Its operator finds out more by the trace id.");

    /// <summary>The body is not what a GraphQL request looks like.</summary>
    public static HttpError BadRequest(string message) => new(400, "BAD_REQUEST", message);

    /// <summary>The machine below cannot serve now. The message names no network: the caller may not have been let in yet.</summary>
    public static HttpError Unavailable(string code, bool retryable) =>
        new(503, code, "This cannot be served at the moment.", retryable);
}
