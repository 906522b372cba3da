using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;

namespace Circles.Gateway.Http;

/// <summary>A GraphQL request as its body tells it. Entries beyond these are ignored.</summary>
/// <remarks>Source: GraphQL over HTTP, "Request Parameters".</remarks>
internal sealed class GraphQLBody : IDisposable
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = Limits.JsonDepthMax, AllowDuplicateProperties = false };

    private readonly JsonDocument json;

    private GraphQLBody(JsonDocument json) => this.json = json;

    public string Query { get; private set; } = "";

    public string? OperationName { get; private set; }

    public JsonElement? Variables { get; private set; }

    /// <param name="utf8">Must stay as it is until the body is disposed: variables are read from it.</param>
    public static (GraphQLBody? Body, HttpError? Refused) Read(ReadOnlyMemory<byte> utf8)
    {
        // Once for all of it: strings are looked at only when somebody asks, which may be in the middle of an execution.
        if (!Utf8.IsValid(utf8.Span)) return (null, HttpErrors.BadRequest("The body is not UTF-8."));
        if (HoldsLoneSurrogate(utf8.Span)) return (null, HttpErrors.BadRequest("The body holds half of a surrogate pair (\\uD800 to \\uDFFF)."));
        JsonDocument parsed;
        try
        {
            parsed = JsonDocument.Parse(utf8, Options);
        }
        catch (JsonException e)
        {
            return (null, HttpErrors.BadRequest(string.Create(
                CultureInfo.InvariantCulture, $"The body is not JSON: see line {e.LineNumber + 1 ?? 1}, byte {e.BytePositionInLine + 1 ?? 1}.")));
        }

        var body = new GraphQLBody(parsed);
        if (body.Take() is not { } fault) return (body, null);
        body.Dispose();
        return (null, HttpErrors.BadRequest(fault));
    }

    public void Dispose() => json.Dispose();

    private string? Take()
    {
        var root = json.RootElement;
        if (root.ValueKind == JsonValueKind.Array) return "The body must be one JSON object: requests are not taken in batches.";
        if (root.ValueKind != JsonValueKind.Object) return "The body must be a JSON object.";
        if (!root.TryGetProperty("query", out var query) || query.ValueKind != JsonValueKind.String) return "The entry query must be a string.";
        Query = query.GetString()!;
        if (Entry("operationName") is { } name)
        {
            if (name.ValueKind != JsonValueKind.String) return "The entry operationName must be a string or null.";
            OperationName = name.GetString();
        }

        if (Entry("variables") is { } variables)
        {
            if (variables.ValueKind != JsonValueKind.Object) return "The entry variables must be an object or null.";
            Variables = variables;
        }

        return Entry("extensions") is { ValueKind: not JsonValueKind.Object } ? "The entry extensions must be an object or null." : null;
    }

    private JsonElement? Entry(string name) =>
        json.RootElement.TryGetProperty(name, out var entry) && entry.ValueKind != JsonValueKind.Null ? entry : null;

    /// <summary>Looks for escapes that stand for no character. In JSON a backslash is found in strings only.</summary>
    private static bool HoldsLoneSurrogate(ReadOnlySpan<byte> utf8)
    {
        while (utf8.IndexOf((byte)'\\') is >= 0 and var at)
        {
            utf8 = utf8[at..];
            var unit = Unit(utf8);
            if (unit is not { } found || !char.IsSurrogate(found))
            {
                utf8 = utf8[Math.Min(2, utf8.Length)..];
                continue;
            }

            if (!char.IsHighSurrogate(found) || Unit(utf8[6..]) is not { } second || !char.IsLowSurrogate(second)) return true;
            utf8 = utf8[12..];
        }

        return false;
    }

    /// <summary>The UTF-16 unit of an escape that the text begins with.</summary>
    private static char? Unit(ReadOnlySpan<byte> utf8) =>
        utf8.Length >= 6 && utf8[0] == '\\' && utf8[1] == 'u'
        && ushort.TryParse(utf8[2..6], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit)
            ? (char)unit
            : null;
}
