using Circles.GraphQL.Language;
using Circles.GraphQL.Types;
using Circles.GraphQL.Utilities;

namespace Circles.GraphQL.Validation.Rules;

/// <summary>Specification, "All Variable Usages Are Allowed".</summary>
internal sealed class VariablesInAllowedPosition(ValidationContext context) : ValidationRule(context)
{
    public override void LeaveOperation(OperationDefinitionNode operation)
    {
        var definitions = new Dictionary<string, VariableDefinitionNode>(StringComparer.Ordinal);
        foreach (var definition in operation.VariableDefinitions)
        {
            definitions[definition.Variable.Name.Value] = definition;
        }

        foreach (var usage in Context.UsagesOf(operation))
        {
            var name = usage.Node.Name.Value;
            if (usage.Type is not { } wanted || !definitions.TryGetValue(name, out var definition) ||
                TypeFromAst.Find(Context.Schema, definition.Type) is not { } given)
            {
                continue;
            }

            if (!IsAllowed(given, definition.DefaultValue, wanted, usage.HasDefault))
            {
                Context.Report(
                    $"Variable \"${name}\" of type \"{given}\" used in position expecting type \"{wanted}\".", definition, usage.Node);
            }

            if (usage.ParentInput?.Nullable is InputType { OneOf: true } oneOf && !given.IsNonNull)
            {
                Context.Report(
                    $"Variable \"${name}\" is of type \"{given}\" but must be non-nullable to be used for OneOf Input Object \"{oneOf}\".",
                    definition,
                    usage.Node);
            }
        }
    }

    private static bool IsAllowed(GraphQLType given, ValueNode? givenDefault, GraphQLType wanted, bool wantedHasDefault)
    {
        if (!wanted.IsNonNull || given.IsNonNull)
        {
            return Schema.IsSubType(given, wanted);
        }

        // A default on either side takes the place of the null that the type alone would let pass.
        return (givenDefault is not (null or NullValueNode) || wantedHasDefault) && Schema.IsSubType(given, wanted.Nullable);
    }
}
