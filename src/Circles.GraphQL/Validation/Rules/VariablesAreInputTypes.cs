using Circles.GraphQL.Language;
using Circles.GraphQL.Utilities;

namespace Circles.GraphQL.Validation.Rules;

/// <summary>Specification, "Variables Are Input Types".</summary>
internal sealed class VariablesAreInputTypes(ValidationContext context) : ValidationRule(context)
{
    public override void EnterVariableDefinition(VariableDefinitionNode definition)
    {
        if (TypeFromAst.Find(Context.Schema, definition.Type) is { IsInput: false })
        {
            Context.Report(
                $"Variable \"${definition.Variable.Name.Value}\" cannot be non-input type \"{Printer.Shown(definition.Type)}\".",
                definition.Type);
        }
    }
}
