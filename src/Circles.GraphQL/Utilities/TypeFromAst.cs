using Circles.GraphQL.Language;
using Circles.GraphQL.Types;

namespace Circles.GraphQL.Utilities;

/// <summary>Finds the type that a type reference names.</summary>
internal static class TypeFromAst
{
    /// <summary>Null when the schema knows no such type. Recursion is as deep as the parser allowed.</summary>
    public static GraphQLType? Find(Schema schema, TypeNode node) => node switch
    {
        ListTypeNode list => Find(schema, list.OfType)?.List,
        NonNullTypeNode nonNull => Find(schema, nonNull.OfType)?.NonNull,
        NamedTypeNode named => schema.TypeNamed(named.Name.Value),
        _ => null,
    };
}
