using System.Text.Json;
using Circles.GraphQL.Types;
using Circles.GraphQL.Utilities;

namespace Circles.GraphQL.Execution;

/// <summary>Input coercion of a variable's JSON (specification, "Input Coercion" of each kind of type). Reports every fault it meets.</summary>
/// <param name="depthMax">Levels of lists and objects that are looked into.</param>
/// <param name="report">Told of each fault, with the steps from the variable to it.</param>
internal sealed class JsonCoercion(int depthMax, Action<string, IReadOnlyList<object>> report)
{
    private readonly List<object> path = [];

    public object? Coerce(JsonElement value, GraphQLType type)
    {
        if (value.ValueKind == JsonValueKind.Null)
        {
            return type.IsNonNull ? Fail($"Expected value of non-null type \"{type}\" not to be null.") : null;
        }

        if (path.Count >= depthMax)
        {
            return Fail($"Expected at most {depthMax} levels.");
        }

        return type.Nullable switch
        {
            ListType list => CoerceList(value, list),
            InputType input => CoerceObject(value, input),
            ScalarType scalar => Result(scalar.CoerceValue(value)),
            EnumType @enum => Result(CoerceEnum(value, @enum)),
            _ => Fail($"Expected an input type, found \"{type}\"."),
        };
    }

    private object? CoerceList(JsonElement value, ListType type)
    {
        if (value.ValueKind != JsonValueKind.Array)
        {
            return new[] { Coerce(value, type.OfType) }; // One value counts as a list of it.
        }

        var items = new object?[value.GetArrayLength()];
        var i = 0;
        foreach (var item in value.EnumerateArray())
        {
            path.Add(i);
            items[i++] = Coerce(item, type.OfType);
            path.RemoveAt(path.Count - 1);
        }

        return items;
    }

    private object? CoerceObject(JsonElement value, InputType type)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            return Fail($"Expected value of type \"{type.Name}\" to be an object, found: {JsonText.Shown(value)}.");
        }

        var values = new object?[type.Fields.Count];
        for (var i = 0; i < values.Length; i++)
        {
            var field = type.Fields[i];
            values[i] = value.TryGetProperty(field.Name, out var entry) ? CoerceField(entry, field)
                : field.IsRequired ? Fail(LiteralFaults.Missing(field, type, JsonText.Shown(value)))
                : InputObject.Omitted;
        }

        var first = FirstKnown(value, type);
        if (type.OneOf)
        {
            CheckOneOf(value, type, values, first);
        }

        return InputRules.Complete(type, values) ? new InputObject(type, values) : null;
    }

    private object? CoerceField(JsonElement value, InputField field)
    {
        path.Add(field.Name);
        var coerced = Coerce(value, field.Type);
        if (InputRules.OutOfRange(field, coerced) is { } fault)
        {
            Fail(fault);
        }

        path.RemoveAt(path.Count - 1);
        return coerced;
    }

    /// <summary>Refuses what the type does not have; answers which of its fields came first, or -1.</summary>
    private int FirstKnown(JsonElement value, InputType type)
    {
        var first = -1;
        foreach (var entry in value.EnumerateObject())
        {
            var name = JsonText.Name(entry);
            var at = type.IndexOf(name);
            if (at < 0)
            {
                Fail(LiteralFaults.Unknown(name, type, JsonText.Shown(value)));
            }
            else if (first < 0)
            {
                first = at;
            }
        }

        return first;
    }

    // A fault inside the one field is told already; here counts only whether it was given, and not as null.
    private void CheckOneOf(JsonElement value, InputType type, object?[] values, int first)
    {
        if (values.Count(one => !ReferenceEquals(one, InputObject.Omitted)) != 1)
        {
            Fail(LiteralFaults.NotExactlyOne(type));
        }

        if (first >= 0 && value.GetProperty(type.Fields[first].Name).ValueKind == JsonValueKind.Null)
        {
            path.Add(type.Fields[first].Name);
            Fail(LiteralFaults.NotExactlyOne(type));
            path.RemoveAt(path.Count - 1);
        }
    }

    private static Coerced CoerceEnum(JsonElement value, EnumType type)
    {
        if (value.ValueKind != JsonValueKind.String || !JsonText.TryRead(value, out var name))
        {
            var shown = JsonText.Shown(value);
            return Coerced.Failed(
                $"Enum \"{type.Name}\" cannot represent non-string value: {shown}.{LiteralCoercion.DidYouMeanValue(shown, type)}");
        }

        return type.TryGet(name, out var found)
            ? Coerced.Ok(found.Clr)
            : Coerced.Failed($"Value \"{Echo.Of(name)}\" does not exist in \"{type.Name}\" enum.{LiteralCoercion.DidYouMeanValue(name, type)}");
    }

    private object? Result(Coerced coerced) => coerced.Fault is null ? coerced.Value : Fail(coerced.Fault);

    private object? Fail(string why)
    {
        report(why, path);
        return null;
    }
}
