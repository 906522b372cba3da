using Circles.GraphQL.Language;
using Circles.GraphQL.Utilities;

namespace Circles.GraphQL.Validation.Rules;

/// <summary>Specification, "Argument Uniqueness".</summary>
internal sealed class UniqueArgumentNames(ValidationContext context) : ValidationRule(context)
{
    private readonly NamePlaces known = new();

    public override void EnterField(FieldNode field) => Check(field.Arguments);

    public override void EnterDirective(DirectiveNode directive, Node owner) => Check(directive.Arguments);

    private void Check(IReadOnlyList<ArgumentNode> arguments)
    {
        if (arguments.Count < 2)
        {
            return;
        }

        known.Clear();
        foreach (var argument in arguments)
        {
            if (!known.TryAdd(argument.Name.Value, out _))
            {
                Report(arguments);
                return;
            }
        }
    }

    private void Report(IReadOnlyList<ArgumentNode> arguments)
    {
        foreach (var same in arguments.GroupBy(argument => argument.Name.Value, StringComparer.Ordinal))
        {
            if (same.Skip(1).Any())
            {
                Context.Report($"There can be only one argument named \"{same.Key}\".", [.. same.Select(argument => argument.Name)]);
            }
        }
    }
}
