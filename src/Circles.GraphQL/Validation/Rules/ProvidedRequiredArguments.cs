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

        foreach (var missing in Missing(definition.Arguments, field.Arguments))
        {
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

        foreach (var missing in Missing(definition.Arguments, directive.Arguments))
        {
            Context.Report(
                $"Argument \"@{definition.Name}({missing.Name}:)\" of type \"{missing.Type}\" is required, but it was not provided.",
                directive);
        }
    }

    private static IEnumerable<Argument> Missing(IReadOnlyList<Argument> wanted, IReadOnlyList<ArgumentNode> given) =>
        wanted.Where(argument => argument.IsRequired && !given.Any(node => node.Name.Value == argument.Name));
}
