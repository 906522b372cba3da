using System.Buffers;
using System.Text.Json;
using Circles.Grains.Kernel;

namespace Circles.Grains.Packs;

/// <summary>How words, names and versions are spelt in a pack's file.</summary>
internal static class PackWords
{
    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    private static readonly SearchValues<char> VersionCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-");

    /// <summary>As the domain's JSON spells it: <c>in-person</c>.</summary>
    public static string Of<T>(T word)
        where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(word.ToString());

    /// <summary>A gate's kind, looked at before its keys are; null when it has none that is known.</summary>
    public static GateKind? KindOf(PackNode gate)
    {
        var word = gate.Get("kind")?.Text;
        foreach (var kind in Enum.GetValues<GateKind>())
            if (Of(kind) == word) return kind;
        return null;
    }

    public static bool IsName(string text) =>
        text.Length is > 0 and <= Limits.Pack.PackNameMax
        && text[0] is >= 'a' and <= 'z'
        && text[^1] != '-'
        && !text.Contains("--", StringComparison.Ordinal)
        && !text.AsSpan().ContainsAnyExcept(NameCharacters);

    /// <summary>Source: Semantic Versioning 2.0.0, items 2, 9 and 10.</summary>
    public static bool IsVersion(string text)
    {
        if (text.Length > Limits.Pack.PackNameMax) return false;
        var build = text.IndexOf('+', StringComparison.Ordinal);
        if (build >= 0 && !AreIdentifiers(text[(build + 1)..], numbersAreBare: false)) return false;
        var rest = build >= 0 ? text[..build] : text;
        var before = rest.IndexOf('-', StringComparison.Ordinal);
        if (before >= 0 && !AreIdentifiers(rest[(before + 1)..], numbersAreBare: true)) return false;
        var core = (before >= 0 ? rest[..before] : rest).Split('.');
        return core.Length == 3 && core.All(part => IsNumber(part) && IsBare(part));
    }

    /// <summary>The known word that somebody most likely meant, or null when none is near.</summary>
    public static string? Nearest(string text, IEnumerable<string> known)
    {
        // Longer is no slip of the pen, and the distance below costs length times length.
        if (text.Length > Limits.Pack.PackNameMax) return null;
        var best = known.Select(word => (Word: word, Distance: Distance(text, word))).OrderBy(near => near.Distance).FirstOrDefault();
        return best.Word is not null && best.Distance <= Math.Max(1, best.Word.Length / 3) ? best.Word : null;
    }

    private static bool AreIdentifiers(string text, bool numbersAreBare) => text.Split('.').All(part =>
        part.Length > 0 && !part.AsSpan().ContainsAnyExcept(VersionCharacters) && (!numbersAreBare || !IsNumber(part) || IsBare(part)));

    private static bool IsNumber(string part) => part.Length > 0 && !part.AsSpan().ContainsAnyExceptInRange('0', '9');

    private static bool IsBare(string number) => number is "0" || number[0] != '0';

    /// <summary>Levenshtein's distance, blind to case: a key in another case is the likeliest slip.</summary>
    private static int Distance(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var change = char.ToLowerInvariant(from[i - 1]) == char.ToLowerInvariant(to[j - 1]) ? 0 : 1;
                var next = Math.Min(Math.Min(row[j] + 1, row[j - 1] + 1), diagonal + change);
                diagonal = row[j];
                row[j] = next;
            }
        }

        return row[^1];
    }
}
