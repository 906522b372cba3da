using Circles.GraphQL.Execution;
using Circles.GraphQL.Language;

namespace Circles.GraphQL.Validation;

/// <summary>
/// How deep and wide a document is once every fragment is put in place: computed before any rule follows fragments, without following
/// them itself. Fragments are measured from the innermost outwards, each once, so the time is linear in the document.
/// </summary>
internal sealed class DocumentSize
{
    private readonly ValidationContext context;
    private readonly EngineOptions options;
    private readonly Dictionary<string, Size> fragments = new(StringComparer.Ordinal);

    private DocumentSize(ValidationContext context)
    {
        this.context = context;
        options = context.Options;
    }

    /// <summary>Some fragment spreads itself; its size has no meaning.</summary>
    public bool HasCycles { get; private set; }

    /// <summary>Why nothing more is worth computing; null for an acceptable document.</summary>
    public GraphQLError? Refusal { get; private set; }

    public static DocumentSize Measure(ValidationContext context)
    {
        var size = new DocumentSize(context);
        size.MeasureFragments();
        foreach (var operation in context.Document.Definitions.OfType<OperationDefinitionNode>())
        {
            size.Check(operation, size.Of(operation.SelectionSet));
        }

        return size;
    }

    // Kahn's algorithm: a fragment's turn comes when all that it spreads have had theirs. What is left over stands in or behind a cycle.
    private void MeasureFragments()
    {
        var waitingFor = new Dictionary<FragmentDefinitionNode, int>();
        var spreadBy = new Dictionary<string, List<FragmentDefinitionNode>>(StringComparer.Ordinal);
        var ready = new Queue<FragmentDefinitionNode>();
        foreach (var fragment in context.Document.Definitions.OfType<FragmentDefinitionNode>())
        {
            if (context.Fragment(fragment.Name.Value) != fragment)
            {
                continue; // A second one of the same name; refused by its own rule.
            }

            var spreads = context.SpreadsIn(fragment.SelectionSet)
                .Select(spread => spread.Name.Value).Distinct(StringComparer.Ordinal)
                .Where(name => context.Fragment(name) is not null).ToList();
            waitingFor[fragment] = spreads.Count;
            foreach (var name in spreads)
            {
                (spreadBy.TryGetValue(name, out var users) ? users : spreadBy[name] = []).Add(fragment);
            }

            if (spreads.Count == 0)
            {
                ready.Enqueue(fragment);
            }
        }

        var measured = 0;
        while (ready.TryDequeue(out var fragment))
        {
            measured++;
            var size = Of(fragment.SelectionSet);
            fragments[fragment.Name.Value] = size;
            Check(fragment, size);
            foreach (var user in spreadBy.GetValueOrDefault(fragment.Name.Value, []))
            {
                if (--waitingFor[user] == 0)
                {
                    ready.Enqueue(user);
                }
            }
        }

        HasCycles = measured < waitingFor.Count;
    }

    private Size Of(SelectionSetNode selections)
    {
        var total = new Size(0, 0, 0);
        foreach (var selection in selections.Selections)
        {
            var size = selection switch
            {
                FieldNode field => Of(field),
                InlineFragmentNode inline => Of(inline.SelectionSet).Wrapped(0),
                FragmentSpreadNode spread => fragments.GetValueOrDefault(spread.Name.Value).Wrapped(0),
                _ => default,
            };
            total = total.Beside(size);
        }

        return total;
    }

    private Size Of(FieldNode field)
    {
        var inner = field.SelectionSet is null ? default : Of(field.SelectionSet);
        if (field.Name.Value is not ("__schema" or "__type"))
        {
            return inner.Wrapped(1);
        }

        var max = options.IntrospectionDepthMax;
        if (inner.Depth >= max)
        {
            Refuse("introspectionDepth", max, $"Introspection is {inner.Depth + 1} fields deep; at most {max} are answered.", field);
        }

        return (inner with { Depth = 0 }).Wrapped(1);
    }

    private void Check(ExecutableDefinitionNode definition, Size size)
    {
        var (nesting, expansion, depth) = (options.SelectionNestingMax, options.FragmentExpansionMax, options.OperationDepthMax);
        if (size.Nesting > nesting)
        {
            Refuse("selectionNesting", nesting, $"Selections nest {size.Nesting} levels; at most {nesting} are answered.", definition);
        }
        else if (size.Selections > expansion)
        {
            Refuse("fragmentExpansion", expansion, $"Fragments expand to more than {expansion} selections.", definition);
        }
        else if (definition is OperationDefinitionNode && size.Depth > depth)
        {
            Refuse("operationDepth", depth, $"The operation is {size.Depth} fields deep; at most {depth} are answered.", definition);
        }
    }

    private void Refuse(string limit, int max, string message, Node node) =>
        Refusal ??= GraphQLError.Above(limit, max, message, context.Document.Source.Locate(node.Span.Start));

    /// <param name="Depth">Fields inside one another.</param>
    /// <param name="Nesting">Selection sets of any kind inside one another.</param>
    /// <param name="Selections">Selections with fragments put in place; saturates.</param>
    private readonly record struct Size(int Depth, int Nesting, int Selections)
    {
        public Size Wrapped(int fields) => new(Depth + fields, Nesting + 1, Capped(Selections + 1L));

        public Size Beside(Size other) =>
            new(Math.Max(Depth, other.Depth), Math.Max(Nesting, other.Nesting), Capped((long)Selections + other.Selections));

        private static int Capped(long count) => (int)Math.Min(count, int.MaxValue);
    }
}
