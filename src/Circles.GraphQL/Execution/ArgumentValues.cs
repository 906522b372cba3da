using Circles.GraphQL.Introspection;
using Circles.GraphQL.Language;
using Circles.GraphQL.Types;

namespace Circles.GraphQL.Execution;

/// <summary>Specification, "CoerceArgumentValues".</summary>
internal static class ArgumentValues
{
    /// <summary>The values in the order of the field's argument definitions; absent ones are <see cref="InputObject.Omitted"/>.</summary>
    /// <exception cref="GraphQLError">A value does not fit; it carries the value's place.</exception>
    public static object?[] Coerce(NamedType parent, FieldDefinition definition, FieldNode node, VariableValues? variables, Source source)
    {
        if (definition.Arguments.Count == 0)
        {
            return [];
        }

        var values = new object?[definition.Arguments.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = CoerceOne(parent, definition, definition.Arguments[i], node, variables, source);
        }

        return values;
    }

    /// <summary>Whether any argument's value can differ from request to request.</summary>
    public static bool UseVariables(FieldNode node) => node.Arguments.Count > 0 && node.Arguments.Any(argument => UsesVariables(argument.Value));

    /// <summary>A null from the caller's variable under @skip or @include, which take none.</summary>
    public static GraphQLError NullFor(Directive directive, VariableNode given, Source source)
    {
        var wanted = directive.Arguments[0];
        return Fault(
            $"Argument \"@{directive.Name}({wanted.Name}:)\" has invalid value: Expected variable \"${given.Name.Value}\" provided to " +
                $"non-null type \"{wanted.Type}\" not to be null.",
            given,
            source);
    }

    private static bool UsesVariables(ValueNode value) => value switch
    {
        VariableNode => true,
        ListValueNode list => list.Values.Any(UsesVariables),
        ObjectValueNode made => made.Fields.Any(field => UsesVariables(field.Value)),
        _ => false,
    };

    private static object? CoerceOne(
        NamedType parent, FieldDefinition definition, Argument argument, FieldNode node, VariableValues? variables, Source source)
    {
        var given = Find(node, argument.Name)?.Value;
        if (given is null || (given is VariableNode && LiteralCoercion.Coerce(given, argument.Type, variables).IsOmitted && !argument.IsRequired))
        {
            return argument.HasDefault ? argument.CoercedDefault : InputObject.Omitted;
        }

        var coerced = LiteralCoercion.Coerce(given, argument.Type, variables);
        if (coerced.Fault is not null || coerced.IsOmitted)
        {
            throw Why(given, argument.Type);
        }

        return InputRules.OutOfRange(argument, coerced.Value) is { } range
            ? throw Fault(range, given, source)
            : coerced.Value;

        GraphQLError Why(ValueNode value, GraphQLType type)
        {
            GraphQLError? first = null;
            new LiteralFaults(variables ?? VariableValues.None, (why, at, path) => first ??= Fault(
                $"Argument \"{MetaFields.Coordinate(parent, definition)}({argument.Name}:)\" has invalid value{LiteralFaults.Place(path)}: {why}",
                at,
                source)).Find(value, type);
            return first ?? throw new System.Diagnostics.UnreachableException("What does not fit has a fault.");
        }
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
