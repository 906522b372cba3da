using System.Text.RegularExpressions;

namespace Circles.Conventions;

/// <summary>docs/adding-a-type.md teaches by code that is there: each snippet stands in the file that is linked before it.</summary>
public sealed partial class The_worked_example
{
    private const string Page = "docs/adding-a-type.md";

    [Fact]
    public void is_cut_from_the_files_it_names()
    {
        var (file, snippets, strangers) = ("", 0, new List<string>());
        foreach (Match match in LinkOrSnippet().Matches(Repository.Read(Page)))
        {
            if (match.Groups["file"] is { Success: true, Value: var named })
            {
                file = named;
                continue;
            }

            snippets++;
            var source = Flat(Repository.Read(file));
            strangers.AddRange(Pieces(match.Groups["code"].Value)
                .Where(piece => !source.Contains(piece, StringComparison.Ordinal)).Select(piece => $"{file} has no\n{piece}"));
        }

        Offenders.None(strangers);
        Assert.True(snippets >= 15, "The example shows every step.");
    }

    [Theory]
    [InlineData("a\n  b\n// …\nc\n", new[] { "\na\nb\n", "\nc\n" })]
    [InlineData("    a\n\n", new[] { "\na\n" })]
    public void may_leave_lines_out_and_stand_further_left(string snippet, string[] pieces) => Assert.Equal(pieces, Pieces(snippet));

    private static IEnumerable<string> Pieces(string snippet) => snippet.Split("// …").Select(Flat);

    /// <summary>Whole lines, without what they begin and end with.</summary>
    private static string Flat(string text) =>
        $"\n{string.Join('\n', text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0))}\n";

    [GeneratedRegex(
        @"\]\(\.\./(?<file>[^)]+\.cs)\)|^```csharp\n(?<code>.*?)^```",
        RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex LinkOrSnippet();
}
