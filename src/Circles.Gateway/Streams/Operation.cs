namespace Circles.Gateway.Streams;

/// <summary>One operation of a socket.</summary>
/// <param name="id">The client's name for it, in all of its messages.</param>
internal sealed class Operation(string id, CancellationToken socketEnds) : IDisposable
{
    private readonly CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(socketEnds);

    public string Id => id;

    public CancellationToken Stopped => stop.Token;

    /// <summary>Whether its client wants no more of it.</summary>
    public bool IsEnded { get; private set; }

    public void End()
    {
        IsEnded = true;
        try
        {
            stop.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It came to its own end at the same moment.
        }
    }

    public void Dispose() => stop.Dispose();
}
