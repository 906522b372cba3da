using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Circles.Conventions;

/// <summary>Others build on docs/schema.graphql: what breaks them is declared in the changelog. The reference judges what breaks.</summary>
public sealed partial class The_published_schema
{
    private const string Published = "docs/schema.graphql";

    [Fact]
    public void breaks_nobody_unless_the_changelog_says_so()
    {
        var before = Git("show", $"{Base()}:{Published}");
        Assert.NotNull(before);
        var broken = Breaking(before, Repository.Read(Published));
        if (broken.Length > 0 && !Declares(Repository.Read("CHANGELOG.md")))
            Assert.Fail($"Undo this, or tell of it under \"### Breaking\" in the changelog's Unreleased part:\n{string.Join('\n', broken)}");
    }

    [Theory]
    [InlineData("type Query { a: Int b: Int }", "type Query { a: Int }", "Query.b was removed.")]
    [InlineData("type Query { a: Int! }", "type Query { a: Int }", "Query.a changed type from Int! to Int.")]
    [InlineData("type Query { a: Int }", "type Query { a(b: Int!): Int }", "A required arg b on Query.a was added.")]
    [InlineData("type Query { a: Int }", "type Query { a(b: Int): Int! c: Int }", null)]
    public void would_be_caught_breaking(string before, string after, string? broken) =>
        Assert.Equal(broken is null ? [] : [broken], Breaking(before, after));

    [Theory]
    [InlineData("# Changelog\n\n## [Unreleased]\n\n### Added\n\n- A.\n\n### Breaking\n\n- B is gone.\n", true)]
    [InlineData("## [Unreleased]\n\n### Breaking\n\n- B is gone.\n\n### Added\n\n- A.\n\n## [1.0.0]\n", true)]
    [InlineData("## [Unreleased]\n\n### Breaking\n\n### Added\n\n- A.\n", false)]
    [InlineData("## [Unreleased]\n\n### Added\n\n- A.\n\n## [1.0.0]\n\n### Breaking\n\n- B is gone.\n", false)]
    public void may_break_when_this_release_declares_it(string changelog, bool declared) => Assert.Equal(declared, Declares(changelog));

    private static bool Declares(string changelog) => Unreleased().Match(changelog) is { Success: true } part && BreakingEntry().IsMatch(part.Value);

    /// <summary>The last release; before the first one, where this branch left the main one; there, what is committed.</summary>
    private static string Base()
    {
        if (Git("describe", "--tags", "--abbrev=0") is { } tag) return tag.Trim();
        foreach (var main in (string[])["origin/main", "main"])
            if (Git("merge-base", "HEAD", main) is { } commit) return commit.Trim();
        return "HEAD";
    }

    private static string[] Breaking(string before, string after)
    {
        var (code, output, complaints) = Run(
            "node", ["breaking.mjs"], "tests/Circles.Scenarios/federation", JsonSerializer.Serialize(new { before, after }));
        Assert.True(code == 0, complaints);
        return JsonSerializer.Deserialize<string[]>(output)!;
    }

    private static string? Git(params string[] arguments) => Run("git", arguments, "", "") is (0, var output, _) ? output : null;

    private static (int Code, string Output, string Complaints) Run(string program, string[] arguments, string folder, string input)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Repository.FullPath(folder),
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        })!;
        var complaints = process.StandardError.ReadToEndAsync();
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, complaints.GetAwaiter().GetResult());
    }

    [GeneratedRegex(@"^## \[Unreleased\]\n.*?(?=^## |\z)", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Unreleased();

    [GeneratedRegex(@"^### Breaking\n+- ", RegexOptions.Multiline)]
    private static partial Regex BreakingEntry();
}
