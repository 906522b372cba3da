using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json;
using NodaTime;

namespace Circles.Grains.Kernel;

/// <summary>An event as the journal keeps it: the stored name and the rest as UTF-8 JSON.</summary>
public readonly record struct EncodedEvent(string Name, ReadOnlyMemory<byte> Json);

/// <summary>Between events and the bytes that the journal keeps.</summary>
/// <remarks>
/// The bytes hold who, when and why beside the event itself, so that a hash over them covers all of it. The sequence number is the
/// journal's own.
/// </remarks>
public static class EventCodec
{
    private static readonly FrozenDictionary<Type, string> Names = FindNames();

    private static readonly FrozenDictionary<string, Type> Types = Names.ToFrozenDictionary(pair => pair.Value, pair => pair.Key);

    private static readonly FrozenDictionary<Type, FrozenSet<string>> Words = Names.Keys.ToFrozenDictionary(
        type => type,
        type => type.GetConstructors().SelectMany(constructor => constructor.GetParameters())
            .Where(member => member.IsDefined(typeof(SealedAttribute)))
            .Select(member => JsonNamingPolicy.CamelCase.ConvertName(member.Name!))
            .ToFrozenSet(StringComparer.Ordinal));

    /// <summary>The name of every event there is, for example <c>circle.member-joined.1</c>.</summary>
    public static IEnumerable<string> StoredNames => Types.Keys;

    public static Type? TypeOf(string name) => Types.GetValueOrDefault(name);

    public static string NameOf(Event happened) => Names[happened.GetType()];

    /// <summary>The names in JSON of the event's members that are sealed (<see cref="SealedAttribute"/>): gone, once their owner is erased.</summary>
    public static FrozenSet<string> WordsOf(Event happened) => Words[happened.GetType()];

    public static EncodedEvent Encode(Happened happened) => new(
        NameOf(happened.Event),
        JsonSerializer.SerializeToUtf8Bytes(
            new Stored(
                happened.At,
                happened.By,
                happened.Why,
                happened.Command,
                happened.Key,
                happened.Subject == default ? null : happened.Subject,
                happened.Event),
            Json.Options));

    /// <exception cref="JsonException">The bytes are no event of this name: the journal is damaged, or newer than this build.</exception>
    public static Happened Decode(long sequence, string name, ReadOnlySpan<byte> json)
    {
        if (!Types.TryGetValue(name, out var type))
            throw new JsonException($"Event {sequence} has the name '{name}', which this version does not know.");
        var stored = JsonSerializer.Deserialize<Stored>(json, Json.Options) ?? throw new JsonException($"Event {sequence} is empty.");
        return new Happened(
            sequence,
            stored.At,
            stored.By,
            stored.Why,
            stored.Command,
            stored.Key,
            stored.Subject ?? default,
            (Event)((stored.Event as JsonElement?)?.Deserialize(type, Json.Options) ?? throw new JsonException($"Event {sequence} is empty.")));
    }

    private static FrozenDictionary<Type, string> FindNames() => (
        from type in typeof(Event).Assembly.GetTypes()
        where type.IsSubclassOf(typeof(Event)) && !type.IsAbstract
        select KeyValuePair.Create(type, $"{StoredName(type.BaseType!)}.{StoredName(type)}")).ToFrozenDictionary();

    private static string StoredName(Type type) =>
        type.GetCustomAttribute<StoredAsAttribute>()?.Name
        ?? throw new InvalidOperationException($"{type.FullName} has no [StoredAs] name.");

    /// <param name="Event">An <see cref="Event"/>, written as the case that it is; read as a <see cref="JsonElement"/>.</param>
    private sealed record Stored(
        Instant At, Actor By, string? Why, UInt128 Command, IdempotencyKey? Key, AnyId? Subject, object? Event);
}
