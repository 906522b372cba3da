namespace Circles.Silo.Tests;

/// <summary>A data folder that is gone after the test.</summary>
public sealed class TempFolder : IDisposable
{
    public TempFolder() => Path = Directory.CreateTempSubdirectory("circles-silo-").FullName;

    public string Path { get; }

    public string Networks => System.IO.Path.Combine(Path, "networks");

    public string Journal(string slug) => System.IO.Path.Combine(Networks, slug + ".db");

    /// <summary>The network's newest snapshot; a path at which one would be found when there is none.</summary>
    public string Snapshot(string slug) =>
        Directory.GetFiles(Networks, slug + ".*.snapshot").MaxBy(path => (path.Length, path))
        ?? System.IO.Path.Combine(Networks, slug + ".1.snapshot");

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
