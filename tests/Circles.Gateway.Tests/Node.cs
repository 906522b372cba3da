using System.Diagnostics;
using System.Text.Json;
using System.Threading.Channels;

namespace Circles.Gateway.Tests;

/// <summary>A program of <c>clients/</c> under Node.js, talked to in lines of JSON.</summary>
internal sealed class Node : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process process;
    private readonly Channel<JsonElement> lines = Channel.CreateUnbounded<JsonElement>();
    private readonly Task<string> errors;

    private Node(string program, object given)
    {
        process = Process.Start(new ProcessStartInfo("node", [$"{program}.mjs", JsonSerializer.Serialize(given)])
        {
            WorkingDirectory = Conventions.Repository.FullPath("tests/Circles.Gateway.Tests/clients"),
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        })!;
        errors = process.StandardError.ReadToEndAsync();
        _ = ReadAsync();
    }

    /// <summary>A bare WebSocket of npm's ws, opened.</summary>
    public static async Task<Node> SocketAsync(Gateway gateway, string? protocol = "graphql-transport-ws", object? headers = null)
    {
        var node = new Node("socket", new { url = $"ws://{gateway.Address.Authority}/graphql", protocol, headers });
        node.Do("open");
        Assert.Equal(protocol ?? "", (await node.NextAsync()).GetProperty("opened").GetString());
        return node;
    }

    /// <summary>A socket that has been let in.</summary>
    public static async Task<Node> LetInAsync(Gateway gateway, string network, string token)
    {
        var node = await SocketAsync(gateway);
        node.Send(new { type = "connection_init", payload = new Dictionary<string, string> { ["authorization"] = $"Bearer {token}", ["circles-network"] = network } });
        Assert.Equal("""{"type":"connection_ack"}""", await node.MessageAsync());
        return node;
    }

    /// <summary>A library that front ends use: <c>graphql-ws</c>, <c>graphql-sse</c>, <c>apollo</c>, <c>urql</c> or <c>urql-sse</c>.</summary>
    public static Node Client(string library, Gateway gateway, string network, string token, int? keepAlive = null) =>
        Client(library, gateway.Address, network, token, keepAlive);

    public static Node Client(string library, Uri server, string network, string token, int? keepAlive = null) =>
        new("client", new { library, url = $"{server}graphql", network, token, keepAlive });

    public void Do(string command, object? with = null)
    {
        var line = JsonSerializer.SerializeToNode(with ?? new { })!.AsObject();
        line["do"] = command;
        process.StandardInput.WriteLine(line.ToJsonString());
        process.StandardInput.Flush();
    }

    public void Send(object message) => Do("send", new { text = message as string ?? JsonSerializer.Serialize(message) });

    public void Subscribe(string id, string query, object? variables = null) =>
        Send(new { id, type = "subscribe", payload = new { query, variables } });

    public void Follow(string name, string query, object? variables = null) => Do("follow", new { name, query, variables });

    /// <summary>The next thing that the program tells.</summary>
    public async Task<JsonElement> NextAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            return await lines.Reader.ReadAsync(patience.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or ChannelClosedException)
        {
            throw new InvalidOperationException($"Nothing came. {(process.HasExited ? await errors : "")}", e);
        }
    }

    /// <summary>The first thing from here on that has an entry of this name; what comes before it is passed over.</summary>
    public async Task<JsonElement> NextAsync(string entry)
    {
        while (true)
        {
            var next = await NextAsync();
            if (next.TryGetProperty(entry, out _)) return next;
            Assert.False(next.TryGetProperty("failed", out _), next.ToString());
        }
    }

    /// <summary>The next message on the socket, as it came.</summary>
    public async Task<string> MessageAsync()
    {
        var next = await NextAsync();
        return next.TryGetProperty("message", out var message) ? message.GetRawText() : throw new InvalidOperationException($"No message: {next}");
    }

    /// <summary>The data of the next answer of a followed operation.</summary>
    public async Task<string> DataAsync() => (await NextAsync("next")).GetProperty("next").GetProperty("data").GetRawText();

    public async Task<(int Code, string Reason)> ClosedAsync()
    {
        var closed = await NextAsync("closed");
        return (closed.GetProperty("closed").GetInt32(), closed.GetProperty("reason").GetString()!);
    }

    /// <summary>That nothing came until now but the answer to a ping.</summary>
    public async Task IsQuietAsync()
    {
        Send("""{"type":"ping"}""");
        Assert.Equal("""{"type":"pong"}""", await MessageAsync());
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited) process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private async Task ReadAsync()
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line) lines.Writer.TryWrite(JsonSerializer.Deserialize<JsonElement>(line));
        lines.Writer.TryComplete();
    }
}
