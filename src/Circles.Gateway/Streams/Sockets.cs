using System.Buffers;
using Circles.Gateway.Access;
using Circles.Gateway.Requests;
using Circles.Gateway.Telemetry;

namespace Circles.Gateway.Streams;

/// <summary>/graphql as a WebSocket: opens sockets and finds out whether both sides speak graphql-transport-ws.</summary>
internal sealed class Sockets(
    Door door, Desk desk, Answers answers, TimeProvider time, IHostApplicationLifetime lifetime, ILoggerFactory logs)
{
    public const string Subprotocol = "graphql-transport-ws";

    private static readonly SearchValues<char> TokenCharacters =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");

    private readonly SocketServices services = new(door, desk, answers, time, logs.CreateLogger("Circles.Gateway.Streams"));

    public async Task ServeAsync(HttpContext http)
    {
        var offered = http.WebSockets.WebSocketRequestedProtocols;
        var spoken = offered.Contains(Subprotocol, StringComparer.Ordinal);
        // A handshake without a protocol fails in a client that offered some, without a word. Agreed to in name, it hears why.
        var named = spoken ? Subprotocol : offered.FirstOrDefault(IsToken);
        var socket = await http.WebSockets.AcceptWebSocketAsync(named);
        using var session = new SocketSession(socket, new Handshake(http.Request), services);
        Connections.Socket(+1);
        try
        {
            await session.RunAsync(spoken ? null : Closing.SubprotocolNotAcceptable, lifetime.ApplicationStopping);
        }
        finally
        {
            Connections.Socket(-1);
        }
    }

    private static bool IsToken(string name) => name.Length > 0 && !name.AsSpan().ContainsAnyExcept(TokenCharacters);
}

/// <summary>Registers what sockets and streams of events are made of.</summary>
internal static class StreamsSetup
{
    public static void AddStreams(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<Seats>();
        builder.Services.AddSingleton<Answers>();
        builder.Services.AddSingleton<Sockets>();
        builder.Services.AddSingleton<EventStream>();
    }

    public static void UseSockets(this WebApplication app) => app.UseWebSockets(new WebSocketOptions
    {
        KeepAliveInterval = Limits.Stream.KeepAlive,
        KeepAliveTimeout = Limits.Stream.PongWait,
    });
}
