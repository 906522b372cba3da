using Circles.GraphQL.Language;
using Circles.GraphQL.Types;

namespace Circles.GraphQL.Validation.Rules;

/// <summary>Specification, "Directives Are Defined" and "Directives Are in Valid Locations".</summary>
internal sealed class KnownDirectives(ValidationContext context) : ValidationRule(context)
{
    public override void EnterDirective(DirectiveNode directive, Node owner)
    {
        var name = directive.Name.Value;
        if (Types.Directive is not { } known)
        {
            Context.Report($"Unknown directive \"@{name}\".", directive);
            return;
        }

        var location = LocationOf(owner);
        if (!known.Locations.HasFlag(location))
        {
            Context.Report(
                $"Directive \"@{name}\" may not be used on {DirectiveLocationNames.NamesOf(location).Single()}.", directive);
        }
    }

    private static DirectiveLocations LocationOf(Node owner) => owner switch
    {
        OperationDefinitionNode { Kind: OperationKind.Query } => DirectiveLocations.Query,
        OperationDefinitionNode { Kind: OperationKind.Mutation } => DirectiveLocations.Mutation,
        OperationDefinitionNode => DirectiveLocations.Subscription,
        FragmentDefinitionNode => DirectiveLocations.FragmentDefinition,
        FragmentSpreadNode => DirectiveLocations.FragmentSpread,
        InlineFragmentNode => DirectiveLocations.InlineFragment,
        VariableDefinitionNode => DirectiveLocations.VariableDefinition,
        _ => DirectiveLocations.Field,
    };
}
