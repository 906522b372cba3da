using NodaTime;

namespace Circles.Grains.Kernel;

/// <summary>The domain's bounds. What depends on a programme stands in its process pack instead.</summary>
public static class Limits
{
    /// <summary>Names are read in lists, on badges and in mail subjects.</summary>
    public const int NameMax = 200;

    /// <summary>A paragraph: reasons, headlines, places.</summary>
    public const int LineMax = 1_000;

    /// <summary>About ten pages: a diary entry or a showcase. Longer texts belong in a document.</summary>
    public const int TextMax = 20_000;

    /// <summary>Skills, industries, seeks and offers: enough to search by, few enough to read.</summary>
    public const int TagsMax = 50;

    /// <summary>RFC 5321 allows 254 characters in a forward path.</summary>
    public const int EmailMax = 254;

    /// <summary>Room for a UUID and a prefix.</summary>
    public const int IdempotencyKeyMax = 128;

    /// <summary>Regions of one network: every NUTS 3 region of Europe (about 1,200) fits.</summary>
    public const int RegionsMax = 2_000;

    /// <summary>Members of one circle, whatever its pack says: above this it is an audience, not a circle.</summary>
    public const int CircleMembersMax = 500;

    /// <summary>Sessions of one circle: weekly for ten years.</summary>
    public const int SessionsMax = 520;

    /// <summary>A session's longest length in minutes: a two-day programme (SYS-30) with its night.</summary>
    public const int SessionMinutesMax = 2 * 24 * 60;

    /// <summary>Earlier and later starts are slips of the pen; and an end must never run out of the calendar.</summary>
    public static readonly Instant SessionStartMin = NodaConstants.UnixEpoch;

    public static readonly Instant SessionStartMax = Instant.FromUtc(2199, 12, 31, 23, 59);

    /// <summary>Rows decided as one command of an import: short enough that other commands do not wait long.</summary>
    public const int ImportRowsMax = 10_000;

    /// <summary>A retry after a lost answer comes within minutes; a week leaves room for a queue that was stuck over a holiday.</summary>
    public static readonly Duration ReceiptKept = Duration.FromDays(7);
}
