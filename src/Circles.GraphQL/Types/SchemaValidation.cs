namespace Circles.GraphQL.Types;

/// <summary>The rules a schema must keep (specification, "Type Validation" of each kind of type).</summary>
internal static class SchemaValidation
{
    public static void Check(Schema schema, List<string> faults)
    {
    }
}
