using System.Collections;
using System.Text.Json;
using Circles.GraphQL.Execution;
using Circles.GraphQL.Language;
using Circles.GraphQL.Types;

namespace Circles.GraphQL.Utilities;

/// <summary>Writes what a schema's author gave in C#, defaults and applied directives, as the syntax that the schema shows.</summary>
internal static class AstFromValue
{
    private static Span Nowhere => default;

    public static ValueNode Of(object? value, GraphQLType type)
    {
        if (value is null || ReferenceEquals(value, InputValue.NullDefault))
        {
            return new NullValueNode(Nowhere);
        }

        return type.Nullable switch
        {
            ListType list when value is IEnumerable items and not string =>
                new ListValueNode([.. items.Cast<object?>().Select(item => Of(item, list.OfType))], Nowhere),
            ListType list => Of(value, list.OfType),
            InputType input => new ObjectValueNode([.. Fields(value, input)], Nowhere),
            EnumType @enum => new EnumValueNode(
                @enum.NameOf(value) ?? throw new InvalidOperationException($"{value} is no value of enum {@enum.Name}."), Nowhere),
            ScalarType scalar => Leaf(scalar, value),
            _ => throw new InvalidOperationException($"{type} is no input type."),
        };
    }

    public static DirectiveNode Of(AppliedDirective applied) => new(
        new NameNode(applied.Directive.Name, Nowhere),
        [
            .. applied.Arguments.Select(argument => new ArgumentNode(
                new NameNode(argument.Name, Nowhere),
                Of(argument.Value, applied.Directive.ArgumentNamed(argument.Name)!.Type),
                Nowhere)),
        ],
        Nowhere);

    private static IEnumerable<ObjectFieldNode> Fields(object value, InputType type)
    {
        Func<string, (bool Given, object? Value)> read = value switch
        {
            InputObject made => name => (made.Has(name), made.Get<object>(name)),
            IReadOnlyDictionary<string, object?> entries => name => (entries.TryGetValue(name, out var entry), entry),
            _ => throw new InvalidOperationException($"A default of input type {type.Name} is a string-keyed dictionary."),
        };
        if ((value as IReadOnlyDictionary<string, object?>)?.Keys.FirstOrDefault(name => type.IndexOf(name) < 0) is { } unknown)
        {
            throw new InvalidOperationException($"{type.Name} has no field {unknown}.");
        }

        foreach (var field in type.Fields)
        {
            var (given, entry) = read(field.Name);
            if (given)
            {
                yield return new ObjectFieldNode(new NameNode(field.Name, Nowhere), Of(entry, field.Type), Nowhere);
            }
        }
    }

    // A scalar's JSON form decides: what it writes as a number is shown as a number.
    private static ValueNode Leaf(ScalarType scalar, object value)
    {
        using var output = new JsonBuffer();
        scalar.WriteTo(output, value);
        using var json = JsonDocument.Parse(output.Written.ToArray());
        return Literal(json.RootElement);
    }

    private static ValueNode Literal(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => new StringValueNode(json.GetString()!, false, Nowhere),
        JsonValueKind.Number => json.TryGetInt64(out _)
            ? new IntValueNode(json.GetRawText(), Nowhere)
            : new FloatValueNode(json.GetRawText(), Nowhere),
        JsonValueKind.True or JsonValueKind.False => new BooleanValueNode(json.GetBoolean(), Nowhere),
        JsonValueKind.Array => new ListValueNode([.. json.EnumerateArray().Select(Literal)], Nowhere),
        JsonValueKind.Object => new ObjectValueNode(
            [.. json.EnumerateObject().Select(entry => new ObjectFieldNode(new NameNode(entry.Name, Nowhere), Literal(entry.Value), Nowhere))],
            Nowhere),
        _ => new NullValueNode(Nowhere),
    };
}
