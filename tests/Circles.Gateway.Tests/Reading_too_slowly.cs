using System.IO.Pipelines;
using System.Net.WebSockets;
using System.Text;
using Circles.Gateway.Access;
using Circles.Gateway.Requests;
using Circles.Gateway.Streams;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;

namespace Circles.Gateway.Tests;

/// <summary>A socket whose other side takes nothing more: real sessions and real frames over a line that can be held up.</summary>
public sealed class Reading_too_slowly
{
    [Fact]
    public async Task gets_the_socket_closed_with_1013_after_twenty_seconds()
    {
        await using var line = await Line.OpenAsync();
        line.Hold();
        await line.SendAsync("""{"type":"ping"}""");
        await line.IsHeld;
        await line.Village.Time!.HasTimer(TimeSpan.FromSeconds(20));
        line.Village.Time.Advance(TimeSpan.FromSeconds(19.9));
        Assert.False(line.Ended.IsCompleted);
        line.Village.Time.Advance(TimeSpan.FromSeconds(0.1));
        await line.IsClosing;
        line.LetGo();
        Assert.Equal("""{"type":"pong"}""", await line.ReceiveAsync());
        Assert.Null(await line.ReceiveAsync());
        Assert.Equal((1013, "What was sent was not read in time"), ((int)line.Client.CloseStatus!, line.Client.CloseStatusDescription));
        await line.Client.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        await line.Ended.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task gets_the_connection_dropped_when_not_even_the_close_is_read()
    {
        await using var line = await Line.OpenAsync();
        line.Hold();
        await line.SendAsync("""{"type":"ping"}""");
        await line.IsHeld;
        line.Village.Time!.Advance(TimeSpan.FromSeconds(20));
        await line.Village.Time.PassUntil(line.Ended.ContinueWith(_ => true, TaskScheduler.Default), TimeSpan.FromSeconds(1));
    }

    /// <summary>A session on one end, a client on the other.</summary>
    private sealed class Line : IAsyncDisposable
    {
        private readonly HeldStream toClient;
        private readonly SocketSession session;

        private Line(Village village, HeldStream toClient, WebSocket server, WebSocket client)
        {
            (Village, this.toClient, Client) = (village, toClient, client);
            var services = village.Gateway.Services;
            session = new SocketSession(server, new Handshake(new DefaultHttpContext().Request), new SocketServices(
                services.GetRequiredService<Door>(),
                services.GetRequiredService<Desk>(),
                services.GetRequiredService<Answers>(),
                village.Time!,
                NullLogger.Instance));
            Ended = session.RunAsync(refused: null, CancellationToken.None);
        }

        public Village Village { get; }

        public WebSocket Client { get; }

        /// <summary>The session is over.</summary>
        public Task Ended { get; }

        public Task IsHeld => toClient.IsHeld.WaitAsync(TimeSpan.FromSeconds(30));

        public Task IsClosing => session.Closes.WaitAsync(TimeSpan.FromSeconds(30));

        public static async Task<Line> OpenAsync()
        {
            var village = await Village.AtNoonAsync();
            Pipe up = new(), down = new();
            var held = new HeldStream(down.Writer.AsStream());
            var server = WebSocket.CreateFromStream(new TwoWay(up.Reader.AsStream(), held), new WebSocketCreationOptions { IsServer = true });
            var client = WebSocket.CreateFromStream(new TwoWay(down.Reader.AsStream(), up.Writer.AsStream()), new WebSocketCreationOptions { IsServer = false });
            var line = new Line(village, held, server, client);
            await line.SendAsync($$$"""{"type":"connection_init","payload":{"Authorization":"Bearer {{{village.People["Ben"].Token}}}","Circles-Network":"first"}}""");
            Assert.Equal("""{"type":"connection_ack"}""", await line.ReceiveAsync());
            return line;
        }

        public void Hold() => toClient.Hold();

        public void LetGo() => toClient.LetGo();

        public Task SendAsync(string text) => Client.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, CancellationToken.None);

        /// <summary>The next message; null when the server has closed.</summary>
        public async Task<string?> ReceiveAsync()
        {
            var bytes = new byte[4_096];
            var received = await Client.ReceiveAsync(bytes, CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(30));
            return received.MessageType == WebSocketMessageType.Close ? null : Encoding.UTF8.GetString(bytes, 0, received.Count);
        }

        public async ValueTask DisposeAsync()
        {
            Client.Dispose();
            session.Dispose();
            await Village.DisposeAsync();
        }
    }

    /// <summary>Writing waits while it is held up.</summary>
    private sealed class HeldStream(Stream inner) : WritingStream
    {
        private TaskCompletionSource open = Opened();
        private readonly TaskCompletionSource held = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task IsHeld => held.Task;

        public void Hold() => open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        public void LetGo() => open.SetResult();

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (!open.Task.IsCompleted) held.TrySetResult();
            await open.Task.WaitAsync(cancellationToken);
            await inner.WriteAsync(buffer, cancellationToken);
        }

        public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

        protected override void Dispose(bool disposing)
        {
            // What is held up breaks with the connection.
            open.TrySetException(new IOException("The connection was dropped."));
            inner.Dispose();
            base.Dispose(disposing);
        }

        private static TaskCompletionSource Opened()
        {
            var opened = new TaskCompletionSource();
            opened.SetResult();
            return opened;
        }
    }

    /// <summary>Reads from one stream and writes to another.</summary>
    private sealed class TwoWay(Stream reads, Stream writes) : WritingStream
    {
        private readonly CancellationTokenSource gone = new();

        public override bool CanRead => true;

        // A dropped connection lets go of whoever waits to read, which a pipe alone does not.
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => reads.ReadAsync(buffer, gone.Token);

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => writes.WriteAsync(buffer, cancellationToken);

        public override Task FlushAsync(CancellationToken cancellationToken) => writes.FlushAsync(cancellationToken);

        protected override void Dispose(bool disposing)
        {
            gone.Cancel();
            writes.Dispose();
            reads.Dispose();
            base.Dispose(disposing);
        }
    }

    /// <summary>What a stream that only goes forward must say.</summary>
    private abstract class WritingStream : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override void Flush() => throw new NotSupportedException();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
