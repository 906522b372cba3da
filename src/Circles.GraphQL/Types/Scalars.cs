using System.Globalization;
using System.Text.Json;
using Circles.GraphQL.Execution;
using Circles.GraphQL.Language;

namespace Circles.GraphQL.Types;

/// <summary>The built-in scalars (specification, "Built-in Scalars"). GraphQL's String is <see cref="Text"/> here.</summary>
public static class Scalars
{
    public static readonly ScalarType Int = new IntScalar();
    public static readonly ScalarType Float = new FloatScalar();
    public static readonly ScalarType Text = new TextScalar();
    public static readonly ScalarType Boolean = new BooleanScalar();
    public static readonly ScalarType Id = new IdScalar();

    internal static readonly ScalarType[] All = [Int, Float, Text, Boolean, Id];

    private sealed class IntScalar() : ScalarType(
        "Int",
        "The `Int` scalar type represents non-fractional signed whole numeric values. Int can represent values between -(2^31) and 2^31 - 1.")
    {
        internal override void WriteTo(JsonBuffer output, object value) => output.WriteNumber(value switch
        {
            int number => number,
            short number => number,
            byte number => number,
            long number => InRange(number),
            _ => throw new InvalidCastException($"Int cannot represent a {value.GetType().Name}."),
        });

        internal override Coerced CoerceValue(JsonElement value)
        {
            if (value.ValueKind != JsonValueKind.Number || !value.TryGetDouble(out var number) || Math.Truncate(number) != number)
            {
                return Coerced.Failed($"Int cannot represent non-integer value: {JsonText.Shown(value)}");
            }

            return number is >= int.MinValue and <= int.MaxValue
                ? Coerced.Ok((int)number)
                : Coerced.Failed($"Int cannot represent non 32-bit signed integer value: {JsonText.Shown(value)}");
        }

        internal override Coerced CoerceLiteral(ValueNode value)
        {
            if (value is not IntValueNode literal)
            {
                return Coerced.Failed($"Int cannot represent non-integer value: {Printer.Shown(value)}");
            }

            return int.TryParse(literal.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
                ? Coerced.Ok(number)
                : Coerced.Failed($"Int cannot represent non 32-bit signed integer value: {Printer.Shown(value)}");
        }
    }

    internal static int InRange(long number) => number is >= int.MinValue and <= int.MaxValue
        ? (int)number
        : throw new OverflowException("Int cannot represent a value beyond 32 bits.");

    private sealed class FloatScalar() : ScalarType(
        "Float",
        "The `Float` scalar type represents signed double-precision fractional values as specified by " +
        "[IEEE 754](https://en.wikipedia.org/wiki/IEEE_floating_point).")
    {
        internal override void WriteTo(JsonBuffer output, object value)
        {
            if (value is decimal exact)
            {
                output.WriteNumber(exact);
                return;
            }

            output.WriteNumber(value switch
            {
                double number => number,
                float number => number,
                int number => number,
                long number => number,
                _ => throw new InvalidCastException($"Float cannot represent a {value.GetType().Name}."),
            });
        }

        internal override Coerced CoerceValue(JsonElement value) =>
            value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && double.IsFinite(number)
                ? Coerced.Ok(number)
                : Coerced.Failed($"Float cannot represent non numeric value: {JsonText.Shown(value)}");

        internal override Coerced CoerceLiteral(ValueNode value)
        {
            var digits = value switch { IntValueNode whole => whole.Value, FloatValueNode fraction => fraction.Value, _ => null };
            return double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
                ? Coerced.Ok(number)
                : Coerced.Failed($"Float cannot represent non numeric value: {Printer.Shown(value)}");
        }
    }

    private sealed class TextScalar() : ScalarType(
        "String",
        "The `String` scalar type represents textual data, represented as UTF-8 character sequences. The String type is most often " +
        "used by GraphQL to represent free-form human-readable text.")
    {
        internal override void WriteTo(JsonBuffer output, object value) => output.WriteString(
            value as string ?? throw new InvalidCastException($"String cannot represent a {value.GetType().Name}."));

        internal override Coerced CoerceValue(JsonElement value) =>
            value.ValueKind == JsonValueKind.String && JsonText.TryRead(value, out var text)
                ? Coerced.Ok(text)
                : Coerced.Failed($"String cannot represent a non string value: {JsonText.Shown(value)}");

        internal override Coerced CoerceLiteral(ValueNode value) => value is StringValueNode text
            ? Coerced.Ok(text.Value)
            : Coerced.Failed($"String cannot represent a non string value: {Printer.Shown(value)}");
    }

    private sealed class BooleanScalar() : ScalarType("Boolean", "The `Boolean` scalar type represents `true` or `false`.")
    {
        internal override void WriteTo(JsonBuffer output, object value) => output.WriteBoolean(
            value is bool truth ? truth : throw new InvalidCastException($"Boolean cannot represent a {value.GetType().Name}."));

        internal override Coerced CoerceValue(JsonElement value) => value.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? Coerced.Ok(value.GetBoolean())
            : Coerced.Failed($"Boolean cannot represent a non boolean value: {JsonText.Shown(value)}");

        internal override Coerced CoerceLiteral(ValueNode value) => value is BooleanValueNode truth
            ? Coerced.Ok(truth.Value)
            : Coerced.Failed($"Boolean cannot represent a non boolean value: {Printer.Shown(value)}");
    }

    private sealed class IdScalar() : ScalarType(
        "ID",
        "The `ID` scalar type represents a unique identifier, often used to refetch an object or as key for a cache. The ID type " +
        "appears in a JSON response as a String; however, it is not intended to be human-readable. When expected as an input type, " +
        "any string (such as `\"4\"`) or integer (such as `4`) input value will be accepted as an ID.")
    {
        // Identifiers are often small value types of their own; their text is what the schema publishes.
        internal override void WriteTo(JsonBuffer output, object value) => output.WriteString(
            value as string ?? (value as IFormattable)?.ToString(null, CultureInfo.InvariantCulture) ?? value.ToString() ?? "");

        internal override Coerced CoerceValue(JsonElement value)
        {
            if (value.ValueKind == JsonValueKind.String && JsonText.TryRead(value, out var text))
            {
                return Coerced.Ok(text);
            }

            return value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number)
                ? Coerced.Ok(number.ToString(CultureInfo.InvariantCulture))
                : Coerced.Failed($"ID cannot represent value: {JsonText.Shown(value)}");
        }

        internal override Coerced CoerceLiteral(ValueNode value) => value switch
        {
            StringValueNode text => Coerced.Ok(text.Value),
            IntValueNode number => Coerced.Ok(number.Value),
            _ => Coerced.Failed($"ID cannot represent a non-string and non-integer value: {Printer.Shown(value)}"),
        };
    }
}
