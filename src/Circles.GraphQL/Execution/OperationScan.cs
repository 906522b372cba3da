using Circles.GraphQL.Introspection;
using Circles.GraphQL.Language;
using Circles.GraphQL.Types;
using Circles.GraphQL.Utilities;

namespace Circles.GraphQL.Execution;

/// <summary>Walks an operation once, each fragment once: which variables decide its shape, and where asynchronous fields are.</summary>
internal sealed class OperationScan
{
    private readonly PreparedOperation operation;
    private readonly HashSet<FieldNode> awaiting = [];
    private readonly HashSet<string> conditions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, bool> fragments = new(StringComparer.Ordinal);

    private OperationScan(PreparedOperation operation) => this.operation = operation;

    public static (string[] Conditions, HashSet<FieldNode>? Awaiting) Of(PreparedOperation operation, ObjectType root)
    {
        var scan = new OperationScan(operation);
        scan.Selections(operation.Node.SelectionSet, root);
        return ([.. scan.conditions], scan.awaiting.Count > 0 ? scan.awaiting : null);
    }

    // Recurses as deep as Limits.SelectionNestingMax allowed.
    private bool Selections(SelectionSetNode selections, NamedType parent)
    {
        var found = false;
        foreach (var selection in selections.Selections)
        {
            Conditions(selection.Directives);
            found |= selection switch
            {
                FieldNode field => Field(field, parent),
                InlineFragmentNode inline => Selections(inline.SelectionSet, Narrowed(inline.TypeCondition, parent)),
                FragmentSpreadNode spread => Fragment(spread.Name.Value, parent),
                _ => false,
            };
        }

        return found;
    }

    private bool Field(FieldNode node, NamedType parent)
    {
        if (MetaFields.Of(operation.Schema, parent, node.Name.Value) is not { } definition)
        {
            return false;
        }

        var found = definition is Field known ? known.Kind == ResolverKind.Async : IsAsync(parent, node.Name.Value);
        if (node.SelectionSet is not null)
        {
            found |= Selections(node.SelectionSet, definition.Type.Named);
        }

        if (found)
        {
            awaiting.Add(node);
        }

        return found;
    }

    private bool Fragment(string name, NamedType parent)
    {
        if (!fragments.TryGetValue(name, out var found))
        {
            var fragment = operation.Fragments[name];
            fragments[name] = found = Selections(fragment.SelectionSet, Narrowed(fragment.TypeCondition, parent));
        }

        return found;
    }

    private bool IsAsync(NamedType parent, string field)
    {
        foreach (var type in operation.Schema.PossibleTypes(parent))
        {
            if (type.FieldNamed(field) is { Kind: ResolverKind.Async })
            {
                return true;
            }
        }

        return false;
    }

    private NamedType Narrowed(NamedTypeNode? condition, NamedType parent) =>
        condition is not null && TypeFromAst.Find(operation.Schema, condition) is NamedType type ? type : parent;

    private void Conditions(IReadOnlyList<DirectiveNode> directives)
    {
        foreach (var directive in directives)
        {
            if (directive.Name.Value is "skip" or "include" && directive.Arguments is [{ Value: VariableNode variable }, ..])
            {
                conditions.Add(variable.Name.Value);
            }
        }
    }
}
