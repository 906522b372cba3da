using System.Collections.Concurrent;
using System.Text;
using Circles.GraphQL.Introspection;
using Circles.GraphQL.Language;
using Circles.GraphQL.Types;
using Circles.GraphQL.Utilities;

namespace Circles.GraphQL.Execution;

/// <summary>
/// Groups selections by response key for each object type they can meet (specification, "CollectFields" and "CollectSubfields"). One
/// builder stands for one operation and one set of values of its @skip and @include variables, so a plan has no conditions left.
/// A variable that the caller set to null fails the selection set that it decides on, with a <see cref="GraphQLError"/>.
/// </summary>
internal sealed class PlanBuilder(PreparedOperation operation, Func<string, bool?> condition)
{
    // The same fields asked of the same type are the same plan wherever they stand: the plan's size is bounded by the document's,
    // not by the paths that data can take through it.
    private readonly ConcurrentDictionary<Group, SelectionPlan> built = new();
    private int slots;

    public Schema Schema => operation.Schema;

    public Source Source => operation.Source;

    public IReadOnlySet<string> Coordinates => operation.Coordinates;

    /// <summary>How many argument slots an execution needs so far; grows as abstract types are met.</summary>
    public int Slots => Volatile.Read(ref slots);

    public SelectionPlan BuildRoot(ObjectType root)
    {
        var collected = new Collected(operation.Node.SelectionSet.Selections.Count);
        Collect(root, operation.Node.SelectionSet, collected);
        return Build(root, collected);
    }

    public SelectionPlan Build(ObjectType type, FieldNode[] nodes) =>
        built.GetOrAdd(new Group(type, nodes), static (key, self) => self.Build(key.Type, self.Collect(key.Type, key.Nodes!)), this);

    /// <summary>
    /// Of some types, one of each kind that costs the same here. Where no type condition and no definition tells them apart, that is one
    /// of all of them: so what a document costs to read grows with the document, not with the number of types that it could meet.
    /// </summary>
    /// <param name="types">The possible types of an interface or union, or one object type.</param>
    /// <param name="nodes">Under which the fields are selected.</param>
    public IReadOnlyList<ObjectType> ByCost(IReadOnlyList<ObjectType> types, FieldNode[] nodes)
    {
        if (types.Count == 1)
        {
            return types;
        }

        var kinds = new List<ObjectType>();
        var known = new List<List<FieldNode>>();
        foreach (var type in types)
        {
            var selected = Selected(type, nodes);
            var isKnown = false;
            for (var i = 0; i < kinds.Count && !isKnown; i++)
            {
                isKnown = CostTheSame(type, selected, kinds[i], known[i]);
            }

            if (!isKnown)
            {
                kinds.Add(type);
                known.Add(selected);
            }
        }

        return kinds;
    }

    // Nothing when it depends on a variable that the caller set to null: such a selection has no cost.
    private List<FieldNode> Selected(ObjectType type, FieldNode[] nodes)
    {
        try
        {
            return Collect(type, nodes).All;
        }
        catch (GraphQLError)
        {
            return [];
        }
    }

    private bool CostTheSame(ObjectType type, List<FieldNode> selected, ObjectType other, List<FieldNode> others)
    {
        if (selected.Count != others.Count)
        {
            return false;
        }

        for (var i = 0; i < selected.Count; i++)
        {
            if (selected[i] != others[i])
            {
                return false;
            }

            var name = selected[i].Name.Value;
            if (MetaFields.Find(Schema, type, name) is null
                && !OperationCost.IsSame(type.FieldNamed(name)!, other.FieldNamed(name)!))
            {
                return false;
            }
        }

        return true;
    }

    private SelectionPlan Build(ObjectType type, Collected collected)
    {
        var groups = collected.Grouped();
        var fields = new FieldPlan[groups.Length];
        for (var i = 0; i < fields.Length; i++)
        {
            fields[i] = Plan(type, groups[i], first: i == 0);
        }

        return new SelectionPlan(type, fields);
    }

    private Collected Collect(ObjectType type, FieldNode[] nodes)
    {
        var collected = new Collected(nodes is [{ SelectionSet.Selections.Count: var count }, ..] ? count : 0);
        foreach (var node in nodes)
        {
            if (node.SelectionSet is { } selections)
            {
                Collect(type, selections, collected);
            }
        }

        return collected;
    }

    // Recurses as deep as Limits.SelectionNestingMax allowed.
    private void Collect(ObjectType type, SelectionSetNode selections, Collected into)
    {
        foreach (var selection in selections.Selections)
        {
            if (!Included(selection.Directives))
            {
                continue;
            }

            switch (selection)
            {
                case FieldNode field:
                    into.All.Add(field);
                    break;
                case InlineFragmentNode inline when Applies(type, inline.TypeCondition):
                    Collect(type, inline.SelectionSet, into);
                    break;
                case FragmentSpreadNode spread when into.Visit(spread.Name.Value):
                    var fragment = operation.Fragments[spread.Name.Value];
                    if (Applies(type, fragment.TypeCondition))
                    {
                        Collect(type, fragment.SelectionSet, into);
                    }

                    break;
            }
        }
    }

    // Wherever they stand, @skip is asked first: what it leaves out, nothing else is asked of.
    private bool Included(IReadOnlyList<DirectiveNode> directives) =>
        directives.Count == 0 || (Asks(Directive.Skip, directives) != true && Asks(Directive.Include, directives) != false);

    private bool? Asks(Directive wanted, IReadOnlyList<DirectiveNode> directives)
    {
        foreach (var directive in directives)
        {
            if (directive.Name.Value == wanted.Name && directive.Arguments.Count > 0)
            {
                return directive.Arguments[0].Value switch
                {
                    BooleanValueNode truth => truth.Value,
                    VariableNode variable => condition(variable.Name.Value) ?? throw ArgumentValues.NullFor(wanted, variable, Source),
                    _ => false,
                };
            }
        }

        return null;
    }

    private bool Applies(ObjectType type, NamedTypeNode? typeCondition) =>
        typeCondition is null || (TypeFromAst.Find(Schema, typeCondition) is { } wanted && Schema.IsSubType(type, wanted));

    private FieldPlan Plan(ObjectType type, FieldNode[] nodes, bool first)
    {
        var node = nodes[0];
        var field = MetaFields.Of(Schema, type, node.Name.Value) as Field
            ?? throw new InvalidOperationException("Validation lets no unknown field pass.");
        if (field == MetaFields.TypeName)
        {
            var constant = Encoding.UTF8.GetBytes($"{(first ? "{" : ",")}\"{node.ResponseKey}\":\"{type.Name}\"");
            return new FieldPlan(this, type, field, nodes, constant, mayAwait: false);
        }

        var mayAwait = operation.Awaiting is not null && Array.Exists(nodes, operation.Awaiting.Contains);
        var json = node.Alias is { } alias ? Field.KeyJson(alias.Value, first) : field.NameJson(first);
        if (ArgumentValues.UseVariables(node))
        {
            return new FieldPlan(this, type, field, nodes, json, mayAwait) { ArgumentSlot = Interlocked.Increment(ref slots) - 1 };
        }

        try
        {
            var values = ArgumentValues.Coerce(type, field, node, null, Source);
            return new FieldPlan(this, type, field, nodes, json, mayAwait) { Arguments = values };
        }
        catch (GraphQLError fault)
        {
            return new FieldPlan(this, type, field, nodes, json, mayAwait) { ArgumentFault = fault };
        }
    }

    private sealed class Collected(int expected)
    {
        private HashSet<string>? visited;

        /// <summary>In the order in which they stand.</summary>
        public List<FieldNode> All { get; } = new(expected);

        public bool Visit(string fragment) => (visited ??= new(StringComparer.Ordinal)).Add(fragment);

        /// <summary>By response key, in the order of the keys' first places.</summary>
        public FieldNode[][] Grouped()
        {
            var keys = new NamePlaces();
            var groups = new List<FieldNode[]>(All.Count);
            List<FieldNode>?[]? further = null;
            foreach (var field in All)
            {
                if (keys.TryAdd(field.ResponseKey, out var at))
                {
                    groups.Add([field]);
                }
                else
                {
                    further ??= new List<FieldNode>?[All.Count];
                    (further[at] ??= [.. groups[at]]).Add(field);
                }
            }

            for (var i = 0; i < further?.Length; i++)
            {
                if (further[i] is { } several)
                {
                    groups[i] = [.. several];
                }
            }

            return [.. groups];
        }
    }

    private readonly record struct Group(ObjectType Type, FieldNode[]? Nodes)
    {
        public bool Equals(Group other) => Type == other.Type && Nodes.AsSpan().SequenceEqual(other.Nodes.AsSpan());

        public override int GetHashCode()
        {
            // A node is known by its place in the document.
            return Nodes is [var first, ..] ? HashCode.Combine(Type, first.Span.Start, Nodes[^1].Span.Start, Nodes.Length) : 0;
        }
    }
}
