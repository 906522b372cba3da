using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;
using NodaTime.Text;

namespace Circles.Grains.Kernel;

/// <summary>How the domain's values are written as JSON, in the journal, in snapshots and in archives: one way for all of them.</summary>
public static class Json
{
    /// <summary>Names in camel case, enums as words, nothing written for a default; unknown members are skipped (events are additive).</summary>
    public static readonly JsonSerializerOptions Options = Create();

    /// <summary>In bytes: more than an id, a time or a number has, even with every character escaped.</summary>
    private const int ShortTextMax = 256;

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.General)
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
            // What is computed (Event.Of, Circle.IsOpen, Refusal.Message) is no fact, and must not stand on disk for good.
            IgnoreReadOnlyProperties = true,
            Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            Converters =
            {
                new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false),
                new IdConverterFactory(),
                new ValueListConverterFactory(),
                new PatchConverterFactory(),
                Text(AnyId.TryParse, (AnyId id) => id.ToString()),
                Text((ReadOnlySpan<char> text, out Actor actor) => Actor.TryParse(text.ToString(), out actor!), actor => actor.ToString()),
                Text(TryParsePattern(InstantPattern.ExtendedIso), InstantPattern.ExtendedIso.Format),
                Text(TryParsePattern(LocalDatePattern.Iso), LocalDatePattern.Iso.Format),
                Text(TryParsePattern(DurationPattern.Roundtrip), DurationPattern.Roundtrip.Format),
                Text(
                    (ReadOnlySpan<char> text, out UInt128 value) => UInt128.TryParse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out value),
                    value => value.ToString("x32", CultureInfo.InvariantCulture)),
                new TextsConverter(),
            },
        };
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }

    private delegate bool TryParse<T>(ReadOnlySpan<char> text, out T value);

    private static TextConverter<T> Text<T>(TryParse<T> parse, Func<T, string> print) => new(parse, print);

    private static TryParse<T> TryParsePattern<T>(IPattern<T> pattern) =>
        (ReadOnlySpan<char> text, out T value) => pattern.Parse(text.ToString()).TryGetValue(default!, out value);

    /// <summary>Parses a text where it is read: as an object of its own each of a snapshot's many millions would be garbage at once.</summary>
    private static T Parse<T>(ref Utf8JsonReader reader, TryParse<T> parse, string what)
    {
        var length = reader.HasValueSequence ? reader.ValueSequence.Length : reader.ValueSpan.Length;
        var text = length <= ShortTextMax ? stackalloc char[ShortTextMax] : new char[length];
        return parse(text[..reader.CopyString(text)], out var value) ? value : throw new JsonException(what);
    }

    private sealed class TextConverter<T>(TryParse<T> parse, Func<T, string> print) : JsonConverter<T>
    {
        private static readonly string NotOne = $"Not a {typeof(T).Name}.";

        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            Parse(ref reader, parse, NotOne);

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(print(value));

        public override T ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            Read(ref reader, typeToConvert, options);

        public override void WriteAsPropertyName(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            writer.WritePropertyName(print(value));
    }

    private sealed class TextsConverter : JsonConverter<Texts>
    {
        public override Texts Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            new(JsonSerializer.Deserialize<ImmutableSortedDictionary<string, string>>(ref reader, options)
                ?? throw new JsonException("Not texts."));

        public override void Write(Utf8JsonWriter writer, Texts value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, value.ByLanguage, options);
    }

    /// <summary>Makes the converter of a closed generic type.</summary>
    private abstract class GenericFactory(Type definition, Type converter) : JsonConverterFactory
    {
        public override bool CanConvert(Type typeToConvert) =>
            typeToConvert.IsGenericType && typeToConvert.GetGenericTypeDefinition() == definition;

        public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
            (JsonConverter)Activator.CreateInstance(converter.MakeGenericType(typeToConvert.GetGenericArguments()))!;
    }

    private sealed class IdConverterFactory() : GenericFactory(typeof(Id<>), typeof(IdConverter<>));

    private sealed class ValueListConverterFactory() : GenericFactory(typeof(ValueList<>), typeof(ValueListConverter<>));

    private sealed class PatchConverterFactory() : GenericFactory(typeof(Patch<>), typeof(PatchConverter<>));

    private sealed class IdConverter<T> : JsonConverter<Id<T>>
        where T : IIdentified
    {
        private static readonly string NotOne = $"Not an id of the kind '{T.Prefix}'.";

        public override Id<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            Parse<Id<T>>(ref reader, Id<T>.TryParse, NotOne);

        public override void Write(Utf8JsonWriter writer, Id<T> value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToString());

        public override Id<T> ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            Read(ref reader, typeToConvert, options);

        public override void WriteAsPropertyName(Utf8JsonWriter writer, Id<T> value, JsonSerializerOptions options) =>
            writer.WritePropertyName(value.ToString());
    }

    private sealed class ValueListConverter<T> : JsonConverter<ValueList<T>>
    {
        public override ValueList<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType != JsonTokenType.StartArray) throw new JsonException("Not a list.");
            // The serializer would first look for the list's end, and then read it once more.
            var item = (JsonConverter<T>)options.GetConverter(typeof(T));
            var items = ImmutableArray.CreateBuilder<T>();
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) items.Add(item.Read(ref reader, typeof(T), options)!);
            return new(items.DrainToImmutable());
        }

        public override void Write(Utf8JsonWriter writer, ValueList<T> value, JsonSerializerOptions options)
        {
            writer.WriteStartArray();
            foreach (var item in value) JsonSerializer.Serialize(writer, item, options);
            writer.WriteEndArray();
        }
    }

    /// <summary>A patch that is not given is left out as a default; one that is given is its value, null included.</summary>
    private sealed class PatchConverter<T> : JsonConverter<Patch<T>>
    {
        public override bool HandleNull => true;

        public override Patch<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            new(true, JsonSerializer.Deserialize<T>(ref reader, options)!);

        public override void Write(Utf8JsonWriter writer, Patch<T> value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, value.Value, options);
    }
}
