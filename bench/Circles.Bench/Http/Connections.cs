using System.Buffers.Text;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Circles.Bench.Http;

/// <summary>Connections that ask again as soon as they are answered: a closed loop, as <c>wrk</c> is one.</summary>
/// <remarks>
/// Client and server share the cores, so the client is as thin as it can be: few threads, each sending on one connection and going on
/// to the next, which has been answered by then. That costs two system calls for each request.
/// </remarks>
internal static class Connections
{
    public const int AnswerMax = 1 << 18;

    private const int ThreadsMax = 2;

    /// <param name="request">The bytes of a whole request, by a number that is never given twice.</param>
    /// <returns>Answers in a second.</returns>
    /// <exception cref="InvalidOperationException">An answer other than 200.</exception>
    public static async Task<double> AskAsync(Uri server, int connections, TimeSpan length, Func<ReadOnlyMemory<byte>> request)
    {
        var threads = Math.Min(connections, ThreadsMax);
        var began = Stopwatch.GetTimestamp();
        var asked = Enumerable.Range(0, threads).Select(thread => Task.Factory.StartNew(
            () => Ask(server, (connections / threads) + (thread < connections % threads ? 1 : 0), length, request), TaskCreationOptions.LongRunning));
        var answers = await Task.WhenAll(asked.ToList());
        return answers.Sum() / Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    private static long Ask(Uri server, int connections, TimeSpan length, Func<ReadOnlyMemory<byte>> request)
    {
        var sockets = new Socket[connections];
        var buffer = new byte[AnswerMax];
        var answers = 0L;
        try
        {
            for (var i = 0; i < connections; i++)
            {
                sockets[i] = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                sockets[i].Connect(IPAddress.Loopback, server.Port);
            }

            foreach (var socket in sockets) socket.Send(request().Span);
            for (var began = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(began) < length;)
            {
                foreach (var socket in sockets)
                {
                    Receive(socket, buffer);
                    answers++;
                    socket.Send(request().Span);
                }
            }

            foreach (var socket in sockets) Receive(socket, buffer);
            return answers + connections;
        }
        finally
        {
            foreach (var socket in sockets) socket?.Dispose();
        }
    }

    /// <summary>Reads one whole answer.</summary>
    public static void Receive(Socket socket, byte[] buffer)
    {
        var (have, whole) = (0, int.MaxValue);
        while (have < whole)
        {
            var read = socket.Receive(buffer.AsSpan(have));
            if (read == 0) throw new InvalidOperationException("The server closed the connection.");
            have += read;
            if (whole == int.MaxValue && Length(buffer.AsSpan(0, have)) is { } length) whole = length;
        }
    }

    /// <summary>Bytes of the whole answer, once its headers are there.</summary>
    private static int? Length(ReadOnlySpan<byte> answer)
    {
        var end = answer.IndexOf("\r\n\r\n"u8);
        if (end < 0) return null;
        var header = answer.IndexOf("Content-Length: "u8);
        if (!answer.StartsWith("HTTP/1.1 200"u8) || header < 0 || header > end || !Utf8Parser.TryParse(answer[(header + 16)..], out int body, out _))
            throw new InvalidOperationException($"Not the answer that was expected: {System.Text.Encoding.UTF8.GetString(answer)}");
        return end + 4 + body;
    }
}
