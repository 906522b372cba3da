using Circles.GraphQL.Language;
using Circles.GraphQL.Types;
using Circles.GraphQL.Utilities;

namespace Circles.GraphQL.Validation.Rules;

/// <summary>Specification, "Single Root Field": a subscription asks for one stream of events, and no introspection.</summary>
internal sealed class SingleFieldSubscriptions(ValidationContext context) : ValidationRule(context)
{
    public override void EnterOperation(OperationDefinitionNode operation)
    {
        if (operation.Kind != OperationKind.Subscription || Context.Schema.Subscription is not { } root)
        {
            return;
        }

        var who = operation.Name is { } name ? $"Subscription \"{name.Value}\"" : "Anonymous Subscription";
        var forbidden = new List<DirectiveNode>();
        var groups = Collect(operation.SelectionSet, root, forbidden);
        if (forbidden.Count > 0)
        {
            Context.Report($"{who} must not use `@skip` or `@include` directives in the top level selection.", [.. forbidden]);
            return;
        }

        if (groups.Count == 0)
        {
            Context.Report($"{who} must select one top level field.", operation.SelectionSet);
        }
        else if (groups.Count > 1)
        {
            Context.Report($"{who} must select only one top level field.", [.. groups.Skip(1).SelectMany(group => group)]);
        }

        foreach (var group in groups.Where(group => group[0].Name.Value.StartsWith("__", StringComparison.Ordinal)))
        {
            Context.Report($"{who} must not select an introspection top level field.", [.. group]);
        }
    }

    // "CollectSubscriptionFields", with a stack of our own: behind a cycle a chain of fragments is as long as a caller likes.
    private List<List<FieldNode>> Collect(SelectionSetNode selections, ObjectType root, List<DirectiveNode> forbidden)
    {
        var groups = new List<List<FieldNode>>();
        var byKey = new Dictionary<string, List<FieldNode>>(StringComparer.Ordinal);
        var visited = new HashSet<string>(StringComparer.Ordinal);
        var waiting = new Stack<SelectionNode>();
        Push(selections);
        while (waiting.TryPop(out var selection))
        {
            if (Conditional(selection) is { } conditional)
            {
                forbidden.Add(conditional);
                continue;
            }

            switch (selection)
            {
                case FieldNode field when byKey.TryGetValue(field.ResponseKey, out var group):
                    group.Add(field);
                    break;
                case FieldNode field:
                    groups.Add(byKey[field.ResponseKey] = [field]);
                    break;
                case InlineFragmentNode inline when Applies(inline.TypeCondition, root):
                    Push(inline.SelectionSet);
                    break;
                case FragmentSpreadNode spread when visited.Add(spread.Name.Value) && Context.Fragment(spread.Name.Value) is { } fragment &&
                    Applies(fragment.TypeCondition, root):
                    Push(fragment.SelectionSet);
                    break;
            }
        }

        return groups;

        void Push(SelectionSetNode set)
        {
            for (var i = set.Selections.Count - 1; i >= 0; i--)
            {
                waiting.Push(set.Selections[i]);
            }
        }
    }

    // What a client listens to may not hang on a variable, nor does the specification make an exception for a literal.
    private static DirectiveNode? Conditional(SelectionNode selection) =>
        selection.Directives.FirstOrDefault(directive => directive.Name.Value == Directive.Skip.Name) ??
        selection.Directives.FirstOrDefault(directive => directive.Name.Value == Directive.Include.Name);

    private bool Applies(NamedTypeNode? condition, ObjectType root) =>
        condition is null || (TypeFromAst.Find(Context.Schema, condition) is { } wanted && Schema.IsSubType(root, wanted));
}
