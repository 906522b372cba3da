namespace Circles.GraphQL.Language;

/// <summary>
/// A node of the syntax tree. Plain classes and no records: generated equality and ToString would recurse as deep as a caller likes.
/// </summary>
public abstract class Node(Span span)
{
    public Span Span { get; } = span;
}

/// <summary>Specification, "Names".</summary>
public sealed class NameNode(string value, Span span) : Node(span)
{
    public string Value { get; } = value;
}

/// <summary>Specification, "Document".</summary>
public sealed class DocumentNode(Source source, IReadOnlyList<DefinitionNode> definitions, Span span) : Node(span)
{
    public Source Source { get; } = source;

    public IReadOnlyList<DefinitionNode> Definitions { get; } = definitions;
}

public abstract class DefinitionNode(Span span) : Node(span);

/// <summary>The three kinds of operation (specification, "Operations").</summary>
public enum OperationKind
{
    Query,
    Mutation,
    Subscription,
}

/// <summary>Anything that holds a selection set at the root of a document (specification, "ExecutableDefinition").</summary>
public abstract class ExecutableDefinitionNode(Span span) : DefinitionNode(span)
{
    public StringValueNode? Description { get; init; }

    public required IReadOnlyList<DirectiveNode> Directives { get; init; }

    public required SelectionSetNode SelectionSet { get; init; }
}

/// <summary>Specification, "Operations".</summary>
public sealed class OperationDefinitionNode(OperationKind kind, NameNode? name, Span span) : ExecutableDefinitionNode(span)
{
    public OperationKind Kind { get; } = kind;

    public NameNode? Name { get; } = name;

    public IReadOnlyList<VariableDefinitionNode> VariableDefinitions { get; init; } = [];
}

/// <summary>Specification, "Fragments".</summary>
public sealed class FragmentDefinitionNode(NameNode name, NamedTypeNode typeCondition, Span span) : ExecutableDefinitionNode(span)
{
    public NameNode Name { get; } = name;

    public NamedTypeNode TypeCondition { get; } = typeCondition;
}

/// <summary>Specification, "Variables".</summary>
public sealed class VariableDefinitionNode(VariableNode variable, TypeNode type, ValueNode? defaultValue, Span span) : Node(span)
{
    public StringValueNode? Description { get; init; }

    public VariableNode Variable { get; } = variable;

    public TypeNode Type { get; } = type;

    public ValueNode? DefaultValue { get; } = defaultValue;

    public IReadOnlyList<DirectiveNode> Directives { get; init; } = [];
}

/// <summary>Specification, "Selection Sets".</summary>
public sealed class SelectionSetNode(IReadOnlyList<SelectionNode> selections, Span span) : Node(span)
{
    public IReadOnlyList<SelectionNode> Selections { get; } = selections;
}

public abstract class SelectionNode(IReadOnlyList<DirectiveNode> directives, Span span) : Node(span)
{
    public IReadOnlyList<DirectiveNode> Directives { get; } = directives;
}

/// <summary>Specification, "Fields".</summary>
public sealed class FieldNode(
    NameNode? alias, NameNode name, IReadOnlyList<ArgumentNode> arguments, IReadOnlyList<DirectiveNode> directives,
    SelectionSetNode? selectionSet, Span span) : SelectionNode(directives, span)
{
    public NameNode? Alias { get; } = alias;

    public NameNode Name { get; } = name;

    public IReadOnlyList<ArgumentNode> Arguments { get; } = arguments;

    public SelectionSetNode? SelectionSet { get; } = selectionSet;

    /// <summary>The key under which the field's value stands in the response: its alias, or else its name.</summary>
    public string ResponseKey => (Alias ?? Name).Value;
}

/// <summary>Specification, "Fragments": <c>...Name</c>.</summary>
public sealed class FragmentSpreadNode(NameNode name, IReadOnlyList<DirectiveNode> directives, Span span) : SelectionNode(directives, span)
{
    public NameNode Name { get; } = name;
}

/// <summary>Specification, "Inline Fragments".</summary>
public sealed class InlineFragmentNode(
    NamedTypeNode? typeCondition, IReadOnlyList<DirectiveNode> directives, SelectionSetNode selectionSet, Span span)
    : SelectionNode(directives, span)
{
    public NamedTypeNode? TypeCondition { get; } = typeCondition;

    public SelectionSetNode SelectionSet { get; } = selectionSet;
}

/// <summary>Specification, "Arguments".</summary>
public sealed class ArgumentNode(NameNode name, ValueNode value, Span span) : Node(span)
{
    public NameNode Name { get; } = name;

    public ValueNode Value { get; } = value;
}

/// <summary>Specification, "Directives".</summary>
public sealed class DirectiveNode(NameNode name, IReadOnlyList<ArgumentNode> arguments, Span span) : Node(span)
{
    public NameNode Name { get; } = name;

    public IReadOnlyList<ArgumentNode> Arguments { get; } = arguments;
}

/// <summary>Specification, "Type References".</summary>
public abstract class TypeNode(Span span) : Node(span);

public sealed class NamedTypeNode(NameNode name, Span span) : TypeNode(span)
{
    public NameNode Name { get; } = name;
}

public sealed class ListTypeNode(TypeNode ofType, Span span) : TypeNode(span)
{
    public TypeNode OfType { get; } = ofType;
}

public sealed class NonNullTypeNode(TypeNode ofType, Span span) : TypeNode(span)
{
    public TypeNode OfType { get; } = ofType;
}
