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

    /// <summary>Disclosures asked for of one session: each is weighed by everybody whom it concerns.</summary>
    public const int DisclosuresMax = 50;

    /// <summary>A session's longest length in minutes: a two-day programme (SYS-30) with its night.</summary>
    public const int SessionMinutesMax = 2 * 24 * 60;

    /// <summary>Earlier and later starts are slips of the pen; and an end must never run out of the calendar.</summary>
    public static readonly Instant SessionStartMin = NodaConstants.UnixEpoch;

    /// <inheritdoc cref="SessionStartMin"/>
    public static readonly Instant SessionStartMax = Instant.FromUtc(2199, 12, 31, 23, 59);

    /// <summary>Rows decided as one command of an import: short enough that other commands do not wait long.</summary>
    public const int ImportRowsMax = 10_000;

    /// <summary>Documents of one client: a large front end has some hundred operations, and two or three of its versions are in use.</summary>
    public const int DocumentsMax = 1_000;

    /// <summary>Characters of one document: a longer one would be prepared anew for each request, since the engine keeps none so long.</summary>
    public const int DocumentMax = 64_000;

    /// <summary>Characters of a client's documents together: they stay in memory as long as their network is open.</summary>
    public const int DocumentCharactersMax = 2_000_000;

    /// <summary>Operations of one document: build tools make one document of each.</summary>
    public const int DocumentOperationsMax = 100;

    /// <summary>A retry after a lost answer comes within minutes; a week leaves room for a queue that was stuck over a holiday.</summary>
    public static readonly Duration ReceiptKept = Duration.FromDays(7);

    /// <summary>What one strike of the clock does at most: a hundred circles with all their sessions take some 50 ms, and others wait.</summary>
    public const int StrikeMax = 100;

    /// <summary>How large a process pack may be.</summary>
    public static class Pack
    {
        /// <summary>The shipped packs have 10 to 20 KB; the journal keeps every version in use in full.</summary>
        public const int FileBytesMax = 256 * 1024;

        /// <summary>Above this, the file is not a pack with mistakes but something else.</summary>
        public const int FaultsMax = 100;

        /// <summary>A pack is four objects deep; the rest is room for what is not a pack to be told as such.</summary>
        public const int DepthMax = 16;

        /// <summary>A name stands in ids, addresses and file names.</summary>
        public const int PackNameMax = 50;

        /// <summary>The longest life cycle of the sources has twelve steps (IBL-12).</summary>
        public const int StagesMax = 50;

        /// <summary>Conditions of one stage: as many as fit on a screen.</summary>
        public const int GateRulesMax = 20;

        /// <summary>Points of one agenda: the longest of the sources has nine (LSE-80).</summary>
        public const int AgendaItemsMax = 30;

        /// <summary>Three positions for each of three forms and for every form.</summary>
        public const int AgendasMax = 12;

        /// <summary>The official languages of the European Union are 24.</summary>
        public const int LanguagesMax = 40;

        /// <summary>What one may say of oneself when applying: a list to choose from at a glance.</summary>
        public const int KindsMax = 50;

        /// <summary>More notice than a year is not a rule about a session.</summary>
        public const int NoticeDaysMax = 365;

        /// <summary>How long words are kept after closing when a pack does not say: long enough to look back, as the requirements decide.</summary>
        public const int RetentionMonths = 24;

        /// <summary>Ten years: funders ask for records of a programme for no longer, and those need no words of its circles.</summary>
        public const int RetentionMonthsMax = 120;

        /// <summary>Weights are compared with each other; a hundred steps are finer than anybody can argue for.</summary>
        public const int WeightMax = 100;

        /// <summary>For a gate's count: more people or sessions than any programme of the sources has.</summary>
        public const int AtLeastMax = 10_000;
    }
}
