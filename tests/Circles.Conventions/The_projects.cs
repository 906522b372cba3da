using System.Text.RegularExpressions;

namespace Circles.Conventions;

public sealed partial class The_projects
{
    private static readonly string[] Nameless =
        ["Core", "Common", "Shared", "Util", "Utils", "Utilities", "Helpers", "Misc", "Base"];

    private static IEnumerable<string> All => Repository.Under("", ".csproj");

    private static IEnumerable<string> BuildFiles =>
        Repository.Files.Where(path => Path.GetExtension(path) is ".csproj" or ".props" or ".targets");

    [Fact]
    public void have_names_that_say_what_they_are() =>
        Offenders.None(All.Where(path =>
            Path.GetFileNameWithoutExtension(path).Split('.').Intersect(Nameless, StringComparer.OrdinalIgnoreCase).Any()));

    [Fact]
    public void stand_in_a_folder_of_their_own_name() =>
        Offenders.None(All.Where(path => Path.GetFileName(Path.GetDirectoryName(path)) != Path.GetFileNameWithoutExtension(path)));

    [Fact]
    public void are_all_in_the_solution()
    {
        var solution = Repository.Read("Circles.sln").Replace('\\', '/');
        Offenders.None(All.Where(path => !solution.Contains($"\"{path}\"", StringComparison.Ordinal)));
    }

    [Fact]
    public void leave_package_versions_to_Directory_Packages_props() =>
        Offenders.None(BuildFiles.Where(path => PackageWithVersion().IsMatch(Repository.Read(path))));

    [Fact]
    public void pin_exact_package_versions()
    {
        var pinned = PackageVersion().Matches(Repository.Read("Directory.Packages.props"));
        var versions = pinned.Select(match => match.Groups[1].Value).ToArray();
        Assert.NotEmpty(versions);
        Offenders.None(versions.Where(version => !ExactVersion().IsMatch(version)));
    }

    [GeneratedRegex("""<PackageReference\s[^>]*\bVersion(Override)?=|<PackageReference[^>]*>\s*<Version""")]
    private static partial Regex PackageWithVersion();

    [GeneratedRegex("""<PackageVersion\s[^>]*\bVersion="([^"]*)""")]
    private static partial Regex PackageVersion();

    [GeneratedRegex(@"^[0-9]+(\.[0-9]+){1,3}(-[0-9A-Za-z.-]+)?$")]
    private static partial Regex ExactVersion();
}
