using System.Text;
using Circles.GraphQL.Language;
using Circles.GraphQL.Types;

namespace Circles.GraphQL.Utilities;

/// <summary>Writes a schema in the type system definition language, in the reference's layout, types in ordinal order of their names.</summary>
public static class SchemaPrinter
{
    /// <param name="schema">What to print.</param>
    /// <param name="spelledOut">Built-in directives to define all the same, for readers who do not know them yet.</param>
    public static string Print(Schema schema, params IReadOnlyList<Directive> spelledOut)
    {
        var parts = new List<string>();
        if (Root(schema) is { } root)
        {
            parts.Add(root);
        }

        parts.AddRange(schema.Directives
            .Where(directive => !Directive.BuiltIn.Contains(directive) || spelledOut.Contains(directive))
            .Select(PrintDirective));
        parts.AddRange(schema.Types
            .Where(type => !Scalars.All.Contains(type) && !type.Name.StartsWith("__", StringComparison.Ordinal))
            .OrderBy(type => type.Name, StringComparer.Ordinal)
            .Select(PrintType));
        return string.Join("\n\n", parts);
    }

    // Needs saying only when something differs from what everybody assumes (specification, "Root Operation Types").
    private static string? Root(Schema schema)
    {
        if (schema is
            {
                Description: null, AppliedDirectives: [], Query.Name: "Query", Mutation: null or { Name: "Mutation" },
                Subscription: null or { Name: "Subscription" },
            })
        {
            return null;
        }

        var text = new StringBuilder(Description(schema.Description, "", first: true));
        text.Append("schema").Append(Applied(schema.AppliedDirectives)).Append(" {\n");
        text.Append("  query: ").Append(schema.Query.Name).Append('\n');
        if (schema.Mutation is not null)
        {
            text.Append("  mutation: ").Append(schema.Mutation.Name).Append('\n');
        }

        if (schema.Subscription is not null)
        {
            text.Append("  subscription: ").Append(schema.Subscription.Name).Append('\n');
        }

        return text.Append('}').ToString();
    }

    private static string PrintDirective(Directive directive) =>
        Description(directive.Description, "", first: true) + $"directive @{directive.Name}{Arguments(directive.Arguments, "")}" +
        (directive.Repeatable ? " repeatable" : "") + $" on {string.Join(" | ", DirectiveLocationNames.NamesOf(directive.Locations))}";

    private static string PrintType(NamedType type)
    {
        var applied = Applied(type.AppliedDirectives);
        return Description(type.Description, "", first: true) + type switch
        {
            ScalarType scalar => $"scalar {scalar.Name}{SpecifiedBy(scalar.SpecifiedBy)}{applied}",
            ObjectType made => $"type {made.Name}{Implements(made.Interfaces)}{applied}{Fields(made.Fields)}",
            InterfaceType face => $"interface {face.Name}{Implements(face.Interfaces)}{applied}{Fields(face.Fields)}",
            UnionType union => $"union {union.Name}{applied} = {string.Join(" | ", union.Types.Select(member => member.Name))}",
            EnumType values => $"enum {values.Name}{applied}" + Block(values.Values.Select((value, i) =>
                Description(value.Description, "  ", i == 0) +
                $"  {value.Name}{Deprecated(value.Deprecated)}{Applied(value.AppliedDirectives)}")),
            InputType input => $"input {input.Name}{(input.OneOf ? " @oneOf" : "")}{applied}" + Block(input.Fields.Select((field, i) =>
                Description(field.Description, "  ", i == 0) + $"  {Input(field)}")),
            _ => throw new System.Diagnostics.UnreachableException($"No layout for {type.GetType().Name}."),
        };
    }

    private static string Implements(IReadOnlyList<InterfaceType> interfaces) =>
        interfaces.Count == 0 ? "" : $" implements {string.Join(" & ", interfaces.Select(face => face.Name))}";

    private static string Fields(IReadOnlyList<FieldDefinition> fields) => Block(fields.Select((field, i) =>
        Description(field.Description, "  ", i == 0) +
        $"  {field.Name}{Arguments(field.Arguments, "  ")}: {field.Type}{Deprecated(field.Deprecated)}{Applied(field.AppliedDirectives)}"));

    private static string Block(IEnumerable<string> items) => $" {{\n{string.Join('\n', items)}\n}}";

    private static string Arguments(IReadOnlyList<Argument> arguments, string indent)
    {
        if (arguments.Count == 0)
        {
            return "";
        }

        if (arguments.All(argument => argument.Description.Length == 0))
        {
            return $"({string.Join(", ", arguments.Select(Input))})";
        }

        var lines = arguments.Select((argument, i) => Description(argument.Description, $"  {indent}", i == 0) + $"  {indent}{Input(argument)}");
        return $"(\n{string.Join('\n', lines)}\n{indent})";
    }

    private static string Input(InputValue value) =>
        $"{value.Name}: {value.Type}" + (value.HasDefault ? $" = {Printer.Print(AstFromValue.Of(value.Default, value.Type))}" : "") +
        Deprecated(value.Deprecated) + Applied(value.AppliedDirectives);

    private static string SpecifiedBy(string? url) => url is null ? "" : $" @specifiedBy(url: {Printer.Quote(url)})";

    private static string Deprecated(string? reason) => reason switch
    {
        null => "",
        Directive.DefaultReason => " @deprecated",
        _ => $" @deprecated(reason: {Printer.Quote(reason)})",
    };

    private static string Applied(IReadOnlyList<AppliedDirective> directives) =>
        string.Concat(directives.Select(directive => $" {Printer.Print(AstFromValue.Of(directive))}"));

    // A blank line sets off every described member but the first.
    private static string Description(string? description, string indent, bool first)
    {
        if (string.IsNullOrEmpty(description))
        {
            return "";
        }

        var text = BlockString.CanPrint(description) ? BlockString.Print(description) : Printer.Quote(description);
        var lead = indent.Length > 0 && !first ? $"\n{indent}" : indent;
        return $"{lead}{text.Replace("\n", $"\n{indent}", StringComparison.Ordinal)}\n";
    }
}
