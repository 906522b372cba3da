using System.Globalization;
using System.Text.RegularExpressions;
using Circles.GraphQL.Types;
using NodaTime;
using NodaTime.Text;

namespace Circles.Schema.Types;

/// <summary>Leaf values that GraphQL itself does not have.</summary>
public static class CustomScalars
{
    private const RegexOptions Linear = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    // RFC 5646, "langtag" without its grandfathered tags.
    private static readonly Regex LanguageTag = new(@"^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*\z", Linear);

    // One @, no spaces, a domain of labels.
    private static readonly Regex Mailbox = new(@"^[^\s@\p{C}]+@[^\s@.\p{C}]+(\.[^\s@.\p{C}]+)*\z", Linear);

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

    /// <summary>An exact length: no years, months or weeks, whose length depends on when they are.</summary>
    public static readonly ScalarType Duration = ScalarType.OfString<Duration>(
        "Duration",
        "A length of time in days of 24 hours, hours, minutes and seconds, in ISO 8601's notation, as in `PT1H30M`; a minus before it or before " +
        "one of its parts makes that negative.",
        "https://scalars.graphql.org/AlexandreCarlton/accurate-duration.html",
        value => PeriodPattern.NormalizingIso.Format(new PeriodBuilder { Days = value.Days, Nanoseconds = value.NanosecondOfDay }.Build()),
        ReadDuration,
        "an ISO 8601 duration of days, hours, minutes and seconds, as in PT1H30M");

    /// <summary>An identifier of the time zone database, old names included.</summary>
    public static readonly ScalarType TimeZone = ScalarType.OfString<string>(
        "TimeZone",
        "A time zone by its identifier in the IANA time zone database, as in `Europe/Warsaw`.",
        "https://www.iana.org/time-zones",
        value => value,
        text => DateTimeZoneProviders.Tzdb.GetZoneOrNull(text) is null ? null : text,
        "an IANA time zone, as in Europe/Warsaw");

    public static readonly ScalarType Locale = ScalarType.OfString<string>(
        "Locale",
        "A language tag of BCP 47, as in `pl` or `pt-BR`.",
        "https://www.rfc-editor.org/info/bcp47",
        value => value,
        text => text.Length <= Limits.LocaleMax && LanguageTag.IsMatch(text) ? text : null,
        "a BCP 47 language tag, as in pl or pt-BR");

    /// <summary>Only its shape: whether anybody reads what is sent there, no program can tell.</summary>
    public static readonly ScalarType EmailAddress = ScalarType.OfString<string>(
        "EmailAddress",
        "An e-mail address, as in `name@example.org`.",
        "https://www.rfc-editor.org/rfc/rfc5321#section-4.1.2",
        value => value,
        text => text.Length <= Grains.Kernel.Limits.EmailMax && Mailbox.IsMatch(text) ? text : null,
        "an e-mail address, as in name@example.org");

    public static readonly ScalarType Url = ScalarType.OfString<string>(
        "URL",
        "An absolute address on the web or elsewhere, as in `https://example.org/about`.",
        "https://scalars.graphql.org/chillicream/url.html",
        value => value,
        text => !text.Any(char.IsWhiteSpace) && Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Host.Length > 0 &&
            text.StartsWith($"{uri.Scheme}://", StringComparison.OrdinalIgnoreCase) ? text : null,
        "an absolute address, as in https://example.org/about");

    /// <summary>A number beyond 32 bits, which GraphQL's Int cannot hold.</summary>
    public static readonly ScalarType Sequence = ScalarType.OfString<long>(
        "Sequence",
        "A place in the network's journal: a whole number, written as a string since it may exceed 32 bits.",
        null,
        value => value.ToString(CultureInfo.InvariantCulture),
        text => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null,
        "a whole number in a string, as in \"1024\"");

    private static Duration? ReadDuration(string text)
    {
        // ISO 8601's weeks are days to NodaTime, and it reads no sign in front of the whole.
        var negative = text.StartsWith("-P", StringComparison.Ordinal);
        if (text.Length > Limits.DurationTextMax || text.Contains('W', StringComparison.Ordinal) || text.EndsWith('T'))
        {
            return null;
        }

        try
        {
            return PeriodPattern.NormalizingIso.Parse(negative ? text[1..] : text) is { Success: true, Value: { Years: 0, Months: 0 } read }
                ? negative ? -read.ToDuration() : read.ToDuration()
                : null;
        }
        catch (OverflowException)
        {
            return null; // Beyond what NodaTime counts: 64 bits of nanoseconds, some 292 years.
        }
    }
}
