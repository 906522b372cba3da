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
    private static readonly VariableValues None = new([], []);

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
            if (plan.Default.Fault is { } fault)
            {
                Report($"Variable \"${plan.Name}\" has an invalid default value. {fault}");
            }
            else if (plan.HasDefault)
            {
                return plan.Default.Value;
            }
            else if (plan.Type.IsNonNull)
            {
                Report($"Variable \"${plan.Name}\" of required type \"{plan.Type}\" was not provided.");
            }

            return InputObject.Omitted;
        }

        if (value.ValueKind == JsonValueKind.Null)
        {
            if (plan.Type.IsNonNull)
            {
                Report($"Variable \"${plan.Name}\" of non-null type \"{plan.Type}\" must not be null.");
            }

            return null;
        }

        var coercion = new JsonCoercion(plan.Name, options.VariableDepthMax, Report);
        return coercion.Coerce(value, plan.Type);

        void Report(string message)
        {
            if (errors.Count < options.CoercionErrorsMax)
            {
                errors.Add(new GraphQLError(message) { Locations = [source.Locate(plan.Node.Span.Start)] });
            }
            else if (errors.Count == options.CoercionErrorsMax)
            {
                errors.Add(new GraphQLError("Too many errors processing variables, error limit reached. Execution aborted."));
            }
        }
    }
}
