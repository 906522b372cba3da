using System.Text.Json;
using Circles.GraphQL.Language;
using Circles.GraphQL.Types;
using Circles.GraphQL.Utilities;

namespace Circles.GraphQL.Execution;

/// <summary>One variable of an operation, its type found and its default coerced.</summary>
internal sealed record VariablePlan(VariableDefinitionNode Node, GraphQLType Type, bool HasDefault, Coerced Default)
{
    public string Name => Node.Variable.Name.Value;

    public static VariablePlan Of(Schema schema, VariableDefinitionNode node)
    {
        var type = TypeFromAst.Find(schema, node.Type) ?? throw new InvalidOperationException("Validation lets no unknown type pass.");
        return node.DefaultValue is null
            ? new VariablePlan(node, type, false, default)
            : new VariablePlan(node, type, true, LiteralCoercion.Coerce(node.DefaultValue, type, null));
    }
}

/// <summary>The coerced variables of one request, in the operation's order (specification, "CoerceVariableValues").</summary>
internal sealed class VariableValues
{
    public static readonly VariableValues None = new([], []);

    private readonly VariablePlan[] plans;
    private readonly object?[] values;

    private VariableValues(VariablePlan[] plans, object?[] values)
    {
        this.plans = plans;
        this.values = values;
    }

    /// <summary>The value, null, or <see cref="InputObject.Omitted"/> when the caller gave none and there is no default.</summary>
    public object? this[string name]
    {
        get
        {
            for (var i = 0; i < plans.Length; i++)
            {
                if (string.Equals(plans[i].Name, name, StringComparison.Ordinal))
                {
                    return values[i];
                }
            }

            return InputObject.Omitted;
        }
    }

    /// <summary>The value as it would be written in the document; null when the caller gave none and there is no default.</summary>
    public ValueNode? LiteralOf(string name)
    {
        var at = Array.FindIndex(plans, plan => string.Equals(plan.Name, name, StringComparison.Ordinal));
        return at < 0 || ReferenceEquals(values[at], InputObject.Omitted) ? null : AstFromValue.Of(values[at], plans[at].Type);
    }

    public static VariableValues Coerce(
        VariablePlan[] plans, JsonElement? given, Source source, EngineOptions options, List<GraphQLError> errors)
    {
        if (plans.Length == 0)
        {
            return None;
        }

        var bag = given is { ValueKind: JsonValueKind.Object } ? given : null;
        return new VariableValues(plans, Array.ConvertAll(plans, plan => CoerceOne(plan, bag, source, options, errors)));
    }

    private static object? CoerceOne(
        VariablePlan plan, JsonElement? bag, Source source, EngineOptions options, List<GraphQLError> errors)
    {
        if (bag is null || !bag.Value.TryGetProperty(plan.Name, out var value))
        {
            if (plan.Default.Fault is not null)
            {
                new LiteralFaults(None, (why, _, at) => Report("default value", why, at)).Find(plan.Node.DefaultValue!, plan.Type);
            }
            else if (plan.HasDefault)
            {
                return plan.Default.Value;
            }
            else if (plan.Type.IsNonNull)
            {
                Report("value", $"Expected a value of non-null type \"{plan.Type}\" to be provided.", []);
            }

            return InputObject.Omitted;
        }

        return new JsonCoercion(options.VariableDepthMax, (why, at) => Report("value", why, at)).Coerce(value, plan.Type);

        void Report(string what, string why, IReadOnlyList<object> at)
        {
            if (errors.Count < options.CoercionErrorsMax)
            {
                errors.Add(new GraphQLError($"Variable \"${plan.Name}\" has invalid {what}{LiteralFaults.Place(at)}: {why}")
                {
                    Locations = [source.Locate(plan.Node.Span.Start)],
                });
            }
            else if (errors.Count == options.CoercionErrorsMax)
            {
                errors.Add(new GraphQLError("Too many errors processing variables, error limit reached. Execution aborted."));
            }
        }
    }
}
