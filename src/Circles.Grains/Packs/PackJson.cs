using System.Globalization;
using System.Text;
using System.Text.Json;
using Circles.Grains.Kernel;

namespace Circles.Grains.Packs;

/// <summary>A JSON value that remembers where in the file it stands, which <see cref="JsonElement"/> does not.</summary>
/// <param name="Offset">In bytes from the start of the file.</param>
/// <param name="Text">A string's text or a number's digits; null for the other kinds.</param>
/// <param name="Members">An object's, in the order of the file.</param>
/// <param name="Items">An array's.</param>
internal sealed record PackNode(
    JsonValueKind Kind, int Offset, string? Text, IReadOnlyList<PackMember> Members, IReadOnlyList<PackNode> Items)
{
    public PackNode? Get(string key) => Members.FirstOrDefault(member => member.Key == key)?.Value;

    /// <summary>The value that a path such as <c>stages.2.gate.0</c> leads to, or the last one on the way that is there.</summary>
    public PackNode Find(string path)
    {
        var at = this;
        foreach (var step in path.Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            var next = int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
                ? at.Items.ElementAtOrDefault(index)
                : at.Get(step);
            if (next is null) break;
            at = next;
        }

        return at;
    }
}

/// <summary>A key and its value.</summary>
/// <param name="Offset">Of the key.</param>
internal sealed record PackMember(string Key, int Offset, PackNode Value);

/// <summary>Reads JSON (RFC 8259: no comments, no trailing commas) into <see cref="PackNode"/>s.</summary>
internal static class PackJson
{
    /// <returns>Null, with the fault told, when the file is not JSON.</returns>
    public static PackNode? Parse(PackSource source)
    {
        var reader = new Utf8JsonReader(source.Utf8, new JsonReaderOptions { MaxDepth = Limits.Pack.DepthMax });
        try
        {
            reader.Read();
            var root = Value(ref reader, source);
            reader.Read(); // Refuses whatever follows the value.
            return root;
        }
        catch (JsonException e)
        {
            source.Fault(source.OffsetOf(e.LineNumber ?? 0, e.BytePositionInLine ?? 0), PackRule.JsonSyntax, WithoutPosition(e.Message));
            return null;
        }
    }

    private static PackNode Value(ref Utf8JsonReader reader, PackSource source)
    {
        var offset = (int)reader.TokenStartIndex + source.Preamble;
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                return new PackNode(JsonValueKind.Object, offset, null, Members(ref reader, source), []);
            case JsonTokenType.StartArray:
                var items = new List<PackNode>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) items.Add(Value(ref reader, source));
                return new PackNode(JsonValueKind.Array, offset, null, [], items);
            case JsonTokenType.String:
                return new PackNode(JsonValueKind.String, offset, Text(ref reader, source, offset), [], []);
            case JsonTokenType.Number:
                return new PackNode(JsonValueKind.Number, offset, Encoding.UTF8.GetString(reader.ValueSpan), [], []);
            case JsonTokenType.True:
            case JsonTokenType.False:
                var kind = reader.TokenType == JsonTokenType.True ? JsonValueKind.True : JsonValueKind.False;
                return new PackNode(kind, offset, null, [], []);
            default:
                return new PackNode(JsonValueKind.Null, offset, null, [], []);
        }
    }

    private static List<PackMember> Members(ref Utf8JsonReader reader, PackSource source)
    {
        var members = new List<PackMember>();
        var keys = new HashSet<string>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var offset = (int)reader.TokenStartIndex + source.Preamble;
            var key = Text(ref reader, source, offset);
            reader.Read();
            var value = Value(ref reader, source);
            if (keys.Add(key)) members.Add(new PackMember(key, offset, value));
            else source.Fault(offset, PackRule.DuplicateKey, $"The key \"{key}\" stands here twice.");
        }

        return members;
    }

    /// <summary>An escape may spell half a surrogate pair, which is no text although it is JSON.</summary>
    private static string Text(ref Utf8JsonReader reader, PackSource source, int offset)
    {
        try
        {
            return reader.GetString() ?? "";
        }
        catch (InvalidOperationException)
        {
            source.Fault(offset, PackRule.TextUnreadable, "The text holds an escape that stands for no character.");
            return "";
        }
    }

    /// <summary>The reader appends its own position; the fault has it already, counted as people count.</summary>
    private static string WithoutPosition(string message) =>
        message.IndexOf(" LineNumber:", StringComparison.Ordinal) is var end and >= 0 ? message[..end] : message;
}
