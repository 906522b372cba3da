using Circles.GraphQL.Language;

namespace Circles.GraphQL.Validation.Rules;

/// <summary>Specification, "All Variables Used".</summary>
internal sealed class NoUnusedVariables(ValidationContext context) : ValidationRule(context)
{
    public override void EnterOperation(OperationDefinitionNode operation)
    {
        var used = Context.UsagesOf(operation).Select(usage => usage.Node.Name.Value).ToHashSet(StringComparer.Ordinal);
        var by = operation.Name is null ? "" : $" in operation \"{operation.Name.Value}\"";
        foreach (var definition in operation.VariableDefinitions)
        {
            if (!used.Contains(definition.Variable.Name.Value))
            {
                Context.Report($"Variable \"${definition.Variable.Name.Value}\" is never used{by}.", definition);
            }
        }
    }
}
