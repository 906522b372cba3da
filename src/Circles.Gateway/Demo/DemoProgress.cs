namespace Circles.Gateway.Demo;

/// <summary>How far the demo network is: readiness waits for it.</summary>
internal sealed class DemoProgress
{
    private volatile string? failure;
    private volatile bool done;

    /// <summary>Loaded, or not asked for.</summary>
    public bool IsDone => done;

    /// <summary>Why it could not be loaded; null while it was not refused.</summary>
    public string? Failure => failure;

    public void Done() => done = true;

    public void Fail(string why) => failure = why;
}
