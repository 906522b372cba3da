using System.Globalization;
using Circles.GraphQL.Types;
using NodaTime;
using NodaTime.Text;

namespace Circles.Schema.Types;

/// <summary>Leaf values that GraphQL itself does not have.</summary>
public static class CustomScalars
{
    /// <summary>Read with any offset, written in UTC.</summary>
    public static readonly ScalarType DateTime = ScalarType.OfString<Instant>(
        "DateTime",
        "A point in time: an RFC 3339 date and time with its offset. Answers are in UTC, as in `2026-03-29T15:00:00Z`.",
        "https://scalars.graphql.org/andimarek/date-time.html",
        InstantPattern.ExtendedIso.Format,
        text => OffsetDateTimePattern.Rfc3339.Parse(text) is { Success: true } parsed ? parsed.Value.ToInstant() : null,
        "a date and time with its offset, as in 2026-03-29T17:00:00+02:00");

    public static readonly ScalarType LocalDate = ScalarType.OfString<LocalDate>(
        "LocalDate",
        "A day in the calendar, without a time zone, as in `2026-03-29`.",
        "https://scalars.graphql.org/andimarek/local-date.html",
        LocalDatePattern.Iso.Format,
        text => LocalDatePattern.Iso.Parse(text) is { Success: true } parsed ? parsed.Value : null,
        "an ISO 8601 date, as in 2026-03-29");

    /// <summary>A number beyond 32 bits, which GraphQL's Int cannot hold.</summary>
    public static readonly ScalarType Sequence = ScalarType.OfString<long>(
        "Sequence",
        "A place in the network's journal: a whole number, written as a string since it may exceed 32 bits.",
        null,
        value => value.ToString(CultureInfo.InvariantCulture),
        text => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null,
        "a whole number in a string, as in \"1024\"");
}
