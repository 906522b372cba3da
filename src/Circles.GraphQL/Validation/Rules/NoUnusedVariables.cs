using Circles.GraphQL.Language;
using Circles.GraphQL.Utilities;

namespace Circles.GraphQL.Validation.Rules;

/// <summary>Specification, "All Variables Used".</summary>
internal sealed class NoUnusedVariables(ValidationContext context) : ValidationRule(context)
{
    public override void EnterOperation(OperationDefinitionNode operation)
    {
        var used = new NamePlaces();
        foreach (var usage in Context.UsagesOf(operation))
        {
            used.TryAdd(usage.Node.Name.Value, out _);
        }

        var by = operation.Name is null ? "" : $" in operation \"{operation.Name.Value}\"";
        foreach (var definition in operation.VariableDefinitions)
        {
            if (used.Of(definition.Variable.Name.Value) < 0)
            {
                Context.Report($"Variable \"${definition.Variable.Name.Value}\" is never used{by}.", definition);
            }
        }
    }
}
