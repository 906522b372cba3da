using Circles.GraphQL.Language;
using Circles.GraphQL.Types;
using Circles.GraphQL.Utilities;

namespace Circles.GraphQL.Execution;

/// <summary>Input coercion of values written in the document (specification, "Input Coercion" of each kind of type).</summary>
internal static class LiteralCoercion
{
    // What only a variable's value can make wrong is told by the argument alone, as the reference does.
    private const string Untold = "";

    /// <summary>
    /// The CLR value, <see cref="InputObject.Omitted"/> for a variable without a value, or a fault. Recurses as deep as the parser did.
    /// </summary>
    public static Coerced Coerce(ValueNode value, GraphQLType type, VariableValues? variables)
    {
        if (value is VariableNode variable)
        {
            var given = variables is null ? InputObject.Omitted : variables[variable.Name.Value];
            return given is null && type.IsNonNull
                ? Coerced.Failed(Untold)
                : Coerced.Ok(given);
        }

        if (value is NullValueNode)
        {
            return type.IsNonNull ? Coerced.Failed(Untold) : Coerced.Ok(null);
        }

        return type.Nullable switch
        {
            ListType list => CoerceList(value, list, variables),
            InputType input => CoerceObject(value, input, variables),
            ScalarType scalar => scalar.CoerceLiteral(value),
            EnumType @enum => CoerceEnum(value, @enum),
            _ => Coerced.Failed($"Expected an input type, found \"{type}\"."),
        };
    }

    public static Coerced CoerceEnum(ValueNode value, EnumType type)
    {
        var shown = Printer.Shown(value);
        if (value is not EnumValueNode name)
        {
            return Coerced.Failed($"Enum \"{type.Name}\" cannot represent non-enum value: {shown}.{DidYouMeanValue(shown, type)}");
        }

        return type.TryGet(name.Value, out var found)
            ? Coerced.Ok(found.Clr)
            : Coerced.Failed($"Value \"{name.Value}\" does not exist in \"{type.Name}\" enum.{DidYouMeanValue(name.Value, type)}");
    }

    public static string DidYouMeanValue(string name, EnumType type) =>
        Suggestions.DidYouMean(Suggestions.Nearest(name, type.Values.Select(value => value.Name)), "the enum value");

    private static Coerced CoerceList(ValueNode value, ListType type, VariableValues? variables)
    {
        IReadOnlyList<ValueNode> items = value is ListValueNode list ? list.Values : [value]; // One value counts as a list of it.
        var made = new object?[items.Count];
        for (var i = 0; i < made.Length; i++)
        {
            var item = Coerce(items[i], type.OfType, variables);
            if (item.Fault is not null)
            {
                return item;
            }

            var omitted = ReferenceEquals(item.Value, InputObject.Omitted);
            if (omitted && type.OfType.IsNonNull)
            {
                return Coerced.Failed(Untold);
            }

            made[i] = omitted ? null : item.Value;
        }

        return Coerced.Ok(made);
    }

    private static Coerced CoerceObject(ValueNode value, InputType type, VariableValues? variables)
    {
        if (value is not ObjectValueNode given)
        {
            return Coerced.Failed($"Expected type \"{type.Name}\" to be an object.");
        }

        var values = new object?[type.Fields.Count];
        Array.Fill(values, InputObject.Omitted);
        foreach (var entry in given.Fields)
        {
            var at = type.IndexOf(entry.Name.Value);
            if (at < 0)
            {
                return Coerced.Failed($"Field \"{entry.Name.Value}\" is not defined by type \"{type.Name}\".");
            }

            var field = type.Fields[at];
            var coerced = Coerce(entry.Value, field.Type, variables);
            var fault = coerced.Fault ?? InputRules.OutOfRange(field, coerced.Value);
            if (fault is not null)
            {
                return Coerced.Failed(fault);
            }

            values[at] = coerced.Value;
        }

        var made = InputRules.Complete(type, values);
        return made.Fault is null ? made : Coerced.Failed(Untold);
    }
}
