using Circles.GraphQL.Language;

namespace Circles.GraphQL.Validation;

/// <summary>Notes every use of a variable for the three rules that ask for it; no rule itself.</summary>
internal sealed class VariableUsages(ValidationContext context) : ValidationRule(context)
{
    private List<VariableUsage> current = [];

    public override void EnterOperation(OperationDefinitionNode operation) => Begin(operation);

    public override void EnterFragment(FragmentDefinitionNode fragment) => Begin(fragment);

    public override void EnterValue(ValueNode value)
    {
        if (value is VariableNode variable)
        {
            current.Add(new VariableUsage(variable, Types.Input, Types.HasDefault, Types.ParentInput));
        }
    }

    private void Begin(DefinitionNode definition) => Context.UsagesByDefinition[definition] = current = [];
}
