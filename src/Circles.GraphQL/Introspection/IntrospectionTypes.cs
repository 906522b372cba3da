using Circles.GraphQL.Types;

namespace Circles.GraphQL.Introspection;

/// <summary>The types that describe a schema to its callers (specification, "Schema Introspection").</summary>
internal static class IntrospectionTypes
{
    public static readonly ObjectType<Schema> Schema = new("__Schema", "A GraphQL Schema.", () => []);
}
