using System.Text;
using System.Text.Json;
using Circles.Gateway.Requests;

namespace Circles.Gateway.Http;

/// <summary>A request's parameters as a URL holds them: variables and extensions are JSON there.</summary>
/// <remarks>Source: GraphQL over HTTP, "GET".</remarks>
internal static class QueryString
{
    /// <returns>The parameters, or what is wrong with them in a sentence for a person.</returns>
    public static (RequestParameters? Parameters, string? Fault) Read(IQueryCollection url)
    {
        if (!TryText(url, "query", out var query, out var fault)
            || !TryText(url, "operationName", out var operationName, out fault)
            || !TryObject(url, "variables", out var variables, out fault)
            || !TryObject(url, "extensions", out var extensions, out fault)) return (null, fault);
        return (new RequestParameters(query, operationName, variables, extensions), null);
    }

    /// <param name="text">Null when the URL has no such parameter, or an empty one: forms and URL builders send those.</param>
    private static bool TryText(IQueryCollection url, string name, out string? text, out string? fault)
    {
        var values = url[name];
        text = values.Count == 1 && values[0] is { Length: > 0 } value ? value : null;
        fault = values.Count > 1 ? $"The parameter {name} stands in the URL more than once." : null;
        return fault is null;
    }

    private static bool TryObject(IQueryCollection url, string name, out JsonElement? value, out string? fault)
    {
        value = null;
        if (!TryText(url, name, out var text, out fault)) return false;
        if (text is null) return true;
        (var json, fault) = JsonText.Parse(Encoding.UTF8.GetBytes(text), $"The parameter {name}");
        if (json is null) return false;
        using (json)
        {
            fault = json.RootElement.ValueKind is JsonValueKind.Object or JsonValueKind.Null
                ? null
                : $"The parameter {name} must be a JSON object or null.";
            // A URL is short: a copy that nobody has to dispose of costs little.
            if (json.RootElement.ValueKind == JsonValueKind.Object) value = json.RootElement.Clone();
            return fault is null;
        }
    }
}
