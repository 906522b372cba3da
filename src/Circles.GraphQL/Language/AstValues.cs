namespace Circles.GraphQL.Language;

/// <summary>Specification, "Input Values".</summary>
public abstract class ValueNode(Span span) : Node(span);

public sealed class VariableNode(NameNode name, Span span) : ValueNode(span)
{
    public NameNode Name { get; } = name;
}

/// <summary>The digits as written: a value may exceed every CLR integer, and only the type it meets can judge that.</summary>
public sealed class IntValueNode(string value, Span span) : ValueNode(span)
{
    public string Value { get; } = value;
}

public sealed class FloatValueNode(string value, Span span) : ValueNode(span)
{
    public string Value { get; } = value;
}

public sealed class StringValueNode(string value, bool block, Span span) : ValueNode(span)
{
    public string Value { get; } = value;

    /// <summary>Written between triple quotes (specification, "Block Strings").</summary>
    public bool Block { get; } = block;
}

public sealed class BooleanValueNode(bool value, Span span) : ValueNode(span)
{
    public bool Value { get; } = value;
}

public sealed class NullValueNode(Span span) : ValueNode(span);

public sealed class EnumValueNode(string value, Span span) : ValueNode(span)
{
    public string Value { get; } = value;
}

public sealed class ListValueNode(IReadOnlyList<ValueNode> values, Span span) : ValueNode(span)
{
    public IReadOnlyList<ValueNode> Values { get; } = values;
}

public sealed class ObjectValueNode(IReadOnlyList<ObjectFieldNode> fields, Span span) : ValueNode(span)
{
    public IReadOnlyList<ObjectFieldNode> Fields { get; } = fields;
}

public sealed class ObjectFieldNode(NameNode name, ValueNode value, Span span) : Node(span)
{
    public NameNode Name { get; } = name;

    public ValueNode Value { get; } = value;
}
