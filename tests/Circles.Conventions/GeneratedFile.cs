namespace Circles.Conventions;

/// <summary>A committed file that the code can make: the two must be equal, so that a change of it is seen in review.</summary>
/// <remarks>Other test projects may link this file and Repository.cs; both need the base library and xunit only.</remarks>
internal static class GeneratedFile
{
    /// <summary>Set to 1, it makes the tests write the files instead of comparing them.</summary>
    private const string UpdateVariable = "UPDATE_DOCS";

    public static bool IsUpdating => Environment.GetEnvironmentVariable(UpdateVariable) == "1";

    /// <summary>Fails with the first line that differs, or writes the file when asked to.</summary>
    /// <param name="path">From the repository's root.</param>
    public static void Matches(string path, string expected)
    {
        var file = Repository.FullPath(path);
        if (IsUpdating)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, expected);
            return;
        }

        Assert.True(File.Exists(file), $"{path} is missing. {Advice}");
        var committed = File.ReadAllText(file);
        if (committed == expected) return;
        string[] before = committed.Split('\n'), after = expected.Split('\n');
        var line = 0;
        while (line < before.Length && line < after.Length && before[line] == after[line]) line++;
        Assert.Fail(
            $"{path} differs from the code in line {line + 1}. {Advice}\n  committed: {At(before, line)}\n  the code:  {At(after, line)}");
    }

    private static string Advice => $"Run the tests once with {UpdateVariable}=1 and commit the file.";

    private static string At(string[] lines, int line) => line < lines.Length ? lines[line] : "(end of file)";
}
