using System.Globalization;
using System.Text.Json;
using Circles.Silo;
using NodaTime.Text;

namespace Circles.Gateway.Requests;

/// <summary>How a request asks for the past: the extension <c>asOf</c> or the header <c>Circles-As-Of</c>, not both.</summary>
internal static class PastMoment
{
    public const string Header = "Circles-As-Of";
    public const string Extension = "asOf";

    /// <summary>Reads the moment that is asked for.</summary>
    /// <param name="extensions">The request's, with an entry <c>asOf: { sequence }</c> or <c>asOf: { time }</c>, or without.</param>
    /// <param name="header">A sequence number or a time as RFC 3339 writes it; null where there are no headers.</param>
    /// <returns>False for what is no moment. Null when none is asked for.</returns>
    public static bool TryRead(JsonElement? extensions, string? header, out Moment? moment)
    {
        moment = null;
        JsonElement asked = default;
        var stands = extensions?.TryGetProperty(Extension, out asked) == true && asked.ValueKind != JsonValueKind.Null;
        if (!stands) return header is null || TryRead(header, out moment);
        return header is null && asked.ValueKind == JsonValueKind.Object && asked.EnumerateObject().Take(2).ToArray() is [var only] && TryRead(only, out moment);
    }

    private static bool TryRead(JsonProperty entry, out Moment? moment)
    {
        moment = null;
        return (entry.Name, entry.Value.ValueKind) switch
        {
            // A number as this server tells sequences, which JSON's readers may not hold exactly; a number of JSON is understood, too.
            ("sequence", JsonValueKind.String) => TryReadSequence(entry.Value.GetString()!, out moment),
            ("sequence", JsonValueKind.Number) => TryReadSequence(entry.Value.GetRawText(), out moment),
            ("time", JsonValueKind.String) => TryReadTime(entry.Value.GetString()!, out moment),
            _ => false,
        };
    }

    private static bool TryRead(string header, out Moment? moment) => TryReadSequence(header, out moment) || TryReadTime(header, out moment);

    private static bool TryReadSequence(string text, out Moment? moment)
    {
        var ok = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var sequence);
        moment = ok ? new Moment.After(sequence) : null;
        return ok;
    }

    private static bool TryReadTime(string text, out Moment? moment)
    {
        var read = OffsetDateTimePattern.Rfc3339.Parse(text);
        moment = read.Success ? new Moment.At(read.Value.ToInstant()) : null;
        return read.Success;
    }
}
