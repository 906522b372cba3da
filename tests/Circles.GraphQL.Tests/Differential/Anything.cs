using System.Globalization;
using System.Text.Json;
using Circles.GraphQL.Language;

namespace Circles.GraphQL.Tests.Differential;

/// <summary>A value without a type, as JSON with sorted keys; no text of these documents needs escaping.</summary>
internal sealed record Anything(string Json)
{
    public static Anything Of(JsonElement value) => new(Shown(value));

    public static Anything Of(ValueNode value) => new(Shown(value));

    private static string Shown(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => List(value.EnumerateArray().Select(Shown)),
        JsonValueKind.Object => Object(value.EnumerateObject().Select(entry => (entry.Name, Shown(entry.Value)))),
        JsonValueKind.Number => Number(value.GetRawText()),
        JsonValueKind.String => $"\"{value.GetString()}\"",
        _ => value.GetRawText(),
    };

    private static string Shown(ValueNode value) => value switch
    {
        ListValueNode list => List(list.Values.Select(Shown)),
        ObjectValueNode made => Object(made.Fields.Select(entry => (entry.Name.Value, Shown(entry.Value)))),
        IntValueNode number => Number(number.Value),
        FloatValueNode number => Number(number.Value),
        StringValueNode text => $"\"{text.Value}\"",
        EnumValueNode name => $"\"{name.Value}\"",
        BooleanValueNode { Value: var truth } => truth ? "true" : "false",
        _ => "null",
    };

    private static string List(IEnumerable<string> items) => $"[{string.Join(',', items)}]";

    private static string Object(IEnumerable<(string Name, string Value)> entries) =>
        $"{{{string.Join(',', entries.OrderBy(entry => entry.Name, StringComparer.Ordinal).Select(entry => $"\"{entry.Name}\":{entry.Value}"))}}}";

    // JavaScript knows no other zero than this in JSON.
    private static string Number(string text) =>
        (double.Parse(text, CultureInfo.InvariantCulture) + 0.0).ToString("R", CultureInfo.InvariantCulture) is var shown && shown == "-0" ? "0" : shown;
}
