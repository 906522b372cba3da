namespace Circles.GraphQL.Language;

/// <summary>
/// A definition or extension of the type system (specification, "Type System"). An extension is the same node with
/// <see cref="IsExtension"/> set: it may say the same things and lacks only the description.
/// </summary>
public abstract class TypeSystemDefinitionNode(Span span) : DefinitionNode(span)
{
    public StringValueNode? Description { get; init; }

    public bool IsExtension { get; init; }

    public IReadOnlyList<DirectiveNode> Directives { get; init; } = [];
}

/// <summary>Specification, "Schema" and "Schema Extension".</summary>
public sealed class SchemaDefinitionNode(IReadOnlyList<OperationTypeDefinitionNode> operationTypes, Span span)
    : TypeSystemDefinitionNode(span)
{
    public IReadOnlyList<OperationTypeDefinitionNode> OperationTypes { get; } = operationTypes;
}

public sealed class OperationTypeDefinitionNode(OperationKind operation, NamedTypeNode type, Span span) : Node(span)
{
    public OperationKind Operation { get; } = operation;

    public NamedTypeNode Type { get; } = type;
}

public abstract class TypeDefinitionNode(NameNode name, Span span) : TypeSystemDefinitionNode(span)
{
    public NameNode Name { get; } = name;
}

/// <summary>Specification, "Scalars".</summary>
public sealed class ScalarTypeDefinitionNode(NameNode name, Span span) : TypeDefinitionNode(name, span);

/// <summary>Specification, "Objects".</summary>
public sealed class ObjectTypeDefinitionNode(NameNode name, Span span) : TypeDefinitionNode(name, span)
{
    public IReadOnlyList<NamedTypeNode> Interfaces { get; init; } = [];

    public IReadOnlyList<FieldDefinitionNode> Fields { get; init; } = [];
}

/// <summary>Specification, "Interfaces".</summary>
public sealed class InterfaceTypeDefinitionNode(NameNode name, Span span) : TypeDefinitionNode(name, span)
{
    public IReadOnlyList<NamedTypeNode> Interfaces { get; init; } = [];

    public IReadOnlyList<FieldDefinitionNode> Fields { get; init; } = [];
}

/// <summary>Specification, "Unions".</summary>
public sealed class UnionTypeDefinitionNode(NameNode name, Span span) : TypeDefinitionNode(name, span)
{
    public IReadOnlyList<NamedTypeNode> Types { get; init; } = [];
}

/// <summary>Specification, "Enums".</summary>
public sealed class EnumTypeDefinitionNode(NameNode name, Span span) : TypeDefinitionNode(name, span)
{
    public IReadOnlyList<EnumValueDefinitionNode> Values { get; init; } = [];
}

/// <summary>Specification, "Input Objects".</summary>
public sealed class InputObjectTypeDefinitionNode(NameNode name, Span span) : TypeDefinitionNode(name, span)
{
    public IReadOnlyList<InputValueDefinitionNode> Fields { get; init; } = [];
}

/// <summary>Specification, "Type System Directives": <c>directive @name(...) repeatable on ...</c>.</summary>
public sealed class DirectiveDefinitionNode(NameNode name, Span span) : TypeSystemDefinitionNode(span)
{
    public NameNode Name { get; } = name;

    public IReadOnlyList<InputValueDefinitionNode> Arguments { get; init; } = [];

    public bool Repeatable { get; init; }

    public IReadOnlyList<NameNode> Locations { get; init; } = [];
}

public sealed class FieldDefinitionNode(NameNode name, TypeNode type, Span span) : Node(span)
{
    public StringValueNode? Description { get; init; }

    public NameNode Name { get; } = name;

    public IReadOnlyList<InputValueDefinitionNode> Arguments { get; init; } = [];

    public TypeNode Type { get; } = type;

    public IReadOnlyList<DirectiveNode> Directives { get; init; } = [];
}

public sealed class InputValueDefinitionNode(NameNode name, TypeNode type, ValueNode? defaultValue, Span span) : Node(span)
{
    public StringValueNode? Description { get; init; }

    public NameNode Name { get; } = name;

    public TypeNode Type { get; } = type;

    public ValueNode? DefaultValue { get; } = defaultValue;

    public IReadOnlyList<DirectiveNode> Directives { get; init; } = [];
}

public sealed class EnumValueDefinitionNode(NameNode name, Span span) : Node(span)
{
    public StringValueNode? Description { get; init; }

    public NameNode Name { get; } = name;

    public IReadOnlyList<DirectiveNode> Directives { get; init; } = [];
}
