using Circles.Conventions;

namespace Circles.Leaks;

/// <summary>The list of rules to be dropped one at a time (mutants.mjs) stays true to the code.</summary>
public sealed class The_mutants
{
    private const int Least = 50;

    [Fact]
    public void stand_where_the_list_says_and_nowhere_else()
    {
        var all = Read().ToList();
        Offenders.None(
            from mutant in all
            let count = Repository.Read(mutant.File).Split(mutant.Old).Length - 1
            where count != 1
            select $"{mutant.File}: {mutant.Title}: stands there {count} times: {mutant.Old}");
        Assert.True(all.Count >= Least, $"Only {all.Count} mutants.");
    }

    private static IEnumerable<(string File, string Title, string Old)> Read()
    {
        var (file, title, old) = ("", "", new List<string>());
        foreach (var line in Repository.Read("tests/Circles.Leaks/mutants.txt").Split('\n').Append("# "))
        {
            if (line is [('#' or '='), ..])
            {
                if (old.Count > 0) yield return (file, title, string.Join('\n', old));
                old = [];
            }

            if (line.StartsWith("== ", StringComparison.Ordinal)) file = line[3..];
            else if (line.StartsWith("# ", StringComparison.Ordinal)) title = line[2..];
            else if (line.StartsWith('-')) old.Add(line.Length > 2 ? line[2..] : "");
        }
    }
}
