using Circles.GraphQL.Language;
using Circles.GraphQL.Utilities;

namespace Circles.GraphQL.Validation.Rules;

/// <summary>Specification, "Fragment Spread Type Existence", and the same for the types of variables.</summary>
internal sealed class KnownTypeNames(ValidationContext context) : ValidationRule(context)
{
    public override void EnterNamedType(NamedTypeNode type)
    {
        var name = type.Name.Value;
        if (Context.Schema.TypeNamed(name) is null)
        {
            Context.Report(
                $"Unknown type \"{name}\".{Suggestions.DidYouMean(name, Context.Schema.Types.Select(known => known.Name))}", type);
        }
    }
}
