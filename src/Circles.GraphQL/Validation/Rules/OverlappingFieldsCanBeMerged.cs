using System.Text;
using Circles.GraphQL.Introspection;
using Circles.GraphQL.Language;
using Circles.GraphQL.Types;
using Circles.GraphQL.Utilities;

namespace Circles.GraphQL.Validation.Rules;

/// <summary>
/// Specification, "Field Selection Merging": selections that share a response key must mean the same. Pairs of fragments are compared
/// once each, and all comparisons together are bounded by <see cref="Limits.FieldComparisonsMax"/>; recursion by
/// <see cref="Limits.SelectionNestingMax"/>.
/// </summary>
internal sealed class OverlappingFieldsCanBeMerged(ValidationContext context) : ValidationRule(context)
{
    // Of a conflict that runs through many fields, this many places are told.
    private const int ConflictNodesMax = 20;

    private readonly Dictionary<SelectionSetNode, FieldMap> collected = [];
    private readonly HashSet<(string, string, bool)> comparedFragments = [];
    private readonly HashSet<(FieldMap, string, bool)> comparedToFragment = [];
    private readonly Dictionary<ValueNode, string> printed = [];
    private readonly NamePlaces keys = new();
    private int comparisons;

    public override void EnterSelectionSet(SelectionSetNode selections, Node owner)
    {
        // An inline fragment's fields belong to the selection set around it.
        if (owner is InlineFragmentNode || (selections.Selections.Count == 1 && selections.Selections[0] is not InlineFragmentNode) ||
            AreApart(selections.Selections))
        {
            return;
        }

        var conflicts = new List<Conflict>();
        var fields = Collect(Types.Parent, selections);
        Within(fields, conflicts);
        for (var i = 0; i < fields.Fragments.Count; i++)
        {
            FieldsAndFragment(fields, fields.Fragments[i], exclusive: false, conflicts);
            for (var j = i + 1; j < fields.Fragments.Count; j++)
            {
                Fragments(fields.Fragments[i], fields.Fragments[j], exclusive: false, conflicts);
            }
        }

        foreach (var conflict in conflicts)
        {
            Context.Report(
                $"Fields \"{conflict.Key}\" conflict because {conflict.Reason}. Use different aliases on the fields to fetch both if this " +
                    "was intentional.",
                [.. conflict.First, .. conflict.Second]);
        }
    }

    // Most selection sets name fields alone, each once: nothing there needs to be merged.
    private bool AreApart(IReadOnlyList<SelectionNode> selections)
    {
        keys.Clear();
        foreach (var selection in selections)
        {
            if (selection is not FieldNode field || !keys.TryAdd(field.ResponseKey, out _))
            {
                return false;
            }
        }

        return true;
    }

    private void Spend()
    {
        var max = Context.Options.FieldComparisonsMax;
        if (++comparisons > max)
        {
            throw GraphQLError.Above(
                "fieldComparisons",
                max,
                $"More than {max} comparisons are needed to tell whether fields can be merged. Use fewer fields under the same name.",
                Context.Document.Source.Locate(Context.Document.Definitions[0].Span.Start));
        }
    }

    private void Within(FieldMap fields, List<Conflict> conflicts)
    {
        foreach (var group in fields.Groups)
        {
            for (var i = 0; i < group.Count; i++)
            {
                for (var j = i + 1; j < group.Count; j++)
                {
                    Add(Compare(group[i], group[j], parentsExclusive: false), conflicts);
                }
            }
        }
    }

    private void Between(FieldMap first, FieldMap second, bool exclusive, List<Conflict> conflicts)
    {
        foreach (var group in first.Groups)
        {
            Spend();
            if (second.Under(group.First.Node.ResponseKey) is not { } others)
            {
                continue;
            }

            for (var i = 0; i < group.Count; i++)
            {
                for (var j = 0; j < others.Count; j++)
                {
                    Add(Compare(group[i], others[j], exclusive), conflicts);
                }
            }
        }
    }

    private void FieldsAndFragment(FieldMap fields, string name, bool exclusive, List<Conflict> conflicts)
    {
        Spend();
        if (fields.Groups.Count == 0 || comparedToFragment.Contains((fields, name, false)) ||
            !comparedToFragment.Add((fields, name, exclusive)) || Context.Fragment(name) is not { } fragment)
        {
            return;
        }

        var others = Collect(fragment);
        if (others == fields)
        {
            return;
        }

        Between(fields, others, exclusive, conflicts);
        foreach (var nested in others.Fragments)
        {
            FieldsAndFragment(fields, nested, exclusive, conflicts);
        }
    }

    private void Fragments(string first, string second, bool exclusive, List<Conflict> conflicts)
    {
        Spend();
        if (first == second)
        {
            return;
        }

        var (low, high) = string.CompareOrdinal(first, second) < 0 ? (first, second) : (second, first);
        if (comparedFragments.Contains((low, high, false)) || !comparedFragments.Add((low, high, exclusive)) ||
            Context.Fragment(first) is not { } one || Context.Fragment(second) is not { } other)
        {
            return;
        }

        var (fields, others) = (Collect(one), Collect(other));
        Between(fields, others, exclusive, conflicts);
        foreach (var nested in others.Fragments)
        {
            Fragments(first, nested, exclusive, conflicts);
        }

        foreach (var nested in fields.Fragments)
        {
            Fragments(nested, second, exclusive, conflicts);
        }
    }

    private List<Conflict> SubSelections(
        NamedType? type, SelectionSetNode selections, NamedType? otherType, SelectionSetNode otherSelections, bool exclusive)
    {
        var conflicts = new List<Conflict>();
        var (fields, others) = (Collect(type, selections), Collect(otherType, otherSelections));
        Between(fields, others, exclusive, conflicts);
        foreach (var fragment in others.Fragments)
        {
            FieldsAndFragment(fields, fragment, exclusive, conflicts);
        }

        foreach (var fragment in fields.Fragments)
        {
            FieldsAndFragment(others, fragment, exclusive, conflicts);
        }

        foreach (var fragment in fields.Fragments)
        {
            foreach (var other in others.Fragments)
            {
                Fragments(fragment, other, exclusive, conflicts);
            }
        }

        return conflicts;
    }

    private Conflict? Compare(Entry first, Entry second, bool parentsExclusive)
    {
        Spend();
        var key = first.Node.ResponseKey;

        // Two different object types never meet in one object, so their fields may differ in all but shape.
        var exclusive = parentsExclusive ||
            (first.Parent != second.Parent && first.Parent is ObjectType && second.Parent is ObjectType);
        if (!exclusive && Difference(first.Node, second.Node) is { } difference)
        {
            return new Conflict(key, difference, [first.Node], [second.Node]);
        }

        var (type, otherType) = (TypeOf(first), TypeOf(second));
        if (type is not null && otherType is not null && ShapesDiffer(type, otherType))
        {
            return new Conflict(key, $"they return conflicting types \"{type}\" and \"{otherType}\"", [first.Node], [second.Node]);
        }

        if (first.Node.SelectionSet is not { } selections || second.Node.SelectionSet is not { } otherSelections)
        {
            return null;
        }

        var inner = SubSelections(type?.Named, selections, otherType?.Named, otherSelections, exclusive);
        return inner.Count == 0 ? null : Combine(key, first.Node, second.Node, inner);
    }

    private GraphQLType? TypeOf(Entry entry) =>
        entry.Parent is { } parent ? MetaFields.Of(Context.Schema, parent, entry.Node.Name.Value)?.Type : null;

    private string? Difference(FieldNode first, FieldNode second)
    {
        if (first.Name.Value != second.Name.Value)
        {
            return $"\"{first.Name.Value}\" and \"{second.Name.Value}\" are different fields";
        }

        return SameArguments(first.Arguments, second.Arguments) ? null : "they have differing arguments";
    }

    private bool SameArguments(IReadOnlyList<ArgumentNode> first, IReadOnlyList<ArgumentNode> second) =>
        first.Count == second.Count && first.All(argument =>
            second.FirstOrDefault(other => other.Name.Value == argument.Name.Value) is { } other &&
            Text(argument.Value) == Text(other.Value));

    // The order of an input object's fields means nothing, so they are compared sorted.
    private string Text(ValueNode value)
    {
        if (!printed.TryGetValue(value, out var text))
        {
            printed[value] = text = Printer.Print(Sorted(value));
        }

        return text;
    }

    private static ValueNode Sorted(ValueNode value) => value switch
    {
        ListValueNode list => new ListValueNode([.. list.Values.Select(Sorted)], list.Span),
        ObjectValueNode made => new ObjectValueNode(
            [
                .. made.Fields.OrderBy(field => field.Name.Value, StringComparer.Ordinal)
                    .Select(field => new ObjectFieldNode(field.Name, Sorted(field.Value), field.Span)),
            ],
            made.Span),
        _ => value,
    };

    private static bool ShapesDiffer(GraphQLType first, GraphQLType second) => (first, second) switch
    {
        (ListType a, ListType b) => ShapesDiffer(a.OfType, b.OfType),
        (ListType, _) or (_, ListType) => true,
        (NonNullType a, NonNullType b) => ShapesDiffer(a.OfType, b.OfType),
        (NonNullType, _) or (_, NonNullType) => true,
        _ => (first.IsLeaf || second.IsLeaf) && first != second,
    };

    private static Conflict Combine(string key, FieldNode first, FieldNode second, List<Conflict> inner)
    {
        var reason = new StringBuilder();
        foreach (var conflict in inner.TakeWhile(_ => reason.Length <= Limits.ErrorMessageMax))
        {
            reason.Append(reason.Length == 0 ? "" : " and ").Append($"subfields \"{conflict.Key}\" conflict because {conflict.Reason}");
        }

        return new Conflict(
            key, reason.ToString(),
            [.. inner.SelectMany(conflict => conflict.First).Prepend(first).Take(ConflictNodesMax)],
            [.. inner.SelectMany(conflict => conflict.Second).Prepend(second).Take(ConflictNodesMax)]);
    }

    private void Add(Conflict? conflict, List<Conflict> conflicts)
    {
        // More than can be told need not be remembered.
        if (conflict is not null && conflicts.Count <= Context.Options.ValidationErrorsMax)
        {
            conflicts.Add(conflict);
        }
    }

    private FieldMap Collect(FragmentDefinitionNode fragment) =>
        Collect(TypeFromAst.Find(Context.Schema, fragment.TypeCondition) as NamedType, fragment.SelectionSet);

    private FieldMap Collect(NamedType? parent, SelectionSetNode selections)
    {
        if (!collected.TryGetValue(selections, out var fields))
        {
            collected[selections] = fields = new FieldMap();
            Collect(parent, selections, fields);
        }

        return fields;
    }

    private void Collect(NamedType? parent, SelectionSetNode selections, FieldMap into)
    {
        foreach (var selection in selections.Selections)
        {
            switch (selection)
            {
                case FieldNode field:
                    into.Add(new Entry(parent, field));
                    break;
                case FragmentSpreadNode spread when Context.Fragment(spread.Name.Value) is not null:
                    into.Spread(spread.Name.Value);
                    break;
                case InlineFragmentNode inline:
                    var type = inline.TypeCondition is null ? parent : TypeFromAst.Find(Context.Schema, inline.TypeCondition) as NamedType;
                    Collect(type, inline.SelectionSet, into);
                    break;
            }
        }
    }

    private readonly record struct Entry(NamedType? Parent, FieldNode Node);

    /// <summary>The fields of one response key, mostly one.</summary>
    private readonly record struct Group(Entry First, List<Entry>? Further)
    {
        public int Count => 1 + (Further?.Count ?? 0);

        public Entry this[int at] => at == 0 ? First : Further![at - 1];
    }

    private sealed record Conflict(string Key, string Reason, IReadOnlyList<FieldNode> First, IReadOnlyList<FieldNode> Second);

    /// <summary>What is selected in one place, inline fragments looked through.</summary>
    private sealed class FieldMap
    {
        private readonly NamePlaces keys = new();
        private NamePlaces? spread;

        public List<Group> Groups { get; } = [];

        /// <summary>The names of those spread, each once.</summary>
        public List<string> Fragments { get; } = [];

        public Group? Under(string key) => keys.Of(key) is >= 0 and var at ? Groups[at] : null;

        public void Spread(string fragment)
        {
            if ((spread ??= new()).TryAdd(fragment, out _))
            {
                Fragments.Add(fragment);
            }
        }

        public void Add(Entry entry)
        {
            if (keys.TryAdd(entry.Node.ResponseKey, out var at))
            {
                Groups.Add(new Group(entry, null));
                return;
            }

            var group = Groups[at];
            if (group.Further is { } further)
            {
                further.Add(entry);
            }
            else
            {
                Groups[at] = new Group(group.First, [entry]);
            }
        }
    }
}
