namespace Circles.GraphQL.Types;

/// <summary>A type: named, or a list or non-null wrapper around another (specification, "Types").</summary>
public abstract class GraphQLType
{
    private NonNullType? nonNull;
    private ListType? list;

    public virtual string? Description => null;

    /// <summary>This type without null (specification, "Non-Null").</summary>
    public virtual GraphQLType NonNull => nonNull ??= new NonNullType(this);

    /// <summary>A list of this type (specification, "List").</summary>
    public GraphQLType List => list ??= new ListType(this);

    /// <summary>The type inside every wrapper.</summary>
    public abstract NamedType Named { get; }

    /// <summary>This type when it may be null: the same one, or what a non-null wrapper holds.</summary>
    internal virtual GraphQLType Nullable => this;

    internal bool IsNonNull => this is NonNullType;

    /// <summary>Specification, "Input and Output Types": IsInputType.</summary>
    internal bool IsInput => Named is ScalarType or EnumType or InputType;

    /// <summary>Specification, "Input and Output Types": IsOutputType.</summary>
    internal bool IsOutput => Named is not InputType;

    internal bool IsLeaf => Nullable is ScalarType or EnumType;

    /// <summary>Object, interface or union: what a selection set can be asked of.</summary>
    internal bool IsComposite => Nullable is ObjectType or InterfaceType or UnionType;
}

public abstract class NamedType(string name, string? description) : GraphQLType
{
    public string Name { get; } = name;

    public override string? Description { get; } = description;

    public IReadOnlyList<AppliedDirective> AppliedDirectives { get; init; } = [];

    public override NamedType Named => this;

    public override string ToString() => Name;
}

public sealed class ListType(GraphQLType ofType) : GraphQLType
{
    public GraphQLType OfType { get; } = ofType;

    public override NamedType Named { get; } = ofType.Named;

    public override string ToString() => $"[{OfType}]";
}

public sealed class NonNullType(GraphQLType ofType) : GraphQLType
{
    public GraphQLType OfType { get; } =
        ofType is NonNullType ? throw new ArgumentException("A non-null type cannot wrap another.", nameof(ofType)) : ofType;

    public override GraphQLType NonNull => this;

    public override NamedType Named { get; } = ofType.Named;

    internal override GraphQLType Nullable => OfType;

    public override string ToString() => $"{OfType}!";
}
