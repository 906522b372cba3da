using System.Text;
using Circles.GraphQL.Utilities;

namespace Circles.GraphQL.Language;

/// <summary>
/// Writes a syntax tree back as text, in the reference's layout. The tree's depth is the parser's bound; the length may be bounded too.
/// </summary>
public sealed partial class Printer
{
    private const int LineMax = 80;

    private readonly StringBuilder text = new();
    private readonly int lengthMax;
    private int indent;

    private Printer(int lengthMax) => this.lengthMax = lengthMax;

    public static string Print(Node node) => Print(node, int.MaxValue);

    /// <summary>A value as a message shows it, cut at <see cref="Limits.EchoMax"/>.</summary>
    internal static string Shown(Node value) => Echo.Of(Print(value, Limits.EchoMax));

    internal static string Quote(string value) => new Printer(int.MaxValue).Quoted(value).text.ToString();

    private static string Print(Node node, int lengthMax)
    {
        var printer = new Printer(lengthMax);
        printer.Write(node);
        return printer.text.ToString();
    }

    private void Write(Node node)
    {
        if (text.Length > lengthMax)
        {
            return;
        }

        // The nodes that nest come first and in methods of their own: the less a level takes of the stack, the better.
        switch (node)
        {
            case ValueNode:
                Value((ValueNode)node);
                break;
            case SelectionNode:
                Selection((SelectionNode)node);
                break;
            case TypeNode:
                TypeReference((TypeNode)node);
                break;
            default:
                Other(node);
                break;
        }
    }

    private void Selection(SelectionNode selection)
    {
        switch (selection)
        {
            case FieldNode:
                Field((FieldNode)selection);
                break;
            case InlineFragmentNode:
                Inline((InlineFragmentNode)selection);
                break;
            case FragmentSpreadNode spread:
                text.Append("...").Append(spread.Name.Value);
                Directives(spread.Directives);
                break;
        }
    }

    private void Inline(InlineFragmentNode inline)
    {
        text.Append("...");
        if (inline.TypeCondition is not null)
        {
            text.Append(" on ").Append(inline.TypeCondition.Name.Value);
        }

        Directives(inline.Directives);
        text.Append(' ');
        Block(inline.SelectionSet.Selections);
    }

    private void Other(Node node)
    {
        switch (node)
        {
            case DocumentNode document:
                Join(document.Definitions, "\n\n");
                break;
            case OperationDefinitionNode operation:
                Operation(operation);
                break;
            case FragmentDefinitionNode fragment:
                Description(fragment.Description);
                text.Append("fragment ").Append(fragment.Name.Value).Append(" on ").Append(fragment.TypeCondition.Name.Value);
                Directives(fragment.Directives);
                text.Append(' ');
                Block(fragment.SelectionSet.Selections);
                break;
            case VariableDefinitionNode variable:
                Description(variable.Description);
                Write(variable.Variable);
                text.Append(": ");
                Write(variable.Type);
                Default(variable.DefaultValue);
                Directives(variable.Directives);
                break;
            case SelectionSetNode selections:
                Block(selections.Selections);
                break;
            case ArgumentNode argument:
                text.Append(argument.Name.Value).Append(": ");
                Value(argument.Value);
                break;
            case DirectiveNode directive:
                text.Append('@').Append(directive.Name.Value);
                Arguments(directive.Arguments);
                break;
            case NameNode name:
                text.Append(name.Value);
                break;
            case ObjectFieldNode entry:
                text.Append(entry.Name.Value).Append(": ");
                Value(entry.Value);
                break;
            default:
                TypeSystem(node);
                break;
        }
    }

    private void Operation(OperationDefinitionNode operation)
    {
        var shorthand = operation is { Kind: OperationKind.Query, Name: null, Description: null } &&
            operation.VariableDefinitions.Count == 0 && operation.Directives.Count == 0;
        if (!shorthand)
        {
            Description(operation.Description);
            text.Append(operation.Kind switch
            {
                OperationKind.Query => "query",
                OperationKind.Mutation => "mutation",
                _ => "subscription",
            });
            if (operation.Name is not null || operation.VariableDefinitions.Count > 0)
            {
                text.Append(' ').Append(operation.Name?.Value);
            }

            if (operation.VariableDefinitions.Count > 0)
            {
                var spread = operation.VariableDefinitions.Any(variable => variable.Description is not null);
                text.Append(spread ? "(\n" : "(");
                Join(operation.VariableDefinitions, spread ? "\n" : ", ");
                text.Append(spread ? "\n)" : ")");
            }

            Directives(operation.Directives);
            text.Append(' ');
        }

        Block(operation.SelectionSet.Selections);
    }

    private void Field(FieldNode field)
    {
        var start = text.Length;
        if (field.Alias is not null)
        {
            text.Append(field.Alias.Value).Append(": ");
        }

        text.Append(field.Name.Value);
        var arguments = field.Arguments.Select(argument => $"{argument.Name.Value}: {Part(argument.Value)}").ToArray();
        if (text.Length - start + arguments.Sum(argument => argument.Length + 2) > LineMax && arguments.Length > 0)
        {
            text.Append("(\n");
            indent++;
            foreach (var argument in arguments)
            {
                Indent();
                Lines(argument);
                text.Append('\n');
            }

            indent--;
            Indent();
            text.Append(')');
        }
        else
        {
            Arguments(field.Arguments);
        }

        Directives(field.Directives);
        if (field.SelectionSet is not null)
        {
            text.Append(' ');
            Block(field.SelectionSet.Selections);
        }
    }

    private void TypeReference(TypeNode type)
    {
        switch (type)
        {
            case NamedTypeNode named:
                text.Append(named.Name.Value);
                break;
            case ListTypeNode list:
                text.Append('[');
                Write(list.OfType);
                text.Append(']');
                break;
            case NonNullTypeNode nonNull:
                Write(nonNull.OfType);
                text.Append('!');
                break;
        }
    }

    private void Value(ValueNode value)
    {
        switch (value)
        {
            case VariableNode variable:
                text.Append('$').Append(variable.Name.Value);
                break;
            case IntValueNode number:
                text.Append(number.Value);
                break;
            case FloatValueNode number:
                text.Append(number.Value);
                break;
            case StringValueNode { Block: true } block:
                Lines(BlockString.Print(block.Value));
                break;
            case StringValueNode line:
                Quoted(line.Value);
                break;
            case BooleanValueNode truth:
                text.Append(truth.Value ? "true" : "false");
                break;
            case NullValueNode:
                text.Append("null");
                break;
            case EnumValueNode name:
                text.Append(name.Value);
                break;
            case ListValueNode or ObjectValueNode:
                Lines(Made(value));
                break;
        }
    }

    // A list or an object on one line where it fits, and else each of its parts on a line of its own. Parts are measured without the
    // indentation of what is around them, so they are made apart, innermost first.
    private string Made(ValueNode value)
    {
        var parts = new List<string>();
        var length = 0;
        var (list, fields) = ((value as ListValueNode)?.Values, (value as ObjectValueNode)?.Fields);
        var count = list?.Count ?? fields!.Count;
        for (var i = 0; i < count && length <= lengthMax; i++)
        {
            var part = list is not null ? Part(list[i]) : $"{fields![i].Name.Value}: {Part(fields[i].Value)}";
            length += part.Length + 2;
            parts.Add(part);
        }

        var (open, close) = list is not null ? ('[', ']') : ('{', '}');
        var padding = list is not null ? "" : " ";
        if (length + (2 * padding.Length) <= LineMax || count == 0)
        {
            return $"{open}{padding}{string.Join(", ", parts)}{padding}{close}";
        }

        return $"{open}\n  {string.Join('\n', parts).Replace("\n", "\n  ", StringComparison.Ordinal)}\n{close}";
    }

    private string Part(ValueNode value)
    {
        if (value is ListValueNode or ObjectValueNode)
        {
            return Made(value);
        }

        var part = new Printer(lengthMax);
        part.Value(value);
        return part.text.ToString();
    }

    // JSON's escapes plus the control characters that JSON lets pass, as the reference writes them.
    private Printer Quoted(string value)
    {
        text.Append('"');
        foreach (var unit in value)
        {
            if (text.Length > lengthMax)
            {
                break;
            }

            _ = unit switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\b' => text.Append("\\b"),
                '\t' => text.Append("\\t"),
                '\n' => text.Append("\\n"),
                '\f' => text.Append("\\f"),
                '\r' => text.Append("\\r"),
                < ' ' or (>= '\x7f' and <= '\x9f') => text.Append($"\\u{(int)unit:X4}"),
                _ => text.Append(unit),
            };
        }

        text.Append('"');
        return this;
    }

    private void Description(StringValueNode? description)
    {
        if (description is not null)
        {
            Value(description);
            text.Append('\n');
            Indent();
        }
    }

    private void Default(ValueNode? value)
    {
        if (value is not null)
        {
            text.Append(" = ");
            Write(value);
        }
    }

    private void Arguments(IReadOnlyList<ArgumentNode> arguments)
    {
        if (arguments.Count > 0)
        {
            text.Append('(');
            Join(arguments, ", ");
            text.Append(')');
        }
    }

    private void Directives(IReadOnlyList<DirectiveNode> directives)
    {
        foreach (var directive in directives)
        {
            text.Append(' ');
            Write(directive);
        }
    }

    private void Block(IReadOnlyList<Node> nodes)
    {
        text.Append("{\n");
        indent++;
        Lines(nodes);
        indent--;
        Indent();
        text.Append('}');
    }

    private void Lines(IReadOnlyList<Node> nodes)
    {
        foreach (var node in nodes)
        {
            Indent();
            Write(node);
            text.Append('\n');
        }
    }

    private void Lines(string block)
    {
        var first = true;
        foreach (var line in block.Split('\n'))
        {
            if (!first)
            {
                text.Append('\n');
                Indent();
            }

            text.Append(line);
            first = false;
        }
    }

    private void Indent() => text.Append(' ', indent * 2);

    private void Join(IReadOnlyList<Node> nodes, string separator)
    {
        for (var i = 0; i < nodes.Count && text.Length <= lengthMax; i++)
        {
            if (i > 0)
            {
                text.Append(separator);
            }

            Write(nodes[i]);
        }
    }
}
