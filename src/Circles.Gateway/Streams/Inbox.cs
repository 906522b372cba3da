using System.Buffers;
using System.Net.WebSockets;

namespace Circles.Gateway.Streams;

/// <summary>Puts a socket's frames together to messages, in rented memory. Dispose gives it back.</summary>
internal sealed class Inbox(WebSocket socket) : IDisposable
{
    private byte[] bytes = ArrayPool<byte>.Shared.Rent(Limits.Stream.MessageBytesFirst);

    /// <summary>The next message, valid until the one after it is asked for.</summary>
    /// <returns>Neither a message nor a fault when the other side has closed.</returns>
    /// <exception cref="WebSocketException">The connection broke, or what came is no WebSocket frame.</exception>
    public async ValueTask<(ReadOnlyMemory<byte>? Text, Closing? Fault)> ReceiveAsync()
    {
        for (var length = 0; ;)
        {
            if (length == bytes.Length) Grow();
            var received = await socket.ReceiveAsync(bytes.AsMemory(length), CancellationToken.None);
            if (received.MessageType == WebSocketMessageType.Close) return (null, null);
            if (received.MessageType == WebSocketMessageType.Binary) return (null, Closing.BadMessage("Messages are text."));
            length += received.Count;
            if (length > Limits.Stream.MessageBytesMax) return (null, Closing.MessageTooBig);
            if (received.EndOfMessage) return (bytes.AsMemory(0, length), null);
        }
    }

    /// <summary>Takes and forgets what still comes, until the other side has closed.</summary>
    public async Task DrainAsync()
    {
        while ((await socket.ReceiveAsync(bytes.AsMemory(), CancellationToken.None)).MessageType != WebSocketMessageType.Close)
        {
        }
    }

    public void Dispose()
    {
        if (bytes.Length > 0) ArrayPool<byte>.Shared.Return(bytes);
        bytes = [];
    }

    private void Grow()
    {
        var larger = ArrayPool<byte>.Shared.Rent(bytes.Length * 2);
        bytes.CopyTo(larger.AsSpan());
        ArrayPool<byte>.Shared.Return(bytes);
        bytes = larger;
    }
}
