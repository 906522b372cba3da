using System.Text.RegularExpressions;

namespace Circles.Conventions;

/// <summary>What no file may hold. The patterns are written so that a search for the words does not find this file.</summary>
public sealed partial class The_files
{
    private const int SourceBytesMax = 24 * 1024; // about 600 lines: read in one sitting
    private const int TestBytesMax = 40 * 1024;   // tests are read one by one

    [Fact]
    public void of_src_are_small_enough_to_read() => Offenders.None(Above(SourceBytesMax, "src/"));

    [Fact]
    public void of_tests_are_small_enough_to_read() => Offenders.None(Above(TestBytesMax, "tests/"));

    [Fact]
    public void hold_no_unfinished_work() => Offenders.None(Holding(Unfinished(), Repository.Texts));

    [Fact]
    public void skip_no_test() => Offenders.None(Holding(Skipping(), Repository.Under("tests/", ".cs")));

    [Fact]
    public void wait_for_no_clock_in_tests() => Offenders.None(Holding(Sleeping(), Repository.Under("tests/", ".cs")));

    [Fact]
    public void name_no_path_of_a_machine() =>
        Offenders.None(Holding(MachinePath(), Repository.Texts.Where(path => !path.StartsWith("deploy/", StringComparison.Ordinal))));

    [Fact]
    public void name_no_package_registry() => Offenders.None(Holding(RegistryHost(), Repository.Texts));

    [Theory]
    [InlineData("to" + "do: later", false)]
    [InlineData("// TO" + "DO later", true)]
    [InlineData("throw new InvalidOperationException(\"to " + "come\")", true)]
    [InlineData("throw new Not" + "ImplementedException()", true)]
    public void would_be_caught_with_unfinished_work(string line, bool caught) => Assert.Equal(caught, Unfinished().IsMatch(line));

    [Theory]
    [InlineData("cd /ro" + "ot/x", true)]
    [InlineData("\"/ho" + "me/ana/circles\"", true)]
    [InlineData("https://example.org/ho" + "me/page", false)]
    [InlineData("GET /health/live", false)]
    public void would_be_caught_with_a_path_of_a_machine(string line, bool caught) => Assert.Equal(caught, MachinePath().IsMatch(line));

    [Theory]
    [InlineData("\"resolved\": \"ht" + "tps://example.org/a.tgz\"", true)]
    [InlineData("https://registry.npm" + "js.org/", true)]
    [InlineData("https://example.org/", false)]
    public void would_be_caught_with_a_package_registry(string line, bool caught) => Assert.Equal(caught, RegistryHost().IsMatch(line));

    [Theory]
    [InlineData("[Fact(Sk" + "ip = \"flaky\")]", true)]
    [InlineData("Assert.Sk" + "ipUnless(there, \"no server\")", true)]
    [InlineData("rows.Skip(1)", false)]
    public void would_be_caught_with_a_skipped_test(string line, bool caught) => Assert.Equal(caught, Skipping().IsMatch(line));

    private static IEnumerable<string> Above(int max, string folder) =>
        from path in Repository.Under(folder, ".cs")
        let bytes = new FileInfo(Repository.FullPath(path)).Length
        where bytes > max
        select $"{path}: {bytes:N0} bytes, at most {max:N0}";

    /// <summary>Places as <c>path:line: text</c>.</summary>
    private static IEnumerable<string> Holding(Regex pattern, IEnumerable<string> paths) =>
        from path in paths
        from line in Repository.Read(path).Split('\n').Index()
        where pattern.IsMatch(line.Item)
        select $"{path}:{line.Index + 1}: {line.Item.Trim()}";

    [GeneratedRegex(@"\b[T]ODO\b|\b[F]IXME\b|Not[I]mplementedException|""to [c]ome""")]
    private static partial Regex Unfinished();

    [GeneratedRegex(@"\bS[k]ip(Unless|When)?\s*=\s*(""|nameof)|Assert\s*\.\s*S[k]ip")]
    private static partial Regex Skipping();

    [GeneratedRegex(@"Thread\s*\.\s*S[l]eep|Task\s*\.\s*D[e]lay")]
    private static partial Regex Sleeping();

    [GeneratedRegex(@"(^|[^a-zA-Z.])/(w[o]rk|r[o]ot|h[o]me|f[a]rm|U[s]ers)/[a-zA-Z]")]
    private static partial Regex MachinePath();

    [GeneratedRegex(
        @"""resolved"":\s*""http|registry\.n[p]mjs|\bn[u]get\.org|deb\.d[e]bian|ya[r]npkg\.com|p[y]pi\.org",
        RegexOptions.IgnoreCase)]
    private static partial Regex RegistryHost();
}
