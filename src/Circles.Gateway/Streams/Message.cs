using System.Buffers;
using System.Text.Json;
using Circles.Gateway.Requests;

namespace Circles.Gateway.Streams;

/// <summary>A client's message, read and checked.</summary>
/// <remarks>Source: graphql-transport-ws, "Message types". What a message holds beyond these entries is ignored.</remarks>
internal sealed class Message : IDisposable
{
    private readonly JsonDocument json;

    private Message(JsonDocument json, MessageType type, string id, JsonElement? payload) =>
        (this.json, Type, Id, Payload) = (json, type, id, payload);

    public MessageType Type { get; }

    /// <summary>Empty where the type has none.</summary>
    public string Id { get; }

    /// <summary>An object; null where there is none.</summary>
    public JsonElement? Payload { get; }

    /// <summary>Reads a message. It keeps nothing of the bytes.</summary>
    public static (Message? Message, Closing? Fault) Read(ReadOnlySpan<byte> utf8)
    {
        // A copy: an operation's variables are read from it for as long as the operation lasts.
        var (json, fault) = JsonText.Parse(utf8.ToArray(), "The message");
        if (json is null) return (null, Closing.BadMessage(fault!));
        var read = Read(json);
        if (read.Message is null) json.Dispose();
        return read;
    }

    public void Dispose() => json.Dispose();

    public static byte[] Ack { get; } = [.. """{"type":"connection_ack"}"""u8];

    public static byte[] Pong(JsonElement? payload) =>
        Write("pong", null, payload is { } it ? JsonSerializer.SerializeToUtf8Bytes(it) : default);

    public static byte[] Next(string id, ReadOnlySpan<byte> response) => Write("next", id, response);

    public static byte[] Error(string id, ReadOnlySpan<byte> errors) => Write("error", id, errors);

    public static byte[] Complete(string id) => Write("complete", id, default);

    private static byte[] Write(string type, string? id, ReadOnlySpan<byte> payload)
    {
        var output = new ArrayBufferWriter<byte>(payload.Length + Limits.Stream.OperationIdMax);
        using (var writer = new Utf8JsonWriter(output, new JsonWriterOptions { SkipValidation = true }))
        {
            writer.WriteStartObject();
            if (id is not null) writer.WriteString("id"u8, id);
            writer.WriteString("type"u8, type);
            if (!payload.IsEmpty)
            {
                writer.WritePropertyName("payload"u8);
                writer.WriteRawValue(payload, skipInputValidation: true);
            }

            writer.WriteEndObject();
        }

        return output.WrittenSpan.ToArray();
    }

    private static (Message? Message, Closing? Fault) Read(JsonDocument json)
    {
        var root = json.RootElement;
        if (root.ValueKind != JsonValueKind.Object) return Bad("A message must be a JSON object.");
        if (!root.TryGetProperty("type", out var named) || named.ValueKind != JsonValueKind.String)
            return Bad("A message must have a type.");
        if (TypeOf(named.GetString()!) is not { } type) return Bad("The message's type is none that a client sends.");
        var id = "";
        if (type is MessageType.Subscribe or MessageType.Complete)
        {
            if (!root.TryGetProperty("id", out var given) || given.ValueKind != JsonValueKind.String)
                return Bad("The message must have an id, a string.");
            id = given.GetString()!;
            if (id.Length is 0 or > Limits.Stream.OperationIdMax) return Bad($"An id has 1 to {Limits.Stream.OperationIdMax} characters.");
        }

        JsonElement? payload = root.TryGetProperty("payload", out var held) && held.ValueKind != JsonValueKind.Null ? held : null;
        if (payload is { ValueKind: not JsonValueKind.Object } && type != MessageType.Complete)
            return Bad("The message's payload must be an object.");
        if (type == MessageType.Subscribe && payload is null) return Bad("The message must have a payload.");
        return (new Message(json, type, id, payload), null);
    }

    private static (Message?, Closing?) Bad(string why) => (null, Closing.BadMessage(why));

    private static MessageType? TypeOf(string name) => name switch
    {
        "connection_init" => MessageType.ConnectionInit,
        "ping" => MessageType.Ping,
        "pong" => MessageType.Pong,
        "subscribe" => MessageType.Subscribe,
        "complete" => MessageType.Complete,
        _ => null,
    };
}

/// <summary>What a client says.</summary>
internal enum MessageType
{
    ConnectionInit,
    Ping,
    Pong,
    Subscribe,
    Complete,
}
