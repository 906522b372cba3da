using Circles.GraphQL.Language;
using Circles.GraphQL.Types;

namespace Circles.GraphQL.Execution;

/// <summary>Specification, "CoerceArgumentValues".</summary>
internal static class ArgumentValues
{
    /// <summary>The values in the order of the field's argument definitions; absent ones are <see cref="InputObject.Omitted"/>.</summary>
    /// <exception cref="GraphQLError">A value does not fit; it carries the argument's place.</exception>
    public static object?[] Coerce(FieldDefinition definition, FieldNode node, VariableValues? variables, Source source)
    {
        if (definition.Arguments.Count == 0)
        {
            return [];
        }

        var values = new object?[definition.Arguments.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = CoerceOne(definition.Arguments[i], node, variables, source);
        }

        return values;
    }

    /// <summary>Whether any argument's value can differ from request to request.</summary>
    public static bool UseVariables(FieldNode node) => node.Arguments.Any(argument => UsesVariables(argument.Value));

    /// <summary>A null from the caller's variable where the argument takes none.</summary>
    public static GraphQLError NullFor(Argument argument, ValueNode given, Source source) =>
        Fault($"Argument \"{argument.Name}\" of non-null type \"{argument.Type}\" must not be null.", given, source);

    private static bool UsesVariables(ValueNode value) => value switch
    {
        VariableNode => true,
        ListValueNode list => list.Values.Any(UsesVariables),
        ObjectValueNode made => made.Fields.Any(field => UsesVariables(field.Value)),
        _ => false,
    };

    private static object? CoerceOne(Argument argument, FieldNode node, VariableValues? variables, Source source)
    {
        var given = Find(node, argument.Name);
        if (given is null)
        {
            return Absent(argument, node, null, source);
        }

        if (argument.Type.IsNonNull && given.Value is VariableNode variable && variables?[variable.Name.Value] is null)
        {
            throw NullFor(argument, given.Value, source);
        }

        var coerced = LiteralCoercion.Coerce(given.Value, argument.Type, variables);
        if (coerced.Fault is not null)
        {
            throw Fault($"Argument \"{argument.Name}\" has invalid value {Printer.Shown(given.Value)}. {coerced.Fault}".TrimEnd(), given.Value, source);
        }

        if (ReferenceEquals(coerced.Value, InputObject.Omitted))
        {
            return Absent(argument, node, given.Value as VariableNode, source);
        }

        return InputRules.OutOfRange(argument, coerced.Value) is { } range
            ? throw Fault(range, given.Value, source)
            : coerced.Value;
    }

    private static object? Absent(Argument argument, FieldNode node, VariableNode? variable, Source source)
    {
        if (argument.HasDefault)
        {
            return argument.CoercedDefault;
        }

        if (!argument.Type.IsNonNull)
        {
            return InputObject.Omitted;
        }

        throw variable is null
            ? Fault($"Argument \"{argument.Name}\" of required type \"{argument.Type}\" was not provided.", node, source)
            : Fault(
                $"Argument \"{argument.Name}\" of required type \"{argument.Type}\" was provided the variable " +
                $"\"${variable.Name.Value}\" which was not provided a runtime value.",
                variable,
                source);
    }

    private static ArgumentNode? Find(FieldNode node, string name)
    {
        foreach (var argument in node.Arguments)
        {
            if (string.Equals(argument.Name.Value, name, StringComparison.Ordinal))
            {
                return argument;
            }
        }

        return null;
    }

    private static GraphQLError Fault(string message, Node place, Source source) =>
        new(message) { Locations = [source.Locate(place.Span.Start)] };
}
