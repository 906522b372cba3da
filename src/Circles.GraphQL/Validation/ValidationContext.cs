using Circles.GraphQL.Execution;
using Circles.GraphQL.Language;
using Circles.GraphQL.Types;

namespace Circles.GraphQL.Validation;

/// <summary>What the rules share: schema, document, fragments, the place in the walk, and the errors.</summary>
internal sealed class ValidationContext
{
    private readonly Dictionary<string, FragmentDefinitionNode> fragments = new(StringComparer.Ordinal);
    private readonly Dictionary<SelectionSetNode, List<FragmentSpreadNode>> spreads = [];
    private readonly Dictionary<OperationDefinitionNode, List<FragmentDefinitionNode>> referenced = [];
    private readonly Dictionary<OperationDefinitionNode, List<VariableUsage>> usages = [];
    private readonly List<GraphQLError> errors = [];

    public ValidationContext(Schema schema, DocumentNode document, EngineOptions options)
    {
        Schema = schema;
        Options = options;
        Document = document;
        foreach (var fragment in document.Definitions.OfType<FragmentDefinitionNode>())
        {
            fragments[fragment.Name.Value] = fragment;
        }
    }

    public Schema Schema { get; }

    public DocumentNode Document { get; }

    /// <summary>The host's limits.</summary>
    public EngineOptions Options { get; }

    public TypeInfo Types;

    /// <summary>Variables by the definition in which they stand; filled before the rules run.</summary>
    public Dictionary<DefinitionNode, List<VariableUsage>> UsagesByDefinition { get; } = [];

    public IReadOnlyList<GraphQLError> Errors => errors;

    public FragmentDefinitionNode? Fragment(string name) => fragments.GetValueOrDefault(name);

    public void Report(string message, params ReadOnlySpan<Node> nodes)
    {
        if (errors.Count >= Options.ValidationErrorsMax)
        {
            throw new ValidationAbortedException();
        }

        var locations = new SourceLocation[Math.Min(nodes.Length, Limits.ErrorLocationsMax)];
        for (var i = 0; i < locations.Length; i++)
        {
            locations[i] = Document.Source.Locate(nodes[i].Span.Start);
        }

        errors.Add(new GraphQLError(message, ErrorCodes.ValidationFailed) { Locations = locations });
    }

    /// <summary>Every spread in a selection set, inline fragments and sub-selections looked through, fragments not.</summary>
    public IReadOnlyList<FragmentSpreadNode> SpreadsIn(SelectionSetNode selections)
    {
        if (spreads.TryGetValue(selections, out var found))
        {
            return found;
        }

        found = [];
        var waiting = new Stack<SelectionSetNode>([selections]);
        while (waiting.TryPop(out var set))
        {
            foreach (var selection in set.Selections)
            {
                switch (selection)
                {
                    case FragmentSpreadNode spread: found.Add(spread); break;
                    case FieldNode { SelectionSet: { } inner }: waiting.Push(inner); break;
                    case InlineFragmentNode inline: waiting.Push(inline.SelectionSet); break;
                }
            }
        }

        return spreads[selections] = found;
    }

    /// <summary>Every fragment that an operation reaches, each once.</summary>
    public IReadOnlyList<FragmentDefinitionNode> FragmentsOf(OperationDefinitionNode operation)
    {
        if (referenced.TryGetValue(operation, out var found))
        {
            return found;
        }

        found = [];
        var names = new HashSet<string>(StringComparer.Ordinal);
        var waiting = new Stack<SelectionSetNode>([operation.SelectionSet]);
        while (waiting.TryPop(out var set))
        {
            foreach (var spread in SpreadsIn(set))
            {
                if (names.Add(spread.Name.Value) && Fragment(spread.Name.Value) is { } fragment)
                {
                    found.Add(fragment);
                    waiting.Push(fragment.SelectionSet);
                }
            }
        }

        return referenced[operation] = found;
    }

    /// <summary>Every use of a variable in an operation and the fragments it reaches.</summary>
    public IReadOnlyList<VariableUsage> UsagesOf(OperationDefinitionNode operation)
    {
        if (usages.TryGetValue(operation, out var found))
        {
            return found;
        }

        found = [.. UsagesByDefinition.GetValueOrDefault(operation, [])];
        foreach (var fragment in FragmentsOf(operation))
        {
            found.AddRange(UsagesByDefinition.GetValueOrDefault(fragment, []));
        }

        return usages[operation] = found;
    }
}

/// <summary>A variable where it stands, and what the schema expects there.</summary>
internal sealed record VariableUsage(VariableNode Node, GraphQLType? Type, bool HasDefault, GraphQLType? ParentInput);

/// <summary>Ends a validation that has found enough.</summary>
internal sealed class ValidationAbortedException : Exception;
