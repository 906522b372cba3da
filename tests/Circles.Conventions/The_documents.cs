using System.Text.RegularExpressions;

namespace Circles.Conventions;

public sealed partial class The_documents
{
    private static IEnumerable<string> Pages => Repository.Under("", ".md");

    [Theory]
    [InlineData("README.md")]
    [InlineData("ARCHITECTURE.md")]
    [InlineData("STYLE.md")]
    [InlineData("CONTRIBUTING.md")]
    [InlineData("CHANGELOG.md")]
    [InlineData("SECURITY.md")]
    [InlineData("LICENSE")]
    [InlineData("test.sh")]
    [InlineData(".ci/run")]
    [InlineData("docs/integrators.md")]
    [InlineData("docs/errors.md")]
    [InlineData("docs/limits.md")]
    [InlineData("docs/schema.graphql")]
    [InlineData("deploy/k8s/README.md")]
    [InlineData("bench/README.md")]
    public void are_there(string path) => Assert.True(Repository.Has(path), $"{path} is missing.");

    [Fact]
    public void of_decisions_are_numbered_without_gaps()
    {
        var names = Repository.Under("docs/decisions/", "").Select(path => path["docs/decisions/".Length..]).ToArray();
        Assert.NotEmpty(names);
        Offenders.None(names.Where(name => !DecisionName().IsMatch(name)));
        Assert.Equal(Enumerable.Range(1, names.Length).Select(number => $"{number:0000}"), names.Select(name => name[..4]));
    }

    [Fact]
    public void of_decisions_begin_with_their_number() =>
        Offenders.None(Repository.Under("docs/decisions/", ".md").Where(path =>
            !Repository.Read(path).StartsWith($"# {Path.GetFileName(path)[..4]}. ", StringComparison.Ordinal)));

    [Fact]
    public void link_only_to_what_is_there()
    {
        var broken =
            from page in Pages
            from link in Link().Matches(Repository.Read(page))
            let target = link.Groups[1].Value
            where !target.Contains("://", StringComparison.Ordinal) && !target.StartsWith("mailto:", StringComparison.Ordinal)
            let path = Path.GetRelativePath(Repository.Root, Path.Combine(Repository.Root, Path.GetDirectoryName(page)!, target))
            where !Repository.Has(path)
            select $"{page}: {target}";
        Offenders.None(broken);
    }

    /// <summary>Two commands set everything up; the blocks after them are for reading and are run by a test as written.</summary>
    [Fact]
    public void tell_the_two_commands_first_in_the_README() =>
        Assert.Equal(
            ["dotnet run --project src/Circles.Gateway", "bash test.sh"],
            FencedBash().Matches(Repository.Read("README.md")).Select(match => match.Groups[1].Value.Trim()).Take(2));

    [Fact]
    public void tell_every_setting_in_the_README()
    {
        var reader = Repository.Read("src/Circles.Gateway/Hosting/Settings.cs");
        var settings = Setting().Matches(reader).Select(match => match.Groups["name"].Value).ToList();
        Assert.True(settings.Count >= 8, "The settings are read in another way.");
        var readme = Repository.Read("README.md");
        Offenders.None(settings.Where(name => !Regex.IsMatch(
            readme, $"^\\| `Circles:{name}[`:]", RegexOptions.Multiline | RegexOptions.NonBacktracking)));
    }

    [GeneratedRegex("(circles\\[|circles, |circles\\.GetSection\\()\"(?<name>[A-Za-z:]+)\"", RegexOptions.ExplicitCapture)]
    private static partial Regex Setting();

    [GeneratedRegex(@"^[0-9]{4}-[a-z0-9]+(-[a-z0-9]+)*\.md$")]
    private static partial Regex DecisionName();

    [GeneratedRegex(@"\]\(([^)#\s]+)(?:#[^)]*)?\)")]
    private static partial Regex Link();

    [GeneratedRegex("^```bash\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex FencedBash();
}
