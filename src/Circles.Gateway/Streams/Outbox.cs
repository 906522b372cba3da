using System.Net.WebSockets;
using System.Threading.Channels;

namespace Circles.Gateway.Streams;

/// <summary>
/// What waits for a socket's reader: few messages, and whoever has one more waits, too. So a live field of a slow reader is asked less
/// often, and nothing piles up.
/// </summary>
internal sealed class Outbox(WebSocket socket, TimeProvider time)
{
    private readonly Channel<(byte[] Message, Operation? Of)> queue = Channel.CreateBounded<(byte[], Operation?)>(
        new BoundedChannelOptions(Limits.Stream.OutgoingMax) { SingleReader = true });

    /// <param name="of">When this operation has been ended by its client before the message's turn, the message is not sent.</param>
    public ValueTask SendAsync(byte[] message, Operation? of, CancellationToken cancel) => queue.Writer.WriteAsync((message, of), cancel);

    /// <summary>Sends until it is cancelled. What waits then is not sent any more.</summary>
    /// <exception cref="TimeoutException">The reader does not read.</exception>
    public async Task RunAsync(CancellationToken closing)
    {
        await foreach (var (message, of) in queue.Reader.ReadAllAsync(closing))
        {
            if (of is { IsEnded: true }) continue;
            // Not cancelled: a message that is half sent would break the connection, and with it the close that says why.
            var sending = socket.SendAsync(message.AsMemory(), WebSocketMessageType.Text, true, CancellationToken.None).AsTask();
            if (!sending.IsCompletedSuccessfully) await sending.WaitAsync(Limits.Stream.ReaderWait, time, closing);
        }
    }
}
