namespace Circles.GraphQL.Types;

/// <summary>Where a directive may stand (specification, "DirectiveLocations").</summary>
[Flags]
public enum DirectiveLocations
{
    None = 0,
    Query = 1 << 0,
    Mutation = 1 << 1,
    Subscription = 1 << 2,
    Field = 1 << 3,
    FragmentDefinition = 1 << 4,
    FragmentSpread = 1 << 5,
    InlineFragment = 1 << 6,
    VariableDefinition = 1 << 7,
    Schema = 1 << 8,
    Scalar = 1 << 9,
    Object = 1 << 10,
    FieldDefinition = 1 << 11,
    ArgumentDefinition = 1 << 12,
    Interface = 1 << 13,
    Union = 1 << 14,
    Enum = 1 << 15,
    EnumValue = 1 << 16,
    InputObject = 1 << 17,
    InputFieldDefinition = 1 << 18,
}

/// <summary>A directive's definition (specification, "Type System Directives").</summary>
public sealed class Directive(string name, string description, DirectiveLocations locations)
{
    public string Name { get; } = name;

    public string Description { get; } = description;

    public DirectiveLocations Locations { get; } = locations;

    public IReadOnlyList<Argument> Arguments { get; init; } = [];

    /// <summary>May stand more than once in one place.</summary>
    public bool Repeatable { get; init; }

    /// <summary>Specification, "@skip".</summary>
    public static Directive Skip { get; } = new(
        "skip", "Directs the executor to skip this field or fragment when the `if` argument is true.",
        DirectiveLocations.Field | DirectiveLocations.FragmentSpread | DirectiveLocations.InlineFragment)
    {
        Arguments = [new("if", Scalars.Boolean.NonNull, "Skipped when true.")],
    };

    /// <summary>Specification, "@include".</summary>
    public static Directive Include { get; } = new(
        "include", "Directs the executor to include this field or fragment only when the `if` argument is true.",
        DirectiveLocations.Field | DirectiveLocations.FragmentSpread | DirectiveLocations.InlineFragment)
    {
        Arguments = [new("if", Scalars.Boolean.NonNull, "Included when true.")],
    };

    /// <summary>Specification, "@deprecated".</summary>
    public static Directive Deprecated { get; } = new(
        "deprecated", "Marks an element of a GraphQL schema as no longer supported.",
        DirectiveLocations.FieldDefinition | DirectiveLocations.ArgumentDefinition | DirectiveLocations.InputFieldDefinition |
        DirectiveLocations.EnumValue)
    {
        Arguments =
        [
            new(
                "reason", Scalars.Text.NonNull,
                "Explains why this element was deprecated, usually also including a suggestion for how to access supported similar " +
                "data. Formatted using the Markdown syntax, as specified by [CommonMark](https://commonmark.org/).",
                Default: DefaultReason),
        ],
    };

    /// <summary>Specification, "@specifiedBy".</summary>
    public static Directive SpecifiedBy { get; } = new(
        "specifiedBy", "Exposes a URL that specifies the behavior of this scalar.", DirectiveLocations.Scalar)
    {
        Arguments = [new("url", Scalars.Text.NonNull, "The URL that specifies the behavior of this scalar.")],
    };

    /// <summary>Specification, "@oneOf".</summary>
    public static Directive OneOf { get; } = new(
        "oneOf", "Indicates exactly one field must be supplied and this field must not be `null`.", DirectiveLocations.InputObject);

    internal const string DefaultReason = "No longer supported";

    internal static IReadOnlyList<Directive> BuiltIn { get; } = [Include, Skip, Deprecated, SpecifiedBy, OneOf];

    internal Argument? ArgumentNamed(string argument) =>
        Arguments.FirstOrDefault(candidate => string.Equals(candidate.Name, argument, StringComparison.Ordinal));
}
