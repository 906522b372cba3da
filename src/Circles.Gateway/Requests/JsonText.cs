using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;

namespace Circles.Gateway.Requests;

/// <summary>JSON as a caller sent it, checked whole: whatever is read from it later is text and stands there once.</summary>
internal static class JsonText
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = Limits.JsonDepthMax, AllowDuplicateProperties = false };

    /// <param name="utf8">Must stay as it is until the document is disposed: values are read from it.</param>
    /// <param name="what">Begins the fault's sentence: <c>The body</c>.</param>
    /// <returns>The document, or what is wrong with it in a sentence for a person.</returns>
    public static (JsonDocument? Json, string? Fault) Parse(ReadOnlyMemory<byte> utf8, string what)
    {
        // Once for all of it: strings are looked at only when somebody asks, which may be in the middle of an execution.
        if (!Utf8.IsValid(utf8.Span)) return (null, $"{what} is not UTF-8.");
        if (HoldsLoneSurrogate(utf8.Span)) return (null, $"{what} holds half of a surrogate pair (\\uD800 to \\uDFFF).");
        try
        {
            return (JsonDocument.Parse(utf8, Options), null);
        }
        catch (JsonException e)
        {
            return (null, string.Create(
                CultureInfo.InvariantCulture, $"{what} is not JSON: see line {e.LineNumber + 1 ?? 1}, byte {e.BytePositionInLine + 1 ?? 1}."));
        }
    }

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
