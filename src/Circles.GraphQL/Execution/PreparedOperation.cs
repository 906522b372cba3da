using System.Collections.Concurrent;
using Circles.GraphQL.Language;
using Circles.GraphQL.Types;

namespace Circles.GraphQL.Execution;

/// <summary>One operation of a valid document with its variables, and its plans as they are asked for.</summary>
internal sealed class PreparedOperation
{
    // One bit for each condition variable; an operation with more of them is planned anew each time.
    private const int ConditionsMax = 64;

    private readonly ConcurrentDictionary<ulong, Plan> plans = new();
    private readonly string[] conditions;
    private IReadOnlySet<string>? coordinates;
    private readonly EngineOptions options;

    public PreparedOperation(
        Schema schema, Source source, OperationDefinitionNode node, IReadOnlyDictionary<string, FragmentDefinitionNode> fragments,
        EngineOptions options)
    {
        this.options = options;
        Schema = schema;
        Source = source;
        Node = node;
        Fragments = fragments;
        Root = schema.RootOf(node.Kind) ?? throw new InvalidOperationException("Validation lets no unknown kind of operation pass.");
        Variables = [.. node.VariableDefinitions.Select(variable => VariablePlan.Of(schema, variable))];
        (conditions, Awaiting) = OperationScan.Of(this, Root);
    }

    public Schema Schema { get; }

    public Source Source { get; }

    public OperationDefinitionNode Node { get; }

    public IReadOnlyDictionary<string, FragmentDefinitionNode> Fragments { get; }

    public ObjectType Root { get; }

    public VariablePlan[] Variables { get; }

    /// <summary>The field nodes that are, or hold, asynchronous fields; null when there are none.</summary>
    public HashSet<FieldNode>? Awaiting { get; }

    /// <summary>Found when first asked for: few operations are asked.</summary>
    public IReadOnlySet<string> Coordinates => coordinates ??= SelectedFields.Of(this);

    public string? Name => Node.Name?.Value;

    /// <exception cref="GraphQLError">The root selection depends on a variable that the caller set to null.</exception>
    public Plan PlanFor(VariableValues variables)
    {
        if (conditions.Length > ConditionsMax)
        {
            return Make(variables);
        }

        var key = 0UL;
        for (var i = 0; i < conditions.Length; i++)
        {
            switch (variables[conditions[i]])
            {
                case true:
                    key |= 1UL << i;
                    break;
                case null: // Such a plan may fail anywhere; it is not worth keeping.
                    return Make(variables);
            }
        }

        if (plans.TryGetValue(key, out var plan))
        {
            return plan;
        }

        plan = Make(variables);
        return plans.Count < options.PlanVariantsMax ? plans.GetOrAdd(key, plan) : plan;
    }

    private Plan Make(VariableValues variables)
    {
        // The values are copied out: a cached plan must not hold on to a request.
        var truths = conditions.ToDictionary(name => name, name => variables[name] as bool?, StringComparer.Ordinal);
        var builder = new PlanBuilder(this, truths.GetValueOrDefault);
        var root = builder.BuildRoot(Root);
        return new Plan(builder, root, OperationCost.Of(root, options.ListSizeAssumed));
    }
}
