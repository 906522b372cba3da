using System.Diagnostics;

namespace Circles.Conventions;

/// <summary>The repository's files as a person sees them: what git tracks, and what is new and not ignored.</summary>
internal static class Repository
{
    private static readonly string[] TextKinds =
        [".cs", ".csproj", ".props", ".targets", ".sln", ".razor", ".sh", ".json", ".yml", ".yaml", ".md", ".mjs", ".js", ".html", ".css",
            ".graphql", ".txt", ".config", ".editorconfig", ".npmrc", "run", "LICENSE", "Dockerfile"];

    private static readonly Lazy<IReadOnlyList<string>> Listed = new(List);

    public static string Root { get; } = FindRoot();

    /// <summary>Paths from the root, with <c>/</c>, sorted.</summary>
    public static IReadOnlyList<string> Files => Listed.Value;

    /// <summary>Files that people write: no pictures, databases or tables of data.</summary>
    public static IEnumerable<string> Texts => Files.Where(path => TextKinds.Any(kind => path.EndsWith(kind, StringComparison.Ordinal)));

    public static IEnumerable<string> Under(string folder, string ending) =>
        Files.Where(path => path.StartsWith(folder, StringComparison.Ordinal) && path.EndsWith(ending, StringComparison.Ordinal));

    public static string FullPath(string path) => Path.Combine(Root, path);

    public static bool Has(string path) => File.Exists(FullPath(path)) || Directory.Exists(FullPath(path));

    public static string Read(string path) => File.ReadAllText(FullPath(path));

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Circles.sln"))) return folder.FullName;
        throw new InvalidOperationException($"No Circles.sln above {AppContext.BaseDirectory}.");
    }

    private static IReadOnlyList<string> List()
    {
        var start = new ProcessStartInfo("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"])
        {
            WorkingDirectory = Root,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        using var git = Process.Start(start)!;
        var paths = git.StandardOutput.ReadToEnd().Split('\0', StringSplitOptions.RemoveEmptyEntries);
        git.WaitForExit();
        if (git.ExitCode != 0) throw new InvalidOperationException($"git ls-files ended with code {git.ExitCode}.");
        return [.. paths.Where(path => File.Exists(FullPath(path))).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }
}
