using System.Collections.Frozen;

namespace Circles.GraphQL.Types;

/// <summary>The locations as the language spells them, in the specification's order.</summary>
internal static class DirectiveLocationNames
{
    private static readonly (DirectiveLocations Location, string Name)[] All =
    [
        (DirectiveLocations.Query, "QUERY"),
        (DirectiveLocations.Mutation, "MUTATION"),
        (DirectiveLocations.Subscription, "SUBSCRIPTION"),
        (DirectiveLocations.Field, "FIELD"),
        (DirectiveLocations.FragmentDefinition, "FRAGMENT_DEFINITION"),
        (DirectiveLocations.FragmentSpread, "FRAGMENT_SPREAD"),
        (DirectiveLocations.InlineFragment, "INLINE_FRAGMENT"),
        (DirectiveLocations.VariableDefinition, "VARIABLE_DEFINITION"),
        (DirectiveLocations.Schema, "SCHEMA"),
        (DirectiveLocations.Scalar, "SCALAR"),
        (DirectiveLocations.Object, "OBJECT"),
        (DirectiveLocations.FieldDefinition, "FIELD_DEFINITION"),
        (DirectiveLocations.ArgumentDefinition, "ARGUMENT_DEFINITION"),
        (DirectiveLocations.Interface, "INTERFACE"),
        (DirectiveLocations.Union, "UNION"),
        (DirectiveLocations.Enum, "ENUM"),
        (DirectiveLocations.EnumValue, "ENUM_VALUE"),
        (DirectiveLocations.InputObject, "INPUT_OBJECT"),
        (DirectiveLocations.InputFieldDefinition, "INPUT_FIELD_DEFINITION"),
    ];

    private static readonly FrozenDictionary<string, DirectiveLocations> ByName =
        All.ToFrozenDictionary(entry => entry.Name, entry => entry.Location, StringComparer.Ordinal);

    public static IReadOnlyList<string> Names { get; } = [.. All.Select(entry => entry.Name)];

    public static bool TryParse(string name, out DirectiveLocations location) => ByName.TryGetValue(name, out location);

    public static IEnumerable<string> NamesOf(DirectiveLocations locations) =>
        All.Where(entry => locations.HasFlag(entry.Location)).Select(entry => entry.Name);
}
