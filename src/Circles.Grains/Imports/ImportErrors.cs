using Circles.Grains.Kernel;

namespace Circles.Grains.Imports;

/// <summary>Refusals about imports and their rows.</summary>
public static class ImportErrors
{
    /// <summary>The import was undone; start a new one.</summary>
    public static Refusal Undone() => Refusal.Of("IMPORT_UNDONE", $"This import was undone.", "into");

    /// <summary>The object was changed after the import, so an undo leaves it.</summary>
    public static Refusal ChangedSince() => Refusal.Of("IMPORT_CHANGED_SINCE", $"This was changed after the import.");

    /// <summary>The cell holds none of the words that this column knows.</summary>
    public static Refusal WordUnknown(string field) => Refusal.Of("IMPORT_WORD_UNKNOWN", $"This column does not know this word.", field);

    /// <summary>A person without an e-mail address or a reference would be read in again each time.</summary>
    public static Refusal PersonNeedsKey(string field) =>
        Refusal.Of("IMPORT_PERSON_NEEDS_KEY", $"A person needs an e-mail address or a reference.", field);

    /// <summary>No organisation has this reference or name.</summary>
    public static Refusal OrganisationUnknown(string field) =>
        Refusal.Of("IMPORT_ORGANISATION_UNKNOWN", $"There is no organisation with this reference or name.", field);

    /// <summary>Several organisations have this name: use the reference.</summary>
    public static Refusal OrganisationAmbiguous(string field) =>
        Refusal.Of("IMPORT_ORGANISATION_AMBIGUOUS", $"Several organisations have this name; give the reference.", field);

    /// <summary>No programme that the importer manages has this name.</summary>
    public static Refusal ProgrammeUnknown(string field) =>
        Refusal.Of("IMPORT_PROGRAMME_UNKNOWN", $"You manage no programme of this name.", field);

    /// <summary>The importer manages several open programmes of this name.</summary>
    public static Refusal ProgrammeAmbiguous(string field) =>
        Refusal.Of("IMPORT_PROGRAMME_AMBIGUOUS", $"You manage several programmes of this name.", field);

    /// <summary>Nobody that the importer may see has this reference or e-mail address.</summary>
    public static Refusal PersonUnknown(string field, string key) =>
        Refusal.Of("IMPORT_PERSON_UNKNOWN", $"There is nobody with this reference or e-mail address: {key}", field);

    /// <summary>No circle that the importer may see has this reference or name.</summary>
    public static Refusal CircleUnknown(string field) =>
        Refusal.Of("IMPORT_CIRCLE_UNKNOWN", $"There is no circle with this reference or name.", field);

    /// <summary>Several circles have this reference or name.</summary>
    public static Refusal CircleAmbiguous(string field) =>
        Refusal.Of("IMPORT_CIRCLE_AMBIGUOUS", $"Several circles have this reference or name.", field);

    /// <summary>Dates are written as 2026-11-22 or 22.11.2026.</summary>
    public static Refusal DateInvalid(string field) =>
        Refusal.Of("IMPORT_DATE_INVALID", $"Write a date as 2026-11-22 or 22.11.2026.", field);

    /// <summary>Times are written as 17:30.</summary>
    public static Refusal TimeInvalid(string field) => Refusal.Of("IMPORT_TIME_INVALID", $"Write a time as 17:30.", field);

    /// <summary>The clocks go forward over this time in that zone.</summary>
    public static Refusal TimeSkipped(string field) =>
        Refusal.Of("IMPORT_TIME_SKIPPED", $"The clocks go forward at this time: it does not exist in the time zone.", field);

    /// <summary>Not a whole number.</summary>
    public static Refusal NumberInvalid(string field) => Refusal.Of("IMPORT_NUMBER_INVALID", $"This is not a whole number.", field);
}
