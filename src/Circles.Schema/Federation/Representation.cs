using System.Text.Json;
using Circles.GraphQL.Language;
using Circles.GraphQL.Types;

namespace Circles.Schema.Federation;

/// <summary>How another subgraph names an entity: its type, and the texts of a key's fields among whatever else it knows.</summary>
internal sealed record Representation(string? TypeName, IReadOnlyDictionary<string, string> Fields)
{
    private const string TypeNameField = "__typename";

    /// <summary>As a request's variable gives it. Fields that are no text or whole number belong to no key of ours.</summary>
    public static Coerced Read(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object) return NoObject;
        try
        {
            return Of(value.EnumerateObject().Select(entry => (entry.Name, entry.Value.ValueKind switch
            {
                JsonValueKind.String => entry.Value.GetString(),
                JsonValueKind.Number => entry.Value.GetRawText(),
                _ => null,
            })));
        }
        catch (InvalidOperationException)
        {
            return Coerced.Failed("A text in it is no Unicode."); // Half a surrogate pair, escaped.
        }
    }

    /// <summary>As it is written in a document.</summary>
    public static Coerced Read(ValueNode value) => value is not ObjectValueNode made ? NoObject : Of(made.Fields.Select(entry =>
        (entry.Name.Value, entry.Value switch { StringValueNode text => text.Value, IntValueNode number => number.Value, _ => null })));

    public void WriteTo(Utf8JsonWriter output) => JsonSerializer.Serialize(output, Fields);

    private static Coerced NoObject => Coerced.Failed($"A representation is an object with {TypeNameField} and a key's fields.");

    private static Coerced Of(IEnumerable<(string Name, string? Text)> entries)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, text) in entries)
            if (text is not null) fields[name] = text;
        return Coerced.Ok(new Representation(fields.GetValueOrDefault(TypeNameField), fields));
    }
}
