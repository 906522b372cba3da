using Circles.GraphQL.Language;

namespace Circles.GraphQL.Validation.Rules;

/// <summary>Specification, "Input Object Field Uniqueness".</summary>
internal sealed class UniqueInputFieldNames(ValidationContext context) : ValidationRule(context)
{
    private readonly Stack<Dictionary<string, NameNode>> known = new();

    public override void EnterValue(ValueNode value)
    {
        if (value is ObjectValueNode)
        {
            known.Push(new(StringComparer.Ordinal));
        }
    }

    public override void LeaveValue(ValueNode value)
    {
        if (value is ObjectValueNode)
        {
            known.Pop();
        }
    }

    public override void EnterObjectField(ObjectFieldNode field)
    {
        var name = field.Name;
        if (!known.Peek().TryAdd(name.Value, name))
        {
            Context.Report($"There can be only one input field named \"{name.Value}\".", known.Peek()[name.Value], name);
        }
    }
}
