namespace Circles.Grains.Packs;

/// <summary>How large a pack may be. Lengths of texts and sizes of circles are in the kernel's limits.</summary>
public static class PackLimits
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

    /// <summary>Weights are compared with each other; a hundred steps are finer than anybody can argue for.</summary>
    public const int WeightMax = 100;

    /// <summary>For a gate's count: more people or sessions than any programme of the sources has.</summary>
    public const int AtLeastMax = 10_000;
}
