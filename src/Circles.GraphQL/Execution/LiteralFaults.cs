using System.Globalization;
using System.Text;
using Circles.GraphQL.Language;
using Circles.GraphQL.Types;
using Circles.GraphQL.Utilities;

namespace Circles.GraphQL.Execution;

/// <summary>
/// Says what is wrong with a value written in the document, every fault at its place (specification, "Values of Correct Type" and "Input
/// Coercion" of each kind of type). Recurses as deep as the parser did.
/// </summary>
/// <param name="variables">Null in validation, where no variable has a value yet and each counts as right.</param>
/// <param name="report">Told of each fault, with the node and the steps from the value that was given.</param>
internal sealed class LiteralFaults(VariableValues? variables, Action<string, Node, IReadOnlyList<object>> report)
{
    private readonly List<object> path = [];

    public void Find(ValueNode value, GraphQLType type)
    {
        switch (value)
        {
            case VariableNode variable:
                CheckVariable(variable, type);
                return;
            case NullValueNode:
                CheckNull(value, type);
                return;
        }

        switch (type.Nullable)
        {
            case ListType list:
                CheckList(value, list);
                break;
            case InputType input:
                CheckObject(value, input);
                break;
            case ScalarType scalar:
                ReportIf(scalar.CoerceLiteral(FilledLiteral.Of(value, variables)).Fault, value);
                break;
            case EnumType @enum:
                ReportIf(LiteralCoercion.CoerceEnum(value, @enum).Fault, value);
                break;
        }
    }

    /// <summary>Where a fault lies in the value that was given, as messages say it: empty, or " at .wish.names[0]".</summary>
    public static string Place(IReadOnlyList<object> path)
    {
        if (path.Count == 0)
        {
            return "";
        }

        var text = new StringBuilder(" at ");
        foreach (var step in path)
        {
            _ = step is int index ? text.Append(CultureInfo.InvariantCulture, $"[{index}]") : text.Append('.').Append(step);
        }

        return text.ToString();
    }

    public static string NotExactlyOne(InputType type) =>
        $"Within OneOf Input Object type \"{type.Name}\", exactly one field must be specified, and the value for that field must be non-null.";

    public static string Unknown(string name, InputType type, string shown)
    {
        var suggestion = Suggestions.DidYouMean(name, type.Fields.Select(field => field.Name));
        var found = suggestion.Length > 0 ? $".{suggestion} Found" : ", found";
        return $"Expected value of type \"{type.Name}\" not to include unknown field \"{name}\"{found}: {shown}.";
    }

    public static string Missing(InputField field, InputType type, string shown) =>
        $"Expected value of type \"{type.Name}\" to include required field \"{field.Name}\", found: {shown}.";

    private void CheckVariable(VariableNode variable, GraphQLType type)
    {
        if (variables is null || !type.IsNonNull)
        {
            return;
        }

        var value = variables[variable.Name.Value];
        if (ReferenceEquals(value, InputObject.Omitted))
        {
            Report($"Expected variable \"${variable.Name.Value}\" provided to type \"{type}\" to provide a runtime value.", variable);
        }
        else if (value is null)
        {
            Report($"Expected variable \"${variable.Name.Value}\" provided to non-null type \"{type}\" not to be null.", variable);
        }
    }

    private void CheckList(ValueNode value, ListType type)
    {
        if (value is not ListValueNode list)
        {
            Find(value, type.OfType); // One value counts as a list of it.
            return;
        }

        for (var i = 0; i < list.Values.Count; i++)
        {
            path.Add(i);
            Find(list.Values[i], type.OfType);
            path.RemoveAt(path.Count - 1);
        }
    }

    // What recurses keeps its frames small: the messages are put together elsewhere.
    private void CheckObject(ValueNode value, InputType type)
    {
        if (value is not ObjectValueNode made)
        {
            ReportShape(value, type);
            return;
        }

        var given = ByName(made);
        for (var i = 0; i < type.Fields.Count; i++)
        {
            if (given.TryGetValue(type.Fields[i].Name, out var entry))
            {
                CheckField(made, type, type.Fields[i], entry);
            }
            else
            {
                CheckAbsent(made, type, type.Fields[i]);
            }
        }

        CheckUnknown(made, type);
        if (type.OneOf)
        {
            CheckOneOf(made, type);
        }
    }

    private void CheckField(ObjectValueNode made, InputType type, InputField field, ValueNode value)
    {
        if (value is VariableNode variable && variables is not null && IsLeftOut(made, type, field, variable))
        {
            return;
        }

        path.Add(field.Name);
        Find(value, field.Type);
        if ((field.Min ?? field.Max) is not null)
        {
            CheckRange(field, value);
        }

        path.RemoveAt(path.Count - 1);
    }

    private static Dictionary<string, ValueNode> ByName(ObjectValueNode made)
    {
        var given = new Dictionary<string, ValueNode>(StringComparer.Ordinal);
        foreach (var field in made.Fields)
        {
            given[field.Name.Value] = field.Value;
        }

        return given;
    }

    private void CheckNull(ValueNode value, GraphQLType type)
    {
        if (type.IsNonNull)
        {
            Report($"Expected value of non-null type \"{type}\" not to be null.", value);
        }
    }

    private void ReportShape(ValueNode value, InputType type) =>
        Report($"Expected value of type \"{type.Name}\" to be an object, found: {Printer.Shown(value)}.", value);

    private void CheckAbsent(ObjectValueNode made, InputType type, InputField field)
    {
        if (field.IsRequired)
        {
            Report(Missing(field, type, Printer.Shown(made)), made);
        }
    }

    private void CheckUnknown(ObjectValueNode made, InputType type)
    {
        foreach (var field in made.Fields)
        {
            if (type.IndexOf(field.Name.Value) < 0)
            {
                Report(Unknown(field.Name.Value, type, Printer.Shown(made)), field);
            }
        }
    }

    // Ranges are the schema's own rule, and asked of an execution only.
    private void CheckRange(InputField field, ValueNode value)
    {
        if (variables is not null)
        {
            ReportIf(InputRules.OutOfRange(field, LiteralCoercion.Coerce(value, field.Type, variables).Value), value);
        }
    }

    private bool IsLeftOut(ObjectValueNode made, InputType type, InputField field, VariableNode variable)
    {
        var given = variables![variable.Name.Value];
        var omitted = ReferenceEquals(given, InputObject.Omitted);
        if (!type.OneOf)
        {
            return omitted && !field.IsRequired;
        }

        if (omitted || given is null)
        {
            Report(
                $"Expected variable \"${variable.Name.Value}\" provided to field \"{field.Name}\" for OneOf Input Object type " +
                    $"\"{type.Name}\" {(omitted ? "to provide a runtime value" : "not to be null")}.",
                made);
        }

        return false;
    }

    private void CheckOneOf(ObjectValueNode made, InputType type)
    {
        ObjectFieldNode? only = null;
        var known = 0;
        foreach (var field in made.Fields)
        {
            if (type.IndexOf(field.Name.Value) >= 0)
            {
                only = field;
                known++;
            }
        }

        if (known != 1)
        {
            Report(NotExactlyOne(type), made);
        }
        else if (only!.Value is NullValueNode)
        {
            path.Add(only.Name.Value);
            Report(NotExactlyOne(type), made);
            path.RemoveAt(path.Count - 1);
        }
    }

    private void ReportIf(string? fault, Node node)
    {
        if (fault is not null)
        {
            Report(fault, node);
        }
    }

    private void Report(string message, Node node) => report(message, node, path);
}
