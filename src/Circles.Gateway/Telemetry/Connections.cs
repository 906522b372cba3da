using System.Diagnostics.Metrics;

namespace Circles.Gateway.Telemetry;

/// <summary>What the gateway tells of those who stay: how many they are, never who, of which network or what they follow.</summary>
internal static class Connections
{
    private static readonly Meter Meter = new(Operations.Name);

    private static readonly UpDownCounter<long> Open = Meter.CreateUpDownCounter<long>(
        "circles.gateway.connections.open", "{connection}", "Open sockets and streams of events, by transport: websocket, sse.");

    private static readonly Counter<long> SocketsClosed = Meter.CreateCounter<long>(
        "circles.gateway.sockets.closed", "{connection}", "Closed sockets, by close code; 1006 where the connection broke.");

    private static readonly UpDownCounter<long> SubscriptionsOpen = Meter.CreateUpDownCounter<long>(
        "circles.gateway.subscriptions.open", "{subscription}", "Subscriptions that are being followed.");

    private static readonly Counter<long> Answers = Meter.CreateCounter<long>(
        "circles.gateway.subscriptions.answers", "{answer}", "Answers of subscriptions, by outcome: sent, unchanged.");

    internal static void Socket(int by) => Open.Add(by, new KeyValuePair<string, object?>("transport", "websocket"));

    internal static void EventStream(int by) => Open.Add(by, new KeyValuePair<string, object?>("transport", "sse"));

    internal static void SocketClosed(int code) => SocketsClosed.Add(1, new KeyValuePair<string, object?>("code", code));

    internal static void Subscription(int by) => SubscriptionsOpen.Add(by);

    internal static void Answer(bool isNew) => Answers.Add(1, new KeyValuePair<string, object?>("outcome", isNew ? "sent" : "unchanged"));
}
