using Circles.GraphQL.Introspection;
using Circles.GraphQL.Language;
using Circles.GraphQL.Types;
using Circles.GraphQL.Utilities;

namespace Circles.GraphQL.Execution;

/// <summary>
/// The schema coordinates (<c>Circle.name</c>) of all fields that an operation can reach, on every possible type, whatever @skip and
/// @include say. Walks each fragment once.
/// </summary>
internal sealed class SelectedFields
{
    private readonly PreparedOperation operation;
    private readonly HashSet<string> found = new(StringComparer.Ordinal);
    private readonly HashSet<string> fragments = new(StringComparer.Ordinal);

    private SelectedFields(PreparedOperation operation) => this.operation = operation;

    public static IReadOnlySet<string> Of(PreparedOperation operation)
    {
        var fields = new SelectedFields(operation);
        fields.Walk(operation.Node.SelectionSet, operation.Root!);
        return fields.found;
    }

    // Recurses as deep as Limits.SelectionNestingMax allowed.
    private void Walk(SelectionSetNode selections, NamedType parent)
    {
        foreach (var selection in selections.Selections)
        {
            switch (selection)
            {
                case FieldNode field:
                    Add(field, parent);
                    break;
                case InlineFragmentNode inline:
                    Walk(inline.SelectionSet, inline.TypeCondition is { } condition ? Named(condition) : parent);
                    break;
                case FragmentSpreadNode spread when fragments.Add(spread.Name.Value):
                    var fragment = operation.Fragments[spread.Name.Value];
                    Walk(fragment.SelectionSet, Named(fragment.TypeCondition));
                    break;
            }
        }
    }

    private void Add(FieldNode node, NamedType parent)
    {
        foreach (var type in operation.Schema.PossibleTypes(parent))
        {
            found.Add($"{type.Name}.{node.Name.Value}");
        }

        if (node.SelectionSet is { } selections && MetaFields.Of(operation.Schema, parent, node.Name.Value) is { } field)
        {
            Walk(selections, field.Type.Named);
        }
    }

    private NamedType Named(NamedTypeNode condition) => (NamedType)TypeFromAst.Find(operation.Schema, condition)!;
}
