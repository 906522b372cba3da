using NodaTime;

namespace Circles.Grains.Kernel;

/// <summary>Checks of input that every slice needs; each answers the refusal or null.</summary>
internal static class Check
{
    /// <summary>All refusals found as one decision, or null when there are none.</summary>
    public static Decision? All(params ReadOnlySpan<Refusal?> found)
    {
        List<Refusal>? refusals = null;
        foreach (var refusal in found)
            if (refusal is not null) (refusals ??= []).Add(refusal);
        return refusals is null ? null : Decision.Refused(refusals);
    }

    /// <summary>A name: one line that is not empty.</summary>
    public static Refusal? Name(string? text, string path) => Line(text, path, Limits.NameMax);

    /// <summary>One line that is not empty.</summary>
    public static Refusal? Line(string? text, string path, int max) =>
        string.IsNullOrWhiteSpace(text) ? KernelErrors.Required(path) : OptionalLine(text, path, max);

    /// <summary>One line, or nothing.</summary>
    public static Refusal? OptionalLine(string? text, string path, int max) =>
        text is not null && text.AsSpan().ContainsAny("\r\n\t") ? KernelErrors.NotText(path) : OptionalText(text, path, max);

    /// <summary>Lines, not empty.</summary>
    public static Refusal? Text(string? text, string path, int max) =>
        string.IsNullOrWhiteSpace(text) ? KernelErrors.Required(path) : OptionalText(text, path, max);

    /// <summary>Lines, or nothing. Any script; no control characters and no half of a surrogate pair.</summary>
    public static Refusal? OptionalText(string? text, string path, int max)
    {
        if (text is null) return null;
        if (text.Length > max) return KernelErrors.TooLong(path, max);
        foreach (var rune in text.EnumerateRunes())
        {
            // A lone surrogate is read as U+FFFD, which is no text either.
            if (rune.Value == 0xFFFD || (System.Text.Rune.IsControl(rune) && rune.Value is not ('\n' or '\r' or '\t')))
                return KernelErrors.NotText(path);
        }

        return null;
    }

    public static Refusal? Tags(ValueList<string> tags, string path)
    {
        if (tags.Count > Limits.TagsMax) return KernelErrors.TooMany(path, Limits.TagsMax);
        for (var i = 0; i < tags.Count; i++)
            if (Name(tags[i], $"{path}.{i}") is { } refusal) return refusal;
        return null;
    }

    /// <summary>BCP 47 in its usual short forms: a language, with a script or region where it matters.</summary>
    public static Refusal? Languages(ValueList<string> tags, string path)
    {
        if (tags.Count > Limits.TagsMax) return KernelErrors.TooMany(path, Limits.TagsMax);
        for (var i = 0; i < tags.Count; i++)
            if (!IsLanguage(tags[i])) return KernelErrors.NotALanguage($"{path}.{i}");
        return null;
    }

    public static Refusal? TimeZone(string? zone, string path) =>
        zone is not null && DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) is not null ? null : KernelErrors.NotATimeZone(path);

    public static Refusal? Region(NetworkState state, string? code, string path) =>
        code is null || state.Network!.Regions.ContainsKey(code) ? null : KernelErrors.NoSuchRegion(path);

    private static bool IsLanguage(string tag)
    {
        if (tag.Length > 35) return false;
        var first = true;
        foreach (var part in tag.AsSpan().Split('-'))
        {
            var subtag = tag.AsSpan()[part];
            var letters = !subtag.ContainsAnyExcept(AsciiLetters);
            if (first ? subtag.Length is < 2 or > 3 || !letters : subtag.Length is < 2 or > 8 || subtag.ContainsAnyExcept(AsciiLettersAndDigits))
                return false;
            first = false;
        }

        return true;
    }

    private static readonly System.Buffers.SearchValues<char> AsciiLetters =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");

    private static readonly System.Buffers.SearchValues<char> AsciiLettersAndDigits =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");
}
