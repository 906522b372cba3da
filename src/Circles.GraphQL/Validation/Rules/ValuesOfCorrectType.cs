using Circles.GraphQL.Execution;
using Circles.GraphQL.Language;
using Circles.GraphQL.Types;
using Circles.GraphQL.Utilities;

namespace Circles.GraphQL.Validation.Rules;

/// <summary>Specification, "Values of Correct Type", "Input Object Field Names" and "Input Object Required Fields".</summary>
internal sealed class ValuesOfCorrectType(ValidationContext context) : ValidationRule(context)
{
    // What stands inside a value of the wrong shape has no type to be held against.
    private ValueNode? skipped;

    public override void EnterValue(ValueNode value)
    {
        if (skipped is not null)
        {
            return;
        }

        switch (value)
        {
            case VariableNode:
                break;
            case NullValueNode:
                if (Types.Input is NonNullType type)
                {
                    Context.Report($"Expected value of type \"{type}\", found null.", value);
                }

                break;
            case ListValueNode when Types.Input?.Nullable is ListType:
                break;
            case ListValueNode:
                skipped = value;
                CheckLeaf(value, Types.Input?.Nullable);
                break;
            case ObjectValueNode made when Types.Input?.Named is InputType input:
                CheckObject(made, input);
                break;
            case ObjectValueNode:
                skipped = value;
                CheckLeaf(value, Types.Input);
                break;
            default:
                CheckLeaf(value, Types.Input);
                break;
        }
    }

    public override void LeaveValue(ValueNode value) => skipped = skipped == value ? null : skipped;

    public override void EnterObjectField(ObjectFieldNode field)
    {
        if (skipped is null && Types.Input is null && Types.ParentInput?.Named is InputType parent)
        {
            var name = field.Name.Value;
            Context.Report(
                $"Field \"{name}\" is not defined by type \"{parent.Name}\"." +
                    Suggestions.DidYouMean(name, parent.Fields.Select(known => known.Name)),
                field);
        }
    }

    private void CheckLeaf(ValueNode value, GraphQLType? wanted)
    {
        if (wanted is null)
        {
            return;
        }

        // The place's whole type is told, but one value counts as a list of it: the innermost type judges.
        var fault = wanted.Named switch
        {
            ScalarType scalar => scalar.CoerceLiteral(value).Fault,
            EnumType type => LiteralCoercion.CoerceEnum(value, type).Fault,
            _ => $"Expected value of type \"{wanted}\", found {Printer.Shown(value)}.",
        };
        if (fault is not null)
        {
            Context.Report(fault, value);
        }
    }

    private void CheckObject(ObjectValueNode value, InputType type)
    {
        var given = new Dictionary<string, ValueNode>(StringComparer.Ordinal);
        foreach (var field in value.Fields)
        {
            given[field.Name.Value] = field.Value;
        }

        foreach (var field in type.Fields)
        {
            if (field.IsRequired && !given.ContainsKey(field.Name))
            {
                Context.Report($"Field \"{type.Name}.{field.Name}\" of required type \"{field.Type}\" was not provided.", value);
            }
        }

        if (!type.OneOf)
        {
            return;
        }

        if (given.Count != 1)
        {
            Context.Report($"OneOf Input Object \"{type.Name}\" must specify exactly one key.", value);
        }
        else if (given.First() is (var name, NullValueNode))
        {
            Context.Report($"Field \"{type.Name}.{name}\" must be non-null.", value);
        }
    }
}
