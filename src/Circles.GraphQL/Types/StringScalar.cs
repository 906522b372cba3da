using System.Text.Json;
using Circles.GraphQL.Execution;
using Circles.GraphQL.Language;

namespace Circles.GraphQL.Types;

/// <summary>What <see cref="ScalarType.OfString{T}(string,string,string?,Func{T,string},TryParse{T},string)"/> makes.</summary>
internal sealed class StringScalar<T>(string name, string description, Func<T, string> print, TryParse<T> parse, string expectation)
    : ScalarType(name, description)
    where T : notnull
{
    internal override void WriteTo(JsonBuffer output, object value) => output.WriteString(print((T)value));

    internal override Coerced CoerceValue(JsonElement value) =>
        value.ValueKind == JsonValueKind.String && JsonText.TryRead(value, out var text) ? Parse(text) : Wrong();

    internal override Coerced CoerceLiteral(ValueNode value) => value is StringValueNode text ? Parse(text.Value) : Wrong();

    private Coerced Parse(string text) => parse(text, out var value) ? Coerced.Ok(value) : Wrong();

    private Coerced Wrong() => Coerced.Failed($"{Name} must be {expectation}.");
}
