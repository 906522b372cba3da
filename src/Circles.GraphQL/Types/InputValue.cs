using System.Diagnostics.CodeAnalysis;

namespace Circles.GraphQL.Types;

/// <summary>An argument or an input field: a named place for a value from the caller (specification, "InputValueDefinition").</summary>
public abstract class InputValue
{
    private Boxed? coercedDefault;

    private protected InputValue(string name, GraphQLType type, string description, object? defaultValue, int? min, int? max, string? deprecated)
    {
        Name = name;
        Type = type;
        Description = description;
        Default = defaultValue;
        Min = min;
        Max = max;
        Deprecated = deprecated;
    }

    public string Name { get; }

    public GraphQLType Type { get; }

    public string Description { get; }

    /// <summary>
    /// The CLR value that stands in when the caller gives none: int, string, an enum member, a list, a string-keyed dictionary for an
    /// input object. <see cref="NullDefault"/> for a default that is null.
    /// </summary>
    public object? Default { get; init; }

    /// <summary>The least number taken; the schema's own rule, checked when the value is coerced.</summary>
    public int? Min { get; init; }

    /// <summary>The greatest number taken.</summary>
    public int? Max { get; init; }

    /// <summary>Why not to use it any more; null while it is current.</summary>
    public string? Deprecated { get; init; }

    /// <summary>Says "the default is null", which differs from having no default.</summary>
    public static object NullDefault { get; } = new();

    [MemberNotNullWhen(true, nameof(Default))]
    internal bool HasDefault => Default is not null;

    /// <summary>Specification, "Required Arguments": non-null and without a default.</summary>
    internal bool IsRequired => Type.IsNonNull && !HasDefault;

    /// <summary>The default as a resolver gets it.</summary>
    internal object? CoercedDefault => (coercedDefault ??= new Boxed(DefaultValues.Coerce(Type, Default))).Value;

    private sealed record Boxed(object? Value);
}

/// <summary>Specification, "Field Arguments".</summary>
public sealed class Argument(
    string name, GraphQLType type, string description, object? Default = null, int? Min = null, int? Max = null, string? Deprecated = null)
    : InputValue(name, type, description, Default, Min, Max, Deprecated)
{
    /// <summary>
    /// The value says how many items the field answers with at most: a number says it itself, a list by its length. Where several
    /// arguments do, the largest counts. What an operation costs is computed from it.
    /// </summary>
    public bool IsSize { get; init; }
}

/// <summary>Specification, "Input Objects".</summary>
public sealed class InputField(
    string name, GraphQLType type, string description, object? Default = null, int? Min = null, int? Max = null, string? Deprecated = null)
    : InputValue(name, type, description, Default, Min, Max, Deprecated);
