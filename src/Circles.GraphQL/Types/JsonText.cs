using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Circles.GraphQL.Types;

/// <summary>Text out of a caller's JSON. Lone surrogates and invalid UTF-8 make System.Text.Json throw; a caller must not cause that.</summary>
internal static class JsonText
{
    // An offending value is shown so that the caller can find it, never so much of it that an answer grows with the question.
    private const int ShownMax = 200;

    public static bool TryRead(JsonElement value, [NotNullWhen(true)] out string? text)
    {
        try
        {
            text = value.GetString();
            return text is not null;
        }
        catch (InvalidOperationException)
        {
            text = null;
            return false;
        }
    }

    /// <summary>The value as the reference's messages show it: objects with a space inside their braces, lists as in JSON.</summary>
    public static string Shown(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => ShownObject(value),
        JsonValueKind.Array => $"[{string.Join(", ", value.EnumerateArray().Take(10).Select(ShownInside))}]",
        _ => ShownInside(value),
    };

    private static string ShownObject(JsonElement value) =>
        value.EnumerateObject().Any()
            ? $"{{ {string.Join(", ", value.EnumerateObject().Take(10).Select(entry => $"{Name(entry)}: {ShownInside(entry.Value)}"))} }}"
            : "{}";

    private static string ShownInside(JsonElement value)
    {
        if (value.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
        {
            return value.ValueKind is JsonValueKind.Array ? "[Array]" : "[Object]";
        }

        var raw = value.GetRawText();
        return raw.Length <= ShownMax ? raw : string.Concat(raw.AsSpan(0, ShownMax), "…");
    }

    private static string Name(JsonProperty entry)
    {
        try
        {
            return entry.Name;
        }
        catch (InvalidOperationException)
        {
            return "\uFFFD";
        }
    }
}
