using Circles.GraphQL.Types;

namespace Circles.GraphQL.Introspection;

/// <summary>The fields that every schema has without saying so (specification, "Type Name Introspection" and "Schema Introspection").</summary>
internal static class MetaFields
{
    /// <summary>On every composite type. Never resolved: its value is part of the plan.</summary>
    public static readonly Field<object> TypeName =
        new("__typename", Scalars.Text.NonNull, "The name of the current Object type at runtime.", (_, _) => "");

    /// <summary>On the query root.</summary>
    public static readonly Field<object> Schema = new(
        "__schema", IntrospectionTypes.Schema.NonNull, "Access the current type schema of this server.", (_, context) => context.Schema);

    /// <summary>On the query root.</summary>
    public static readonly Field<object> Type = new(
        "__type", IntrospectionTypes.Type, "Request the type information of a single type.",
        (_, context) => context.Schema.TypeNamed(context.Text("name")))
    {
        Arguments = [new("name", Scalars.Text.NonNull, "The type's name.")],
    };

    public static Field? Find(Schema schema, NamedType parent, string name) => name switch
    {
        "__typename" when parent.IsComposite => TypeName,
        "__schema" when parent == schema.Query => Schema,
        "__type" when parent == schema.Query => Type,
        _ => null,
    };

    /// <summary>The field as messages name it: "Type.field" (specification, "Schema Coordinates"), a meta-field as the reference does.</summary>
    public static string Coordinate(NamedType parent, FieldDefinition field) =>
        field.Name.StartsWith("__", StringComparison.Ordinal) ? $"<meta>.{field.Name}" : $"{parent.Name}.{field.Name}";

    /// <summary>The definition of a field as a selection on <paramref name="parent"/> sees it, meta-fields included.</summary>
    public static FieldDefinition? Of(Schema schema, NamedType parent, string name) => parent switch
    {
        _ when name.StartsWith("__", StringComparison.Ordinal) => Find(schema, parent, name),
        ObjectType type => type.FieldNamed(name),
        InterfaceType face => face.FieldNamed(name),
        _ => null,
    };
}
