using System.Globalization;
using System.Text;
using System.Text.Json;
using Circles.GraphQL.Types;
using Circles.GraphQL.Utilities;

namespace Circles.GraphQL.Execution;

/// <summary>Input coercion of a variable's JSON (specification, "Input Coercion" of each kind of type). Reports every fault it meets.</summary>
internal sealed class JsonCoercion(string variable, int depthMax, Action<string> report)
{
    private readonly List<object> path = [];

    public object? Coerce(JsonElement value, GraphQLType type)
    {
        if (value.ValueKind == JsonValueKind.Null)
        {
            return type.IsNonNull ? Fail(value, $"Expected non-nullable type \"{type}\" not to be null.") : null;
        }

        if (path.Count >= depthMax)
        {
            return Fail(value, $"Expected at most {depthMax} levels.");
        }

        return type.Nullable switch
        {
            ListType list => CoerceList(value, list),
            InputType input => CoerceObject(value, input),
            ScalarType scalar => Result(value, scalar.CoerceValue(value)),
            EnumType @enum => Result(value, CoerceEnum(value, @enum)),
            _ => Fail(value, $"Expected an input type, found \"{type}\"."),
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
            return Fail(value, $"Expected type \"{type.Name}\" to be an object.");
        }

        var values = new object?[type.Fields.Count];
        for (var i = 0; i < values.Length; i++)
        {
            var field = type.Fields[i];
            values[i] = value.TryGetProperty(field.Name, out var entry) ? CoerceField(entry, field)
                : type.OneOf || !field.Type.IsNonNull || field.HasDefault ? InputObject.Omitted
                : Fail(value, $"Field \"{field.Name}\" of required type \"{field.Type}\" was not provided.");
        }

        RefuseUnknown(value, type);
        var made = InputRules.Complete(type, values);
        return made.Fault is null ? made.Value : Fail(value, made.Fault);
    }

    private object? CoerceField(JsonElement value, InputField field)
    {
        path.Add(field.Name);
        var coerced = Coerce(value, field.Type);
        if (InputRules.OutOfRange(field, coerced) is { } fault)
        {
            Fail(value, fault);
        }

        path.RemoveAt(path.Count - 1);
        return coerced;
    }

    private void RefuseUnknown(JsonElement value, InputType type)
    {
        foreach (var entry in value.EnumerateObject())
        {
            string name;
            try
            {
                name = entry.Name;
            }
            catch (InvalidOperationException)
            {
                name = "\uFFFD"; // A lone surrogate: no field is called that.
            }

            if (type.IndexOf(name) < 0)
            {
                Fail(value, $"Field \"{name}\" is not defined by type \"{type.Name}\"." +
                    Suggestions.DidYouMean(name, type.Fields.Select(field => field.Name)));
            }
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
            : Coerced.Failed($"Value \"{name}\" does not exist in \"{type.Name}\" enum.{LiteralCoercion.DidYouMeanValue(name, type)}");
    }

    private object? Result(JsonElement value, Coerced coerced) => coerced.Fault is null ? coerced.Value : Fail(value, coerced.Fault);

    private object? Fail(JsonElement value, string why)
    {
        var at = new StringBuilder();
        if (path.Count > 0)
        {
            at.Append(" at \"").Append(variable);
            foreach (var step in path)
            {
                _ = step is int index ? at.Append(CultureInfo.InvariantCulture, $"[{index}]") : at.Append('.').Append(step);
            }

            at.Append('"');
        }

        report($"Variable \"${variable}\" got invalid value {JsonText.Shown(value)}{at}; {why}");
        return null;
    }
}
