using Circles.GraphQL.Execution;
using Circles.GraphQL.Language;

namespace Circles.GraphQL.Validation;

/// <summary>
/// How often a document says what costs something each time: aliases, root fields, directives in one place. Counted before any rule
/// runs, in time linear in the document and without recursion.
/// </summary>
internal sealed class DocumentCounts(ValidationContext context)
{
    private readonly EngineOptions options = context.Options;
    private int aliases;

    /// <summary>Why nothing more is worth computing; null for an acceptable document.</summary>
    public GraphQLError? Refusal()
    {
        foreach (var definition in context.Document.Definitions.OfType<ExecutableDefinitionNode>())
        {
            var refusal = TooManyDirectives(definition.Directives)
                ?? (definition as OperationDefinitionNode)?.VariableDefinitions
                    .Select(variable => TooManyDirectives(variable.Directives)).FirstOrDefault(found => found is not null)
                ?? InSelections(definition.SelectionSet)
                ?? (definition is OperationDefinitionNode operation ? TooManyRootFields(operation) : null);
            if (refusal is not null)
            {
                return refusal;
            }
        }

        return null;
    }

    private GraphQLError? InSelections(SelectionSetNode selections)
    {
        var waiting = new Stack<SelectionSetNode>([selections]);
        while (waiting.TryPop(out var set))
        {
            foreach (var selection in set.Selections)
            {
                if (TooManyDirectives(selection.Directives) is { } refusal)
                {
                    return refusal;
                }

                if (selection is FieldNode { Alias: not null } && ++aliases > options.AliasesMax)
                {
                    return Refuse("aliases", options.AliasesMax, $"The document has more than {options.AliasesMax} aliases.", selection);
                }

                if (Inside(selection) is { } inner)
                {
                    waiting.Push(inner);
                }
            }
        }

        return null;
    }

    private GraphQLError? TooManyDirectives(IReadOnlyList<DirectiveNode> directives) => directives.Count > options.DirectivesPerPlaceMax
        ? Refuse(
            "directivesPerPlace",
            options.DirectivesPerPlaceMax,
            $"There are {directives.Count} directives in one place; at most {options.DirectivesPerPlaceMax} are answered.",
            directives[0])
        : null;

    // Response keys, each once: what is written twice is answered once.
    private GraphQLError? TooManyRootFields(OperationDefinitionNode operation)
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        var fragments = new HashSet<string>(StringComparer.Ordinal);
        var waiting = new Stack<SelectionSetNode>([operation.SelectionSet]);
        while (waiting.TryPop(out var set))
        {
            foreach (var selection in set.Selections)
            {
                switch (selection)
                {
                    case FieldNode field when keys.Add(field.ResponseKey) && keys.Count > options.RootFieldsMax:
                        var max = options.RootFieldsMax;
                        return Refuse("rootFields", max, $"The operation asks for more than {max} root fields.", field);
                    case InlineFragmentNode inline:
                        waiting.Push(inline.SelectionSet);
                        break;
                    case FragmentSpreadNode spread when fragments.Add(spread.Name.Value) && context.Fragment(spread.Name.Value) is { } fragment:
                        waiting.Push(fragment.SelectionSet);
                        break;
                }
            }
        }

        return null;
    }

    private static SelectionSetNode? Inside(SelectionNode selection) => selection switch
    {
        FieldNode field => field.SelectionSet,
        InlineFragmentNode inline => inline.SelectionSet,
        _ => null,
    };

    private GraphQLError Refuse(string limit, int max, string message, Node node) =>
        GraphQLError.Above(limit, max, message, context.Document.Source.Locate(node.Span.Start));
}
