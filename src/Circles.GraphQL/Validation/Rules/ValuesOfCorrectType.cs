using Circles.GraphQL.Execution;
using Circles.GraphQL.Language;

namespace Circles.GraphQL.Validation.Rules;

/// <summary>
/// Specification, "Values of Correct Type", "Input Object Field Names", "Input Object Required Fields" and, of OneOf input objects, that
/// exactly one field is given. A whole value is looked at where it begins.
/// </summary>
internal sealed class ValuesOfCorrectType(ValidationContext context) : ValidationRule(context)
{
    private ValueNode? whole;

    public override void EnterValue(ValueNode value)
    {
        if (whole is not null || value is VariableNode)
        {
            return;
        }

        whole = value;
        if (Types.Input is { } type)
        {
            new LiteralFaults(null, (message, node, _) => Context.Report(message, node)).Find(value, type);
        }
    }

    public override void LeaveValue(ValueNode value) => whole = whole == value ? null : whole;
}
