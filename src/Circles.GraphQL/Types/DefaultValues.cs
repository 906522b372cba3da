using System.Collections;

namespace Circles.GraphQL.Types;

/// <summary>Turns a default written in C# into what coercion of the same GraphQL value would give a resolver.</summary>
internal static class DefaultValues
{
    public static object? Coerce(GraphQLType type, object? value)
    {
        if (value is null || ReferenceEquals(value, InputValue.NullDefault))
        {
            return null;
        }

        return type.Nullable switch
        {
            ListType list when value is IEnumerable items and not string =>
                items.Cast<object?>().Select(item => Coerce(list.OfType, item)).ToArray(),
            ListType list => new[] { Coerce(list.OfType, value) },
            InputType input => Coerce(input, value),
            _ => value,
        };
    }

    private static InputObject Coerce(InputType type, object value)
    {
        if (value is InputObject made)
        {
            return made;
        }

        if (value is not IEnumerable<KeyValuePair<string, object?>> entries)
        {
            throw new InvalidOperationException($"A default of input type {type.Name} is a string-keyed dictionary.");
        }

        var given = entries.ToDictionary(StringComparer.Ordinal);
        var values = new object?[type.Fields.Count];
        for (var i = 0; i < values.Length; i++)
        {
            var field = type.Fields[i];
            values[i] = given.TryGetValue(field.Name, out var entry) ? Coerce(field.Type, entry)
                : field.HasDefault ? field.CoercedDefault
                : InputObject.Omitted;
        }

        return new InputObject(type, values);
    }
}
