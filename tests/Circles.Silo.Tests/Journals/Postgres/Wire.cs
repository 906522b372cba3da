using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Circles.Silo.Tests.Journals.Postgres;

/// <summary>The way from a node to its database, which a test can hold up or cut.</summary>
public sealed class Wire : IDisposable
{
    private readonly int server;
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<Socket, bool> sockets = new();

    public Wire(int server)
    {
        this.server = server;
        listener.Start();
        _ = AcceptAsync();
    }

    /// <summary>From the moment that a node sends this text, what the server answers on that connection is lost.</summary>
    public string? LosesAnswersTo { get; set; }

    /// <summary>Nothing goes through in either direction, and nobody is told.</summary>
    public bool Silent { get; set; }

    /// <summary>New connections end at once.</summary>
    public bool Refuses { get; set; }

    /// <summary>A connection string's way over this wire.</summary>
    public string Through(string connectionString) =>
        connectionString.Replace($"Port={server}", $"Port={((IPEndPoint)listener.LocalEndpoint).Port}", StringComparison.Ordinal);

    /// <summary>Ends all connections there are.</summary>
    public void Cut()
    {
        foreach (var socket in sockets.Keys)
        {
            sockets.TryRemove(socket, out _);
            socket.Dispose();
        }
    }

    public void Dispose()
    {
        listener.Dispose();
        Cut();
    }

    private delegate bool Loses(ReadOnlySpan<byte> sent);

    private async Task AcceptAsync()
    {
        while (true)
        {
            Socket client;
            try
            {
                client = await listener.AcceptSocketAsync();
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                return;
            }

            if (Refuses)
            {
                client.Dispose();
                continue;
            }

            var behind = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            client.NoDelay = true;
            (sockets[client], sockets[behind]) = (true, true);
            _ = RunAsync(client, behind);
        }
    }

    private async Task RunAsync(Socket client, Socket behind)
    {
        try
        {
            await behind.ConnectAsync(IPAddress.Loopback, server);
            var mute = false;
            await Task.WhenAny(
                PumpAsync(client, behind, sent =>
                {
                    mute |= LosesAnswersTo is { } text && sent.IndexOf(Encoding.UTF8.GetBytes(text)) >= 0;
                    return Silent;
                }),
                PumpAsync(behind, client, _ => Silent || Volatile.Read(ref mute)));
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The other side learns it by the end of its connection.
        }

        foreach (var socket in (Socket[])[client, behind])
        {
            sockets.TryRemove(socket, out _);
            socket.Dispose();
        }
    }

    private static async Task PumpAsync(Socket from, Socket to, Loses loses)
    {
        var buffer = new byte[1 << 16];
        try
        {
            while (await from.ReceiveAsync(buffer) is > 0 and var count)
                if (!loses(buffer.AsSpan(0, count)))
                    await to.SendAsync(buffer.AsMemory(0, count));
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // It was cut.
        }
    }
}
