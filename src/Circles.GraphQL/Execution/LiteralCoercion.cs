using Circles.GraphQL.Language;
using Circles.GraphQL.Types;
using Circles.GraphQL.Utilities;

namespace Circles.GraphQL.Execution;

/// <summary>
/// Input coercion of values written in the document (specification, "Input Coercion" of each kind of type). Only whether a value fits:
/// why it does not, <see cref="LiteralFaults"/> says.
/// </summary>
internal static class LiteralCoercion
{
    private static readonly Coerced Unfit = Coerced.Failed("");

    /// <summary>
    /// The CLR value, <see cref="InputObject.Omitted"/> for a variable without a value, or a fault. Recurses as deep as the parser did.
    /// </summary>
    public static Coerced Coerce(ValueNode value, GraphQLType type, VariableValues? variables)
    {
        if (value is VariableNode variable)
        {
            var given = variables is null ? InputObject.Omitted : variables[variable.Name.Value];
            return given is null && type.IsNonNull ? Unfit : Coerced.Ok(given);
        }

        if (value is NullValueNode)
        {
            return type.IsNonNull ? Unfit : Coerced.Ok(null);
        }

        return type.Nullable switch
        {
            ListType list => CoerceList(value, list, variables),
            InputType input => CoerceObject(value, input, variables),
            ScalarType scalar => scalar.CoerceLiteral(FilledLiteral.Of(value, variables)),
            EnumType @enum => CoerceEnum(value, @enum),
            _ => Unfit,
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
            : Coerced.Failed($"Value \"{shown}\" does not exist in \"{type.Name}\" enum.{DidYouMeanValue(name.Value, type)}");
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
                return Unfit;
            }

            made[i] = omitted ? null : item.Value;
        }

        return Coerced.Ok(made);
    }

    private static Coerced CoerceObject(ValueNode value, InputType type, VariableValues? variables)
    {
        if (value is not ObjectValueNode given)
        {
            return Unfit;
        }

        var values = new object?[type.Fields.Count];
        Array.Fill(values, InputObject.Omitted);
        foreach (var entry in given.Fields)
        {
            var at = type.IndexOf(entry.Name.Value);
            if (at < 0)
            {
                return Unfit;
            }

            var field = type.Fields[at];
            var coerced = Coerce(entry.Value, field.Type, variables);
            if (coerced.Fault is not null || InputRules.OutOfRange(field, coerced.Value) is not null)
            {
                return Unfit;
            }

            values[at] = coerced.Value;
        }

        return InputRules.Complete(type, values) ? Coerced.Ok(new InputObject(type, values)) : Unfit;
    }
}
