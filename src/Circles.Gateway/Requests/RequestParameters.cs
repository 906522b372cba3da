using System.Text.Json;

namespace Circles.Gateway.Requests;

/// <summary>What a request asks, in whatever it arrived: a JSON body, a query string, a message on a socket.</summary>
/// <param name="Query">The document; null when the request names it by something else.</param>
/// <param name="Variables">A JSON object, valid as long as what it was read from; null for none.</param>
/// <param name="Extensions">The same. Entries that nobody here knows are ignored.</param>
/// <remarks>Source: GraphQL over HTTP, "Request Parameters".</remarks>
internal sealed record RequestParameters(string? Query, string? OperationName, JsonElement? Variables, JsonElement? Extensions)
{
    /// <summary>The name of a registered document, in place of the text or beside it.</summary>
    /// <remarks>Source: GraphQL over HTTP, "Persisted Document Request".</remarks>
    public string? DocumentId { get; init; }

    /// <summary>Reads a JSON object with the entries of these names. Entries beyond these are ignored.</summary>
    /// <returns>The parameters, or what is wrong with them in a sentence for a person.</returns>
    public static (RequestParameters? Parameters, string? Fault) Read(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object) return (null, "The request must be a JSON object.");
        var (query, operationName, variables, extensions) =
            (Entry(json, "query"), Entry(json, "operationName"), Entry(json, "variables"), Entry(json, "extensions"));
        if (query is { ValueKind: not JsonValueKind.String }) return (null, "The entry query must be a string.");
        if (operationName is { ValueKind: not JsonValueKind.String }) return (null, "The entry operationName must be a string or null.");
        if (variables is { ValueKind: not JsonValueKind.Object }) return (null, "The entry variables must be an object or null.");
        if (extensions is { ValueKind: not JsonValueKind.Object }) return (null, "The entry extensions must be an object or null.");
        var documentId = Entry(json, "documentId");
        if (documentId is { ValueKind: not JsonValueKind.String }) return (null, "The entry documentId must be a string or null.");
        return (
            new RequestParameters(query?.GetString(), operationName?.GetString(), variables, extensions) { DocumentId = documentId?.GetString() },
            null);
    }

    private static JsonElement? Entry(JsonElement json, string name) =>
        json.TryGetProperty(name, out var entry) && entry.ValueKind != JsonValueKind.Null ? entry : null;
}
