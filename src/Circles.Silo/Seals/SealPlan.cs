using System.Collections.Frozen;
using System.Reflection;
using System.Text;
using System.Text.Json;
using Circles.Grains.Kernel;

namespace Circles.Silo.Seals;

/// <summary>Where the values that an event declares sealed stand in its JSON (<see cref="SealedAttribute"/>).</summary>
internal sealed class SealPlan
{
    /// <summary>The member that holds the boxes of an event that was sealed.</summary>
    public const string Boxes = "sealed";

    private static readonly FrozenDictionary<string, SealPlan> ByName =
        EventCodec.StoredNames.ToFrozenDictionary(name => name, name => new SealPlan(EventCodec.TypeOf(name)!));

    private readonly Node root;

    private SealPlan(Type type) => root = new Node
    {
        Children =
        {
            ("why"u8.ToArray(), new Node { Value = new SealedValue("why", OwnWords: true, "null"u8.ToArray()) }),
            ("event"u8.ToArray(), NodeOf(type, "", [])),
            (Encoding.UTF8.GetBytes(Boxes), new Node { Value = new SealedValue(Boxes, OwnWords: false, []) }),
        },
    };

    /// <returns>Null for a name that this version does not know.</returns>
    public static SealPlan? Of(string name) => ByName.GetValueOrDefault(name);

    /// <summary>The places of values to seal or sealed, in the order in which they stand. A null is no value.</summary>
    /// <param name="json">As the codec wrote it, sealed or not.</param>
    public List<SealedPlace> PlacesIn(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        var found = new List<SealedPlace>();
        reader.Read();
        Collect(ref reader, root, found);
        return found;
    }

    private static void Collect(ref Utf8JsonReader reader, Node node, List<SealedPlace> found)
    {
        if (node.Value is { } value)
        {
            if (reader.TokenType == JsonTokenType.Null) return;
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            found.Add(new SealedPlace(start, (int)reader.BytesConsumed, value));
        }
        else if (reader.TokenType == JsonTokenType.StartArray)
        {
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) Collect(ref reader, node, found);
        }
        else if (reader.TokenType == JsonTokenType.StartObject)
        {
            while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
            {
                var child = node.Child(ref reader);
                reader.Read();
                if (child is null) reader.Skip();
                else Collect(ref reader, child, found);
            }
        }
    }

    /// <summary>The sealed values of a record, and of records, lists and patches in it.</summary>
    private static Node NodeOf(Type type, string path, HashSet<Type> above)
    {
        var node = new Node();
        if (!above.Add(type)) return node;
        foreach (var value in type.GetConstructors().SelectMany(constructor => constructor.GetParameters()))
        {
            var name = JsonNamingPolicy.CamelCase.ConvertName(value.Name!);
            var child = value.GetCustomAttribute<SealedAttribute>() is { } declared
                ? new Node { Value = new SealedValue(path + name, declared.OwnWords, GoneOf(value)) }
                : NodeOf(Inner(value.ParameterType), $"{path}{name}.", above);
            if (child.Value is not null || child.Children.Count > 0) node.Children.Add((Encoding.UTF8.GetBytes(name), child));
        }

        above.Remove(type);
        return node;
    }

    /// <summary>The record inside lists, patches and what may be null; types of others have none of our values.</summary>
    private static Type Inner(Type type)
    {
        while (type.IsGenericType && type.GetGenericArguments() is [var inner]) type = inner;
        return type.Assembly == typeof(Event).Assembly ? type : typeof(object);
    }

    private static byte[] GoneOf(ParameterInfo value)
    {
        var known = new NullabilityInfoContext().Create(value);
        if (value.ParameterType.IsGenericType && value.ParameterType.GetGenericTypeDefinition() == typeof(Patch<>)) known = known.GenericTypeArguments[0];
        if (known.Type.IsGenericType && known.Type.GetGenericTypeDefinition() == typeof(ValueList<>)) return "[]"u8.ToArray();
        return known.ReadState == NullabilityState.Nullable ? "null"u8.ToArray() : JsonSerializer.SerializeToUtf8Bytes(Gone.Text, Json.Options);
    }

    private sealed class Node
    {
        public SealedValue? Value { get; init; }

        public List<(byte[] Name, Node Node)> Children { get; } = [];

        public Node? Child(ref Utf8JsonReader property)
        {
            foreach (var (name, node) in Children)
                if (property.ValueTextEquals(name)) return node;
            return null;
        }
    }
}

/// <summary>A value that is declared sealed.</summary>
/// <param name="Path">From the event, in camel case; <c>why</c> for the reason beside it.</param>
/// <param name="OwnWords">Whether it is the actor's, too.</param>
/// <param name="Gone">The JSON that stands for it when a key is destroyed.</param>
internal sealed record SealedValue(string Path, bool OwnWords, byte[] Gone);

/// <summary>Where such a value stands: from the byte at <paramref name="Start"/> to before the one at <paramref name="End"/>.</summary>
internal readonly record struct SealedPlace(int Start, int End, SealedValue Value);
