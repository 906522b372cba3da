using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Circles.Gateway.Http;

/// <summary>Which of the languages that texts exist in a caller wants.</summary>
internal static class Languages
{
    private const string Default = "en";

    public static string Choose(StringValues acceptLanguage)
    {
        if (acceptLanguage.Count == 0 || !StringWithQualityHeaderValue.TryParseList(acceptLanguage, out var asked)) return Default;
        var (best, quality) = (Default, 0.0);
        foreach (var one in asked.Take(Limits.LanguagesMax))
        {
            if (Known(one.Value) is { } language && (one.Quality ?? 1) > quality) (best, quality) = (language, one.Quality ?? 1);
        }

        return best;
    }

    private static string? Known(StringSegment tag) => tag.ToString().Split('-')[0].ToLowerInvariant() switch
    {
        "en" => "en",
        "pl" => "pl",
        "he" or "iw" => "he", // Old programs still say iw.
        _ => null,
    };
}
