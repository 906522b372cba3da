using System.Collections.Concurrent;
using Circles.GraphQL.Introspection;
using Circles.GraphQL.Language;
using Circles.GraphQL.Types;

namespace Circles.GraphQL.Execution;

/// <summary>An operation's plan for one set of values of its condition variables.</summary>
internal sealed record Plan(PlanBuilder Builder, SelectionPlan Root, OperationCost Cost);

/// <summary>What to write for one object type: its fields in response order, fragments and conditions resolved.</summary>
internal sealed class SelectionPlan
{
    public SelectionPlan(ObjectType type, FieldPlan[] fields)
    {
        Type = type;
        Fields = fields;
        foreach (var field in fields)
        {
            MayAwait |= field.MayAwait;
            AsyncCount += field.Field.Kind == ResolverKind.Async ? 1 : 0;
        }
    }

    public ObjectType Type { get; }

    public FieldPlan[] Fields { get; }

    /// <summary>Whether anything in or under this selection may have to be awaited.</summary>
    public bool MayAwait { get; }

    /// <summary>Fields whose own resolver is asynchronous.</summary>
    public int AsyncCount { get; }
}

/// <summary>How a field's result reaches the response; decided once, so that the executor only switches.</summary>
internal enum ResultWriter
{
    /// <summary>Through <see cref="Executor"/>'s value completion: lists, objects, abstract types, boxed leaves.</summary>
    Completed,
    Constant,
    Text,
    Integer,
    IntegerAsId,
    Long,
    Boolean,
    Double,
}

/// <summary>One response key of one object type: the field to resolve and everything about it that no request changes.</summary>
internal sealed class FieldPlan
{
    private readonly PlanBuilder builder;
    private ConcurrentDictionary<ObjectType, SelectionPlan>? byType;
    private SelectionPlan? only;

    public FieldPlan(PlanBuilder builder, ObjectType parent, Field field, FieldNode[] nodes, byte[] nameJson, bool mayAwait)
    {
        this.builder = builder;
        Parent = parent;
        Field = field;
        Nodes = nodes;
        NameJson = nameJson;
        MayAwait = mayAwait;
        IsNonNull = field.Type.IsNonNull;
        Key = nodes[0].ResponseKey;
        Writer = ChooseWriter(field);
    }

    public ObjectType Parent { get; }

    public Field Field { get; }

    /// <summary>Every place of the document that asks for this response key here.</summary>
    public FieldNode[] Nodes { get; }

    public string Key { get; }

    /// <summary>The key as JSON with what stands before and after it: <c>{"name":</c> or <c>,"name":</c>; for __typename the value too.</summary>
    public byte[] NameJson { get; }

    public bool IsNonNull { get; }

    public bool MayAwait { get; }

    public ResultWriter Writer { get; }

    /// <summary>The coerced arguments, when no variable stands in them.</summary>
    public object?[]? Arguments { get; init; }

    /// <summary>Why the arguments can never be coerced; told each time the field is executed.</summary>
    public GraphQLError? ArgumentFault { get; init; }

    /// <summary>Where an execution keeps the arguments it coerced.</summary>
    public int ArgumentSlot { get; init; } = -1;

    public Source Source => builder.Source;

    /// <summary>The plan of what is selected under this field for results of <paramref name="type"/>.</summary>
    public SelectionPlan SelectionFor(ObjectType type) => Field.Type.Named is ObjectType
        ? only ??= builder.Build(type, Nodes)
        : ByType().GetOrAdd(type, static (key, field) => field.builder.Build(key, field.Nodes), this);

    /// <summary>The same for one look, by types of which most are never met.</summary>
    public SelectionPlan LookAt(ObjectType type) => Field.Type.Named is ObjectType ? SelectionFor(type) : builder.Build(type, Nodes);

    /// <summary>One possible type of each kind that costs the same here.</summary>
    public IReadOnlyList<ObjectType> TypesByCost() => builder.ByCost(builder.Schema.PossibleTypes(Field.Type.Named), Nodes);

    public bool Selects(string name)
    {
        foreach (var type in builder.Schema.PossibleTypes(Field.Type.Named))
        {
            if (Array.Exists(SelectionFor(type).Fields, child => string.Equals(child.Field.Name, name, StringComparison.Ordinal)))
            {
                return true;
            }
        }

        return false;
    }

    // Made when it is needed: of a hostile document's many fields most are never executed.
    private ConcurrentDictionary<ObjectType, SelectionPlan> ByType() => Volatile.Read(ref byType) is { } there
        ? there
        : Interlocked.CompareExchange(ref byType, new(), null) ?? byType;

    private static ResultWriter ChooseWriter(Field field) => (field.Kind, field.Type.Nullable) switch
    {
        _ when field == MetaFields.TypeName => ResultWriter.Constant,
        (ResolverKind.Text, var type) when type == Scalars.Text || type == Scalars.Id => ResultWriter.Text,
        (ResolverKind.Integer, var type) when type == Scalars.Int => ResultWriter.Integer,
        (ResolverKind.Integer, var type) when type == Scalars.Float => ResultWriter.Long,
        (ResolverKind.Integer, var type) when type == Scalars.Id => ResultWriter.IntegerAsId,
        (ResolverKind.Boolean, var type) when type == Scalars.Boolean => ResultWriter.Boolean,
        (ResolverKind.Double, var type) when type == Scalars.Float => ResultWriter.Double,
        _ => ResultWriter.Completed,
    };
}
