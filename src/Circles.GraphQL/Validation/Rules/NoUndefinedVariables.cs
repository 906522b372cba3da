using Circles.GraphQL.Language;

namespace Circles.GraphQL.Validation.Rules;

/// <summary>Specification, "All Variable Uses Defined".</summary>
internal sealed class NoUndefinedVariables(ValidationContext context) : ValidationRule(context)
{
    public override void EnterOperation(OperationDefinitionNode operation)
    {
        var defined = operation.VariableDefinitions.Select(definition => definition.Variable.Name.Value).ToHashSet(StringComparer.Ordinal);
        var by = operation.Name is null ? "" : $" by operation \"{operation.Name.Value}\"";
        foreach (var usage in Context.UsagesOf(operation))
        {
            if (!defined.Contains(usage.Node.Name.Value))
            {
                Context.Report($"Variable \"${usage.Node.Name.Value}\" is not defined{by}.", usage.Node, operation);
            }
        }
    }
}
