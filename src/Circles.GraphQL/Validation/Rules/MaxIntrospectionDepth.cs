using Circles.GraphQL.Language;

namespace Circles.GraphQL.Validation.Rules;

/// <summary>No rule of the specification: the reference's own, against introspection that multiplies with each list it nests.</summary>
internal sealed class MaxIntrospectionDepth(ValidationContext context) : ValidationRule(context)
{
    private readonly Dictionary<string, int> exceeded = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> passed = new(StringComparer.Ordinal);

    public override void EnterField(FieldNode field)
    {
        if (field.Name.Value is "__schema" or "__type" && Exceeds(field, 0))
        {
            Context.Report("Maximum introspection depth exceeded", field);
        }
    }

    // Recurses as deep as Limits.SelectionNestingMax allowed; each fragment is entered again only with more lists around it.
    private bool Exceeds(SelectionNode node, int lists)
    {
        switch (node)
        {
            case FragmentSpreadNode spread:
                return Exceeds(spread.Name.Value, lists);
            case FieldNode { Name.Value: "fields" or "interfaces" or "possibleTypes" or "inputFields" }
                when lists + 1 >= Context.Options.IntrospectionListsMax:
                return true;
            case FieldNode { SelectionSet: { } inner } field:
                var inside = field.Name.Value is "fields" or "interfaces" or "possibleTypes" or "inputFields" ? lists + 1 : lists;
                return inner.Selections.Any(selection => Exceeds(selection, inside));
            case InlineFragmentNode inline:
                return inline.SelectionSet.Selections.Any(selection => Exceeds(selection, lists));
            default:
                return false;
        }
    }

    private bool Exceeds(string name, int lists)
    {
        if (exceeded.TryGetValue(name, out var least) && least <= lists)
        {
            return true;
        }

        if ((passed.TryGetValue(name, out var most) && most >= lists) || Context.Fragment(name) is not { } fragment)
        {
            return false;
        }

        var found = fragment.SelectionSet.Selections.Any(selection => Exceeds(selection, lists));
        (found ? exceeded : passed)[name] = lists;
        return found;
    }
}
