namespace Circles.Scenarios;

/// <summary>A data folder that is gone after the test.</summary>
public sealed class TempFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("circles-scenario-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
