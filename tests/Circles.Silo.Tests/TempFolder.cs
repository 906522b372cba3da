namespace Circles.Silo.Tests;

/// <summary>A data folder that is gone after the test.</summary>
public sealed class TempFolder : IDisposable
{
    public TempFolder() => Path = Directory.CreateTempSubdirectory("circles-silo-").FullName;

    public string Path { get; }

    public string Networks => System.IO.Path.Combine(Path, "networks");

    public string Journal(string slug) => System.IO.Path.Combine(Networks, slug + ".db");

    public string Snapshot(string slug) => System.IO.Path.Combine(Networks, slug + ".snapshot");

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
