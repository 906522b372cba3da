using System.Text.RegularExpressions;

namespace Circles.Conventions;

/// <summary>Gateway -> Schema -> Silo -> Grains, and Schema -> GraphQL. Nothing points back.</summary>
public sealed partial class The_arrows
{
    /// <summary>What each project under src may know, directly or through another.</summary>
    private static readonly Dictionary<string, string[]> MayKnow = new(StringComparer.Ordinal)
    {
        ["Circles.Grains"] = [],
        ["Circles.GraphQL"] = [],
        ["Circles.Silo"] = ["Circles.Grains"],
        ["Circles.Schema"] = ["Circles.GraphQL", "Circles.Silo", "Circles.Grains"],
        ["Circles.Gateway"] = ["Circles.Schema", "Circles.GraphQL", "Circles.Silo", "Circles.Grains"],
        ["Circles.Console"] = [],
    };

    public static TheoryData<string> Projects =>
        [.. Repository.Under("src/", ".csproj").Select(path => Path.GetFileNameWithoutExtension(path)!)];

    [Theory, MemberData(nameof(Projects))]
    public void run_one_way_between_projects(string project)
    {
        Assert.True(MayKnow.ContainsKey(project), $"{project} is new: say in this test what it may know.");
        var known = ProjectReference().Matches(Repository.Read($"src/{project}/{project}.csproj")).Select(match => match.Groups[1].Value);
        Offenders.None(known.Except(MayKnow[project]));
    }

    [Theory, MemberData(nameof(Projects))]
    public void run_one_way_between_assemblies(string project)
    {
        using var assembly = BuiltAssembly.Open(project);
        var known = assembly.References.Where(name => name.StartsWith("Circles.", StringComparison.Ordinal));
        Offenders.None(known.Except(MayKnow[project]));
    }

    [Fact]
    public void leave_the_domain_with_the_base_library_and_NodaTime_alone()
    {
        using var assembly = BuiltAssembly.Open("Circles.Grains");
        Offenders.None(assembly.References.Where(name => name != "NodaTime" && !BuiltAssembly.IsBaseLibrary(name)));
    }

    [Fact]
    public void leave_the_GraphQL_engine_with_the_base_library_alone()
    {
        using var assembly = BuiltAssembly.Open("Circles.GraphQL");
        Offenders.None(assembly.References.Where(name => !BuiltAssembly.IsBaseLibrary(name)));
    }

    [Fact]
    public void never_point_from_src_to_tests_or_bench() =>
        Offenders.None(Repository.Under("src/", ".csproj").Where(path => TestReference().IsMatch(Repository.Read(path))));

    [GeneratedRegex("""<ProjectReference\s+Include="[^"]*?([^/\\"]+)\.csproj""")]
    private static partial Regex ProjectReference();

    [GeneratedRegex("""Include="[^"]*(tests|bench)[/\\]""")]
    private static partial Regex TestReference();
}
