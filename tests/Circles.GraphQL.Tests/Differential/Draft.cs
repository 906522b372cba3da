using System.Text;
using System.Text.RegularExpressions;
using Circles.GraphQL.Types;

namespace Circles.GraphQL.Tests.Differential;

/// <summary>A document in the making, loose enough to be broken on purpose: names and values are text.</summary>
internal sealed partial class Draft
{
    public List<Operation> Operations { get; } = [];

    public List<Fragment> Fragments { get; } = [];

    /// <summary>By name, without the dollar sign. An operation defines those that it or its fragments mention.</summary>
    public Dictionary<string, Variable> Variables { get; } = new(StringComparer.Ordinal);

    /// <summary>Further definitions as text.</summary>
    public List<string> Others { get; } = [];

    /// <summary>Every list of selections with the type it selects from.</summary>
    public IEnumerable<(List<Selection> Selections, NamedType Type)> Places()
    {
        var waiting = new Stack<(List<Selection>, NamedType)>();
        foreach (var operation in Operations)
        {
            waiting.Push((operation.Selections, operation.Root));
        }

        foreach (var fragment in Fragments)
        {
            waiting.Push((fragment.Selections, fragment.Type));
        }

        while (waiting.TryPop(out var place))
        {
            yield return place;
            foreach (var selection in place.Item1)
            {
                if (selection is { Inner: { } inner, InnerType: { } type })
                {
                    waiting.Push((inner, type));
                }
            }
        }
    }

    /// <summary>The text, its definitions in any order and its tokens set apart in any way.</summary>
    public string Print(Chance chance)
    {
        var fragments = Fragments.Select(fragment => (
            fragment.Name, Text: $"fragment {fragment.Name} on {fragment.Condition}{fragment.Directives} {Shown(fragment.Selections, chance)}")).ToArray();
        var definitions = new List<string>(Others);
        definitions.AddRange(fragments.Select(fragment => fragment.Text));
        foreach (var operation in Operations)
        {
            var body = $"{operation.Directives} {Shown(operation.Selections, chance)}";
            var variables = Mentioned(body, fragments).Where(Variables.ContainsKey).Select(name => Variables[name].Definition(name))
                .Concat(operation.ExtraVariables).ToArray();
            var head = variables.Length > 0 ? $"({string.Join(chance.Of(Gaps), chance.Shuffled(variables))})" : "";
            definitions.Add(operation is { Kind: "query", Name: null } && head.Length == 0 && operation.Directives.Length == 0
                ? body
                : $"{operation.Kind} {operation.Name}{head}{body}");
        }

        return string.Join(chance.Of(Gaps), chance.Shuffled(definitions));
    }

    private static readonly string[] Gaps = [" ", " ", "\n", "\r\n  ", ", ", "\r", "\t", " # aside\n", "\uFEFF"];

    private static string Shown(List<Selection> selections, Chance chance)
    {
        var text = new StringBuilder("{");
        foreach (var selection in selections)
        {
            text.Append(chance.Of(Gaps)).Append(selection.Head);
            if (selection.Arguments.Count > 0)
            {
                var arguments = selection.Arguments.Select(argument => $"{argument.Name}: {argument.Value}");
                text.Append('(').AppendJoin(chance.Of(Gaps), chance.Shuffled(arguments)).Append(')');
            }

            foreach (var directive in selection.Directives)
            {
                text.Append(chance.Of(Gaps)).Append(directive);
            }

            if (selection.Inner is not null)
            {
                text.Append(chance.Of(Gaps)).Append(Shown(selection.Inner, chance));
            }
        }

        return text.Append(chance.Of(Gaps)).Append('}').ToString();
    }

    private static List<string> Mentioned(string body, (string Name, string Text)[] fragments)
    {
        var reached = new HashSet<string>(StringComparer.Ordinal);
        var texts = new Queue<string>([body]);
        var variables = new List<string>();
        while (texts.TryDequeue(out var text))
        {
            variables.AddRange(VariablePattern().Matches(text).Select(match => match.Groups["name"].Value));
            foreach (var name in SpreadPattern().Matches(text).Select(match => match.Groups["name"].Value).Where(reached.Add))
            {
                foreach (var fragment in fragments.Where(fragment => fragment.Name == name))
                {
                    texts.Enqueue(fragment.Text);
                }
            }
        }

        return [.. variables.Distinct(StringComparer.Ordinal)];
    }

    [GeneratedRegex(@"\$(?<name>\w+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex VariablePattern();

    [GeneratedRegex(@"\.\.\.(?!on\b)(?<name>\w+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex SpreadPattern();

    public sealed class Operation(string kind, string? name, NamedType root, List<Selection> selections)
    {
        public string Kind { get; } = kind;

        public string? Name { get; set; } = name;

        public NamedType Root { get; } = root;

        public List<Selection> Selections { get; } = selections;

        public string Directives { get; set; } = "";

        public List<string> ExtraVariables { get; } = [];
    }

    public sealed class Fragment(string name, NamedType type, List<Selection> selections)
    {
        public string Name { get; } = name;

        public NamedType Type { get; } = type;

        public string Condition { get; set; } = type.Name;

        public string Directives { get; set; } = "";

        public List<Selection> Selections { get; } = selections;
    }

    /// <param name="head">All before the arguments: alias and name, or three dots and a name or condition.</param>
    public sealed class Selection(string head)
    {
        public string Head { get; set; } = head;

        /// <summary>Null for fragments and for what was put in to break a rule.</summary>
        public FieldDefinition? Field { get; init; }

        public List<(string Name, string Value)> Arguments { get; init; } = [];

        public List<string> Directives { get; } = [];

        public List<Selection>? Inner { get; set; }

        public NamedType? InnerType { get; init; }
    }

    public sealed record Variable(string Type, string? Default, string Directives)
    {
        public string Definition(string name) => $"${name}: {Type}{(Default is null ? "" : $" = {Default}")}{Directives}";
    }
}
