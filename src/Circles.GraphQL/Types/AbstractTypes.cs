namespace Circles.GraphQL.Types;

/// <summary>A field that implementing objects resolve (specification, "Interfaces").</summary>
public sealed class InterfaceField(string name, GraphQLType type, string description) : FieldDefinition(name, type, description);

/// <summary>Fields that several object types share (specification, "Interfaces").</summary>
public sealed class InterfaceType(string name, string description, Func<IReadOnlyList<InterfaceField>> fields) : NamedType(name, description)
{
    private IReadOnlyList<InterfaceField>? made;
    private IReadOnlyList<InterfaceType>? interfaces;

    public IReadOnlyList<InterfaceField> Fields => made ??= fields();

    /// <summary>The interfaces this one implements (specification, "Interfaces Implementing Interfaces").</summary>
    public IReadOnlyList<InterfaceType> Interfaces
    {
        get => interfaces ??= InterfacesFrom?.Invoke() ?? [];
        init => interfaces = value;
    }

    /// <inheritdoc cref="ObjectType.InterfacesFrom"/>
    public Func<IReadOnlyList<InterfaceType>>? InterfacesFrom { get; init; }

    /// <summary>Names the object type of a value where the CLR type alone does not tell; null leaves it to the CLR type.</summary>
    public Func<object, string?>? ResolveType { get; init; }

    internal InterfaceField? FieldNamed(string field)
    {
        foreach (var candidate in Fields)
        {
            if (string.Equals(candidate.Name, field, StringComparison.Ordinal))
            {
                return candidate;
            }
        }

        return null;
    }
}

/// <summary>One of several object types that need share nothing (specification, "Unions").</summary>
public sealed class UnionType(string name, string description, Func<IReadOnlyList<ObjectType>> types) : NamedType(name, description)
{
    private IReadOnlyList<ObjectType>? made;

    public IReadOnlyList<ObjectType> Types => made ??= types();

    /// <inheritdoc cref="InterfaceType.ResolveType"/>
    public Func<object, string?>? ResolveType { get; init; }
}
