using Circles.GraphQL.Language;

namespace Circles.GraphQL.Execution;

/// <summary>
/// A literal of a scalar with each variable inside it replaced by its value, so that a scalar sees values alone. In an object a variable
/// without a value leaves its field out; in a list it counts as null. Recurses as deep as the parser did.
/// </summary>
internal static class FilledLiteral
{
    /// <param name="value">No variable itself.</param>
    /// <param name="variables">Null in validation, where no variable has a value yet.</param>
    public static ValueNode Of(ValueNode value, VariableValues? variables) => value switch
    {
        ListValueNode list => new ListValueNode(
            [.. list.Values.Select(item => ValueOf(item, variables) ?? new NullValueNode(item.Span))], list.Span),
        ObjectValueNode made => new ObjectValueNode(
            [.. made.Fields.Select(field => Field(field, variables)).OfType<ObjectFieldNode>()], made.Span),
        _ => value,
    };

    private static ObjectFieldNode? Field(ObjectFieldNode field, VariableValues? variables) =>
        ValueOf(field.Value, variables) is { } value ? new ObjectFieldNode(field.Name, value, field.Span) : null;

    private static ValueNode? ValueOf(ValueNode value, VariableValues? variables) =>
        value is VariableNode variable ? variables?.LiteralOf(variable.Name.Value) : Of(value, variables);
}
