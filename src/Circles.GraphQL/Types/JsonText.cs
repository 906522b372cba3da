using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Circles.GraphQL.Language;
using Circles.GraphQL.Utilities;

namespace Circles.GraphQL.Types;

/// <summary>Text out of a caller's JSON. Lone surrogates and invalid UTF-8 make System.Text.Json throw; a caller must not cause that.</summary>
internal static class JsonText
{
    private const int ItemsMax = 10;
    private const int LevelsMax = 2;

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

    /// <summary>
    /// The value as the reference's messages show it: two levels of it, objects with a space inside their braces; cut at
    /// <see cref="Limits.EchoMax"/>.
    /// </summary>
    public static string Shown(JsonElement value)
    {
        var text = new StringBuilder();
        Show(value, LevelsMax, text);
        return Echo.Of(text);
    }

    /// <summary>The entry's name; a lone surrogate in it becomes U+FFFD, which no field is called.</summary>
    public static string Name(JsonProperty entry)
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

    // Stops a little after what is told of it.
    private static void Show(JsonElement value, int levels, StringBuilder text)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object when !value.EnumerateObject().Any():
                text.Append("{}");
                break;
            case JsonValueKind.Array when value.GetArrayLength() == 0:
                text.Append("[]");
                break;
            case JsonValueKind.Object or JsonValueKind.Array when levels == 0:
                text.Append(value.ValueKind == JsonValueKind.Object ? "[Object]" : "[Array]");
                break;
            case JsonValueKind.Object:
                var separator = "{ ";
                foreach (var entry in value.EnumerateObject())
                {
                    text.Append(separator).Append(Name(entry)).Append(": ");
                    Show(entry.Value, levels - 1, text);
                    separator = ", ";
                    if (text.Length > Limits.EchoMax)
                    {
                        break;
                    }
                }

                text.Append(" }");
                break;
            case JsonValueKind.Array:
                ShowItems(value, levels, text);
                break;
            case JsonValueKind.String when TryRead(value, out var read):
                text.Append(Printer.Quote(read.Length > Limits.EchoMax ? read[..Limits.EchoMax] : read));
                break;
            case JsonValueKind.Number when value.TryGetDouble(out var number) && Math.Abs(number) is 0 or (>= 1e-4 and < 1e15):
                text.Append(number.ToString("R", CultureInfo.InvariantCulture));
                break;
            default:
                text.Append(value.GetRawText());
                break;
        }
    }

    private static void ShowItems(JsonElement value, int levels, StringBuilder text)
    {
        text.Append('[');
        for (var i = 0; i < Math.Min(value.GetArrayLength(), ItemsMax) && text.Length <= Limits.EchoMax; i++)
        {
            text.Append(i > 0 ? ", " : "");
            Show(value[i], levels - 1, text);
        }

        var more = value.GetArrayLength() - ItemsMax;
        text.Append(more <= 0 ? "" : more == 1 ? ", ... 1 more item" : $", ... {more} more items").Append(']');
    }
}
