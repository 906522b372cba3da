using Circles.GraphQL.Language;
using Circles.GraphQL.Utilities;

namespace Circles.GraphQL.Validation.Rules;

/// <summary>Specification, "All Variable Uses Defined".</summary>
internal sealed class NoUndefinedVariables(ValidationContext context) : ValidationRule(context)
{
    public override void EnterOperation(OperationDefinitionNode operation)
    {
        var defined = new NamePlaces();
        foreach (var definition in operation.VariableDefinitions)
        {
            defined.TryAdd(definition.Variable.Name.Value, out _);
        }

        var by = operation.Name is null ? "" : $" by operation \"{operation.Name.Value}\"";
        foreach (var usage in Context.UsagesOf(operation))
        {
            if (defined.Of(usage.Node.Name.Value) < 0)
            {
                Context.Report($"Variable \"${usage.Node.Name.Value}\" is not defined{by}.", usage.Node, operation);
            }
        }
    }
}
