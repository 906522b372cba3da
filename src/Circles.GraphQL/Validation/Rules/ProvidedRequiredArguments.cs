using Circles.GraphQL.Introspection;
using Circles.GraphQL.Language;
using Circles.GraphQL.Types;

namespace Circles.GraphQL.Validation.Rules;

/// <summary>Specification, "Required Arguments". Looked at when leaving, so that errors further inside are told first.</summary>
internal sealed class ProvidedRequiredArguments(ValidationContext context) : ValidationRule(context)
{
    public override void LeaveField(FieldNode field)
    {
        if (Types is not { Field: { } definition, Parent: { } parent })
        {
            return;
        }

        foreach (var missing in definition.Arguments)
        {
            if (!IsMissing(missing, field.Arguments))
            {
                continue;
            }

            Context.Report(
                $"Argument \"{MetaFields.Coordinate(parent, definition)}({missing.Name}:)\" of type \"{missing.Type}\" is required, but it was not " +
                    "provided.",
                field);
        }
    }

    public override void LeaveDirective(DirectiveNode directive)
    {
        if (Types.Directive is not { } definition)
        {
            return;
        }

        foreach (var missing in definition.Arguments)
        {
            if (!IsMissing(missing, directive.Arguments))
            {
                continue;
            }

            Context.Report(
                $"Argument \"@{definition.Name}({missing.Name}:)\" of type \"{missing.Type}\" is required, but it was not provided.",
                directive);
        }
    }

    private static bool IsMissing(Argument wanted, IReadOnlyList<ArgumentNode> given) =>
        wanted.IsRequired && !given.Any(node => node.Name.Value == wanted.Name);
}
