using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Circles.GraphQL.Types;

/// <summary>Text out of a caller's JSON. Lone surrogates and invalid UTF-8 make System.Text.Json throw; a caller must not cause that.</summary>
internal static class JsonText
{
    // An offending value is shown so that the caller can find it, never so much of it that an answer grows with the question.
    private const int ShownMax = 200;
    private const int ItemsMax = 10;

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

    /// <summary>The value as the reference's messages show it: two levels of it, objects with a space inside their braces.</summary>
    public static string Shown(JsonElement value, int levels = 2)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object when !value.EnumerateObject().Any(): return "{}";
            case JsonValueKind.Array when value.GetArrayLength() == 0: return "[]";
            case JsonValueKind.Object when levels == 0: return "[Object]";
            case JsonValueKind.Array when levels == 0: return "[Array]";
            case JsonValueKind.Object:
                var entries = value.EnumerateObject().Take(ItemsMax).Select(entry => $"{Name(entry)}: {Shown(entry.Value, levels - 1)}");
                return $"{{ {string.Join(", ", entries)} }}";
            case JsonValueKind.Array:
                var more = value.GetArrayLength() - ItemsMax;
                var items = value.EnumerateArray().Take(ItemsMax).Select(item => Shown(item, levels - 1));
                return $"[{string.Join(", ", items)}{(more <= 0 ? "" : more == 1 ? ", ... 1 more item" : $", ... {more} more items")}]";
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
