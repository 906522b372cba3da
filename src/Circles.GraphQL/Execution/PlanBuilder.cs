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

    public SelectionPlan BuildRoot(ObjectType root) => Build(root, [operation.Node.SelectionSet]);

    public SelectionPlan Build(ObjectType type, FieldNode[] nodes) =>
        built.GetOrAdd(new Group(type, nodes), static (key, self) => self.Build(key.Type, key.Selections()), this);

    private SelectionPlan Build(ObjectType type, IEnumerable<SelectionSetNode> selections)
    {
        var collected = new Collected();
        foreach (var selection in selections)
        {
            Collect(type, selection, collected);
        }

        var fields = new FieldPlan[collected.Keys.Count];
        for (var i = 0; i < fields.Length; i++)
        {
            fields[i] = Plan(type, [.. collected.Groups[collected.Keys[i]]], first: i == 0);
        }

        return new SelectionPlan(type, fields);
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
                    into.Add(field);
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
        var field = (Field?)MetaFields.Find(Schema, type, node.Name.Value) ?? type.FieldNamed(node.Name.Value)
            ?? throw new InvalidOperationException("Validation lets no unknown field pass.");
        var name = $"{(first ? "{" : ",")}\"{node.ResponseKey}\":";
        if (field == MetaFields.TypeName)
        {
            return new FieldPlan(this, type, field, nodes, Encoding.UTF8.GetBytes($"{name}\"{type.Name}\""), mayAwait: false);
        }

        var mayAwait = operation.Awaiting is not null && Array.Exists(nodes, operation.Awaiting.Contains);
        var json = Encoding.UTF8.GetBytes(name);
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

    private sealed class Collected
    {
        private HashSet<string>? visited;

        public List<string> Keys { get; } = [];

        public Dictionary<string, List<FieldNode>> Groups { get; } = new(StringComparer.Ordinal);

        public bool Visit(string fragment) => (visited ??= new(StringComparer.Ordinal)).Add(fragment);

        public void Add(FieldNode field)
        {
            if (!Groups.TryGetValue(field.ResponseKey, out var group))
            {
                Groups[field.ResponseKey] = group = [];
                Keys.Add(field.ResponseKey);
            }

            group.Add(field);
        }
    }

    private readonly record struct Group(ObjectType Type, FieldNode[]? Nodes)
    {
        public IEnumerable<SelectionSetNode> Selections() =>
            Nodes!.Where(node => node.SelectionSet is not null).Select(node => node.SelectionSet!);

        public bool Equals(Group other) => Type == other.Type && Nodes.AsSpan().SequenceEqual(other.Nodes.AsSpan());

        public override int GetHashCode()
        {
            var hash = new HashCode();
            hash.Add(Type);
            foreach (var node in Nodes!)
            {
                hash.Add(node);
            }

            return hash.ToHashCode();
        }
    }
}
