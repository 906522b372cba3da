using Circles.GraphQL.Introspection;
using Circles.GraphQL.Language;
using Circles.GraphQL.Utilities;

namespace Circles.GraphQL.Validation.Rules;

/// <summary>Specification, "Argument Names".</summary>
internal sealed class KnownArgumentNames(ValidationContext context) : ValidationRule(context)
{
    public override void EnterArgument(ArgumentNode argument)
    {
        if (Types is { InDirective: false, Argument: null, Field: { } field, Parent: { } parent })
        {
            var name = argument.Name.Value;
            Context.Report(
                $"Unknown argument \"{name}\" on field \"{MetaFields.Coordinate(parent, field)}\"." +
                    Suggestions.DidYouMean(name, field.Arguments.Select(known => known.Name)),
                argument);
        }
    }

    public override void EnterDirective(DirectiveNode directive, Node owner)
    {
        if (Types.Directive is not { } known)
        {
            return;
        }

        foreach (var argument in directive.Arguments)
        {
            var name = argument.Name.Value;
            if (known.ArgumentNamed(name) is null)
            {
                Context.Report(
                    $"Unknown argument \"{name}\" on directive \"@{known.Name}\"." +
                        Suggestions.DidYouMean(name, known.Arguments.Select(candidate => candidate.Name)),
                    argument);
            }
        }
    }
}
