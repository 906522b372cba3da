using Circles.GraphQL.Execution;
using Circles.GraphQL.Language;
using Circles.GraphQL.Types;
using Circles.GraphQL.Utilities;

namespace Circles.GraphQL.Introspection;

/// <summary>The types that describe a schema to its callers (specification, "Schema Introspection Schema").</summary>
internal static class IntrospectionTypes
{
    private const string IncludeDeprecated = "includeDeprecated";

    private static readonly Argument[] WithDeprecated =
        [new(IncludeDeprecated, Scalars.Boolean, "Whether what is deprecated is told too.", Default: false)];

    public static readonly EnumType<TypeKind> Kind = EnumType<TypeKind>.From(
        "__TypeKind", "An enum describing what kind of type a given `__Type` is.",
        (TypeKind.Scalar, "Indicates this type is a scalar."),
        (TypeKind.Object, "Indicates this type is an object. `fields` and `interfaces` are valid fields."),
        (TypeKind.Interface, "Indicates this type is an interface. `fields`, `interfaces`, and `possibleTypes` are valid fields."),
        (TypeKind.Union, "Indicates this type is a union. `possibleTypes` is a valid field."),
        (TypeKind.Enum, "Indicates this type is an enum. `enumValues` is a valid field."),
        (TypeKind.InputObject, "Indicates this type is an input object. `inputFields` is a valid field."),
        (TypeKind.List, "Indicates this type is a list. `ofType` is a valid field."),
        (TypeKind.NonNull, "Indicates this type is a non-null. `ofType` is a valid field."));

    public static readonly EnumType<DirectiveLocations> Location = new(
        "__DirectiveLocation",
        "A Directive can be adjacent to many parts of the GraphQL language, a __DirectiveLocation describes one such possible adjacencies.",
        [
            .. Enum.GetValues<DirectiveLocations>().Where(location => location != DirectiveLocations.None).Select(location =>
            {
                var name = DirectiveLocationNames.NamesOf(location).Single();
                return new EnumValue<DirectiveLocations>(
                    location, name, $"Location adjacent to {name.ToLowerInvariant().Replace('_', ' ')}.");
            }),
        ]);

    public static readonly ObjectType<EnumValue> EnumValueType = new(
        "__EnumValue",
        "One possible value for a given Enum. Enum values are unique values, not a placeholder for a string or numeric value.", () =>
        [
            new("name", Scalars.Text.NonNull, "The value's name.", (value, _) => value.Name),
            new("description", Scalars.Text, "What the value means.", (value, _) => value.Description),
            new("isDeprecated", Scalars.Boolean.NonNull, "Whether to stop using it.", (value, _) => value.Deprecated is not null),
            new("deprecationReason", Scalars.Text, "Why to stop using it.", (value, _) => value.Deprecated),
        ]);

    public static readonly ObjectType<InputValue> InputValueType = new(
        "__InputValue",
        "Arguments provided to Fields or Directives and the input fields of an InputObject are represented as Input Values which " +
        "describe their type and optionally a default value.", () =>
        [
            new("name", Scalars.Text.NonNull, "The argument's or field's name.", (value, _) => value.Name),
            new("description", Scalars.Text, "What the value means.", (value, _) => value.Description),
            new("type", Type!.NonNull, "What it takes.", (value, _) => value.Type),
            new(
                "defaultValue", Scalars.Text,
                "A GraphQL-formatted string representing the default value for this input value.",
                (value, _) => value.HasDefault ? Printer.Print(AstFromValue.Of(value.Default, value.Type)) : null),
            new("isDeprecated", Scalars.Boolean.NonNull, "Whether to stop using it.", (value, _) => value.Deprecated is not null),
            new("deprecationReason", Scalars.Text, "Why to stop using it.", (value, _) => value.Deprecated),
        ]);

    public static readonly ObjectType<FieldDefinition> FieldType = new(
        "__Field",
        "Object and Interface types are described by a list of Fields, each of which has a name, potentially a list of arguments, and " +
        "a return type.", () =>
        [
            new("name", Scalars.Text.NonNull, "The field's name.", (field, _) => field.Name),
            new("description", Scalars.Text, "What the field means.", (field, _) => field.Description),
            new(
                "args", InputValueType.NonNull.List.NonNull, "What it takes.",
                (field, context) => Current(field.Arguments, context)) { Arguments = WithDeprecated },
            new("type", Type!.NonNull, "What it gives.", (field, _) => field.Type),
            new("isDeprecated", Scalars.Boolean.NonNull, "Whether to stop using it.", (field, _) => field.Deprecated is not null),
            new("deprecationReason", Scalars.Text, "Why to stop using it.", (field, _) => field.Deprecated),
        ]);

    public static readonly ObjectType<Directive> DirectiveType = new(
        "__Directive",
        "A Directive provides a way to describe alternate runtime execution and type validation behavior in a GraphQL document.\n\n" +
        "In some cases, you need to provide options to alter GraphQL's execution behavior in ways field arguments will not suffice, " +
        "such as conditionally including or skipping a field. Directives provide this by describing additional information to the " +
        "executor.", () =>
        [
            new("name", Scalars.Text.NonNull, "The directive's name.", (directive, _) => directive.Name),
            new("description", Scalars.Text, "What the directive means.", (directive, _) => directive.Description),
            new("isRepeatable", Scalars.Boolean.NonNull, "Whether it may stand twice in one place.", (directive, _) => directive.Repeatable),
            new(
                "locations", Location.NonNull.List.NonNull, "Where it may stand.",
                (directive, _) => Location.Values.Where(value => directive.Locations.HasFlag((DirectiveLocations)value.Clr))
                    .Select(value => value.Clr)),
            new(
                "args", InputValueType.NonNull.List.NonNull, "What it takes.",
                (directive, context) => Current(directive.Arguments, context)) { Arguments = WithDeprecated },
        ]);

    public static readonly ObjectType<GraphQLType> Type = new(
        "__Type",
        "The fundamental unit of any GraphQL Schema is the type. There are many kinds of types in GraphQL as represented by the " +
        "`__TypeKind` enum.\n\nDepending on the kind of a type, certain fields describe information about that type. Scalar types " +
        "provide no information beyond a name, description and optional `specifiedByURL`, while Enum types provide their values. " +
        "Object and Interface types provide the fields they describe. Abstract types, Union and Interface, provide the Object types " +
        "possible at runtime. List and NonNull types compose other types.", () =>
        [
            new("kind", Kind.NonNull, "Which kind of type.", (type, _) => (object?)KindOf(type)),
            new("name", Scalars.Text, "The name; wrappers have none.", (type, _) => (type as NamedType)?.Name),
            new("description", Scalars.Text, "What the type means.", (type, _) => type.Description),
            new("specifiedByURL", Scalars.Text, "What specifies a scalar.", (type, _) => (type as ScalarType)?.SpecifiedBy),
            new(
                "fields", FieldType.NonNull.List, "Of objects and interfaces.",
                (type, context) => type is ObjectType or InterfaceType
                    ? Types.Schema.FieldsOf((NamedType)type).Where(field => context.Flag(IncludeDeprecated) || field.Deprecated is null)
                    : (object?)null) { Arguments = WithDeprecated },
            new(
                "interfaces", Type!.NonNull.List, "Of objects and interfaces.",
                (type, _) => type is ObjectType or InterfaceType ? Types.Schema.InterfacesOf((NamedType)type) : (object?)null),
            new(
                "possibleTypes", Type!.NonNull.List, "Of interfaces and unions.",
                (type, context) => type is InterfaceType or UnionType ? context.Schema.PossibleTypes((NamedType)type) : (object?)null),
            new(
                "enumValues", EnumValueType.NonNull.List, "Of enums.",
                (type, context) => (type as EnumType)?.Values
                    .Where(value => context.Flag(IncludeDeprecated) || value.Deprecated is null)) { Arguments = WithDeprecated },
            new(
                "inputFields", InputValueType.NonNull.List, "Of input objects.",
                (type, context) => type is InputType input ? Current(input.Fields, context) : (object?)null) { Arguments = WithDeprecated },
            new("ofType", Type!, "What a wrapper holds.", (type, _) => (object?)OfType(type)),
            new("isOneOf", Scalars.Boolean, "Of input objects.", (type, _) => type is InputType input ? input.OneOf : (object?)null),
        ]);

    public static readonly ObjectType<Schema> Schema = new(
        "__Schema",
        "A GraphQL Schema defines the capabilities of a GraphQL server. It exposes all available types and directives on the server, " +
        "as well as the entry points for query, mutation, and subscription operations.", () =>
        [
            new("description", Scalars.Text, "What the service is.", (schema, _) => schema.Description),
            new(
                "types", Type.NonNull.List.NonNull, "A list of all types supported by this server.",
                (schema, _) => schema.Types.OrderBy(type => type.Name, StringComparer.Ordinal)),
            new("queryType", Type.NonNull, "The type that query operations will be rooted at.", (schema, _) => (object?)schema.Query),
            new("mutationType", Type, "The type that mutation operations will be rooted at, if there is one.",
                (schema, _) => (object?)schema.Mutation),
            new("subscriptionType", Type, "The type that subscription operations will be rooted at, if there is one.",
                (schema, _) => (object?)schema.Subscription),
            new(
                "directives", DirectiveType.NonNull.List.NonNull, "A list of all directives supported by this server.",
                (schema, _) => schema.Directives),
        ]);

    private static TypeKind KindOf(GraphQLType type) => type switch
    {
        ScalarType => TypeKind.Scalar,
        ObjectType => TypeKind.Object,
        InterfaceType => TypeKind.Interface,
        UnionType => TypeKind.Union,
        EnumType => TypeKind.Enum,
        InputType => TypeKind.InputObject,
        ListType => TypeKind.List,
        _ => TypeKind.NonNull,
    };

    private static GraphQLType? OfType(GraphQLType type) => type switch
    {
        ListType list => list.OfType,
        NonNullType nonNull => nonNull.OfType,
        _ => null,
    };

    private static IEnumerable<InputValue> Current(IEnumerable<InputValue> values, FieldContext context) =>
        context.Flag(IncludeDeprecated) ? values : values.Where(value => value.Deprecated is null);
}

/// <summary>Specification, "__TypeKind".</summary>
internal enum TypeKind
{
    Scalar,
    Object,
    Interface,
    Union,
    Enum,
    InputObject,
    List,
    NonNull,
}
