namespace Circles.GraphQL.Utilities;

/// <summary>"Did you mean ...?": the known names nearest to an unknown one, in the reference's words and order.</summary>
internal static class Suggestions
{
    private const int ToldMax = 5;

    public static string DidYouMean(string input, IEnumerable<string> known) => DidYouMean(Nearest(input, known));

    public static string DidYouMean(IReadOnlyList<string> names, string? what = null)
    {
        var lead = what is null ? " Did you mean " : $" Did you mean {what} ";
        return names.Count switch
        {
            0 => "",
            1 => $"{lead}\"{names[0]}\"?",
            2 => $"{lead}\"{names[0]}\" or \"{names[1]}\"?",
            var count => lead + string.Join(", ", names.Take(Math.Min(count, ToldMax) - 1).Select(name => $"\"{name}\"")) +
                $", or \"{names[Math.Min(count, ToldMax) - 1]}\"?",
        };
    }

    public static IReadOnlyList<string> Nearest(string input, IEnumerable<string> known)
    {
        // Edit distance is quadratic and names come from callers.
        if (input.Length > Limits.SuggestionNameMax)
        {
            return [];
        }

        var threshold = (input.Length * 4 / 10) + 1;
        return
        [
            .. known.Distinct(StringComparer.Ordinal)
                .Select(name => (Name: name, Distance: Distance(input, name, threshold)))
                .Where(entry => entry.Distance <= threshold)
                .OrderBy(entry => entry.Distance)
                .ThenBy(entry => entry.Name, NaturalOrder.Comparer)
                .Select(entry => entry.Name),
        ];
    }

    // Damerau-Levenshtein, case apart: any change of case counts as one edit.
    private static int Distance(string input, string option, int threshold)
    {
        if (string.Equals(input, option, StringComparison.Ordinal))
        {
            return 0;
        }

        var a = input.ToLowerInvariant();
        var b = option.ToLowerInvariant();
        if (string.Equals(a, b, StringComparison.Ordinal))
        {
            return 1;
        }

        if (Math.Abs(a.Length - b.Length) > threshold)
        {
            return int.MaxValue;
        }

        var (twoUp, up, row) = (new int[b.Length + 1], new int[b.Length + 1], new int[b.Length + 1]);
        for (var j = 0; j <= b.Length; j++)
        {
            up[j] = j;
        }

        for (var i = 1; i <= a.Length; i++)
        {
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = a[i - 1] == b[j - 1] ? 0 : 1;
                row[j] = Math.Min(Math.Min(up[j] + 1, row[j - 1] + 1), up[j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    row[j] = Math.Min(row[j], twoUp[j - 2] + 1);
                }
            }

            (twoUp, up, row) = (up, row, twoUp);
        }

        return up[b.Length];
    }
}
