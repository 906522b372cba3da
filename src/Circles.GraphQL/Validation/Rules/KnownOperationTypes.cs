using Circles.GraphQL.Language;

namespace Circles.GraphQL.Validation.Rules;

/// <summary>Specification, "Operation Type Existence".</summary>
internal sealed class KnownOperationTypes(ValidationContext context) : ValidationRule(context)
{
    public override void EnterOperation(OperationDefinitionNode operation)
    {
        if (Context.Schema.RootOf(operation.Kind) is null)
        {
            Context.Report($"The {operation.Kind.ToString().ToLowerInvariant()} operation is not supported by the schema.", operation);
        }
    }
}
