using System.Collections;
using System.Diagnostics;
using Circles.GraphQL.Types;

namespace Circles.GraphQL.Execution;

/// <summary>
/// Executes one operation (specification, "Execution"), writing the data as it goes. This part is synchronous; its sibling awaits the
/// fields whose plans say that they may wait. One instance for one request; resolvers may keep contexts that point to it.
/// </summary>
internal sealed partial class Executor
{
    // Deep enough for the deepest operation with a list at each level; grows when a type nests more lists than that.
    private const int PathInitial = 32;

    private readonly JsonBuffer output;
    private readonly VariableValues variables;
    private readonly Plan plan;
    private readonly EngineOptions options;
    private object?[]?[] argumentSlots = [];
    private FieldContext? leafContext;
    private PathStep[] path = new PathStep[PathInitial];
    private int depth;

    public Executor(
        Schema schema, Plan plan, VariableValues variables, JsonBuffer output, EngineOptions options, object context,
        CancellationToken cancellation)
    {
        Schema = schema;
        this.plan = plan;
        this.variables = variables;
        this.output = output;
        this.options = options;
        Context = context;
        caller = cancellation;
        TimeMax = options.ExecutionTimeMax;
        began = options.Time.GetTimestamp();
    }

    public Schema Schema { get; }

    public object Context { get; }

    public IReadOnlySet<string> Coordinates => plan.Builder.Coordinates;

    /// <summary>Field errors so far; null while there are none.</summary>
    public List<GraphQLError>? Errors { get; private set; }

    public IReadOnlyList<object> PathHere()
    {
        var here = new object[depth];
        for (var i = 0; i < depth; i++)
        {
            here[i] = path[i].Key is { } key ? key : path[i].Index;
        }

        return here;
    }

    /// <summary>Specification, "ExecuteSelectionSet". False when a null must go to the parent, which then cuts the output back.</summary>
    private bool WriteObject(SelectionPlan selected, object source)
    {
        Step();
        OpenIfEmpty(selected);
        foreach (var field in selected.Fields)
        {
            if (!WriteField(field, source))
            {
                return false;
            }
        }

        output.WriteByte((byte)'}');
        return true;
    }

    // The first field's name brings the brace; with every field skipped there is none.
    private void OpenIfEmpty(SelectionPlan selected)
    {
        if (selected.Fields.Length == 0)
        {
            output.WriteByte((byte)'{');
        }
    }

    /// <summary>Specification, "ExecuteField" and "Handling Execution Errors".</summary>
    private bool WriteField(FieldPlan field, object source)
    {
        output.WriteRaw(field.NameJson);
        if (field.Writer == ResultWriter.Constant)
        {
            return true;
        }

        var start = output.Length;
        var here = depth;
        Push(new PathStep(field.Key, 0));
        var written = false;
        try
        {
            written = IsClosed(field, source) ? WriteClosed(field) : ResolveAndWrite(field, source);
        }
        catch (Exception e) when (IsFieldError(e))
        {
            Report(e, field);
        }

        depth = here;
        return written || Nullify(start, field.IsNonNull);
    }

    private bool ResolveAndWrite(FieldPlan field, object source)
    {
        var arguments = Arguments(field);
        switch (field.Writer)
        {
            case ResultWriter.Text:
                if (field.Field.ResolveText(source, Leaf(field, arguments)) is { } text)
                {
                    output.WriteString(text);
                    return true;
                }

                return WriteNull(field, field.IsNonNull);
            case ResultWriter.Integer or ResultWriter.Long or ResultWriter.IntegerAsId:
                return field.Field.ResolveInteger(source, Leaf(field, arguments)) is { } number
                    ? WriteInteger(field.Writer, number)
                    : WriteNull(field, field.IsNonNull);
            case ResultWriter.Boolean:
                output.WriteBoolean(field.Field.ResolveBoolean(source, Leaf(field, arguments)));
                return true;
            case ResultWriter.Double:
                output.WriteNumber(field.Field.ResolveDouble(source, Leaf(field, arguments)));
                return true;
            default:
                return Complete(field, field.Field.Type, Resolve(field, source, arguments));
        }
    }

    private bool WriteInteger(ResultWriter writer, long number)
    {
        if (writer == ResultWriter.IntegerAsId)
        {
            output.WriteByte((byte)'"');
            output.WriteNumber(number);
            output.WriteByte((byte)'"');
        }
        else
        {
            output.WriteNumber(writer == ResultWriter.Integer ? Scalars.InRange(number) : number);
        }

        return true;
    }

    private object? Resolve(FieldPlan field, object source, object?[] arguments) => field.Field.Kind switch
    {
        // What is written lazily, or holds on to its context, needs a context of its own.
        ResolverKind.Object => field.Field.ResolveObject(
            source, field.Field.Type.IsLeaf ? Leaf(field, arguments) : new FieldContext(this, field, arguments)),
        ResolverKind.Text => field.Field.ResolveText(source, Leaf(field, arguments)),
        ResolverKind.Integer => field.Field.ResolveInteger(source, Leaf(field, arguments)),
        ResolverKind.Boolean => field.Field.ResolveBoolean(source, Leaf(field, arguments)),
        ResolverKind.Double => field.Field.ResolveDouble(source, Leaf(field, arguments)),
        ResolverKind.Event => field.Field.ResolveEvent(source, new FieldContext(this, field, arguments)),
        _ => throw new UnreachableException("The plan sends asynchronous fields the other way."),
    };

    /// <summary>Specification, "CompleteValue".</summary>
    private bool Complete(FieldPlan field, GraphQLType type, object? result)
    {
        if (result is null)
        {
            return WriteNull(field, type.IsNonNull);
        }

        switch (type.Nullable)
        {
            case ScalarType scalar:
                scalar.WriteTo(output, result);
                return true;
            case EnumType @enum:
                @enum.WriteTo(output, result);
                return true;
            case ListType list:
                return WriteList(field, list, result);
            case var named:
                return TypeOf(field, named, result) is { } made
                    ? WriteObject(field.SelectionFor(made), result)
                    : WriteNull(field, type.IsNonNull);
        }
    }

    /// <summary>The object type of a result; null when the type's guard keeps the caller from seeing it.</summary>
    private ObjectType? TypeOf(FieldPlan field, GraphQLType type, object result)
    {
        var made = type as ObjectType ?? ResolveType(field, (NamedType)type, result);
        return made.Guard is not { } guard || guard.Admits(result, Context) ? made : null;
    }

    private bool IsClosed(FieldPlan field, object source) => field.Field.Guard is { } guard && !guard.Admits(source, Context);

    // As if there were nothing to tell. The schema's validation sees to it that this can be said.
    private bool WriteClosed(FieldPlan field)
    {
        if (!field.IsNonNull)
        {
            output.WriteNull();
        }
        else if (field.Field.Type.Nullable is ListType)
        {
            output.WriteByte((byte)'[');
            output.WriteByte((byte)']');
        }
        else
        {
            output.WriteBoolean(false);
        }

        return true;
    }

    private bool WriteList(FieldPlan field, ListType type, object result)
    {
        output.WriteByte((byte)'[');
        if (result is IList list)
        {
            for (var i = 0; i < list.Count; i++)
            {
                if (!WriteItem(field, type.OfType, list[i], i))
                {
                    return false;
                }
            }
        }
        else
        {
            var i = 0;
            foreach (var item in Items(field, result))
            {
                if (!WriteItem(field, type.OfType, item, i++))
                {
                    return false;
                }
            }
        }

        output.WriteByte((byte)']');
        return true;
    }

    private bool WriteItem(FieldPlan field, GraphQLType type, object? item, int index)
    {
        Step();
        output.WriteSeparator(index);
        var start = output.Length;
        var here = depth;
        Push(new PathStep(null, index));
        var written = false;
        try
        {
            written = Complete(field, type, item);
        }
        catch (Exception e) when (IsFieldError(e))
        {
            Report(e, field);
        }

        depth = here;
        return written || Nullify(start, type.IsNonNull);
    }

    private static IEnumerable Items(FieldPlan field, object result) => result is IEnumerable items and not string
        ? items
        : throw new InvalidOperationException($"Expected a list for field {field.Parent.Name}.{field.Field.Name}.");

    private ObjectType ResolveType(FieldPlan field, NamedType type, object result) =>
        Schema.ResolveType(type, result) ?? throw new InvalidOperationException(
            $"Abstract type {type.Name} does not tell the object type of a {result.GetType()} at {field.Parent.Name}.{field.Field.Name}.");

    // A null where none may be is a fault of the schema's own code: the host hears of it as of any other, the caller hears the field's name
    // and whatever the host adds for finding it again.
    private bool WriteNull(FieldPlan field, bool nonNull)
    {
        if (!nonNull)
        {
            output.WriteNull();
            return true;
        }

        var message = $"Cannot return null for non-nullable field {field.Parent.Name}.{field.Field.Name}.";
        var fault = new InvalidOperationException(message);
        var told = options.Translate?.Invoke(fault);
        if (told is null)
        {
            options.OnException?.Invoke(fault, PathHere());
        }

        Add(new GraphQLError(message, ErrorCodes.Internal) { Extensions = told?.Extensions }, field);
        return false;
    }

    // Null propagation: what was written since is dropped, and the nearest nullable place becomes null.
    private bool Nullify(int start, bool nonNull)
    {
        if (nonNull)
        {
            return false;
        }

        output.Truncate(start);
        output.WriteNull();
        return true;
    }

    private object?[] Arguments(FieldPlan field)
    {
        if (field.Arguments is { } constant)
        {
            return constant;
        }

        if (field.ArgumentFault is { } fault)
        {
            throw fault.Copy();
        }

        if (field.ArgumentSlot >= argumentSlots.Length)
        {
            Array.Resize(ref argumentSlots, Math.Max(field.ArgumentSlot + 1, plan.Builder.Slots));
        }

        return argumentSlots[field.ArgumentSlot] ??= ArgumentValues.Coerce(field.Parent, field.Field, field.Nodes[0], variables, field.Source);
    }

    private FieldContext Leaf(FieldPlan field, object?[] arguments)
    {
        if (leafContext is null)
        {
            return leafContext = new FieldContext(this, field, arguments);
        }

        leafContext.Become(field, arguments);
        return leafContext;
    }

    // The caller's cancellation and a spent budget end the whole request; everything else stays with its field.
    private bool IsFieldError(Exception e) =>
        e is not StoppedException && (e is not OperationCanceledException || !(caller.IsCancellationRequested || IsTimeUp));

    private void Report(Exception e, FieldPlan field) => Add(Told(e), field);

    private GraphQLError Told(Exception e)
    {
        var told = e as GraphQLError ?? options.Translate?.Invoke(e);
        if (told is null)
        {
            options.OnException?.Invoke(e, PathHere());
            told = new GraphQLError("Internal error.", ErrorCodes.Internal);
        }

        return told;
    }

    private void Add(GraphQLError error, FieldPlan field)
    {
        Errors ??= [];
        if (Errors.Count < options.FieldErrorsMax)
        {
            Errors.Add(Placed(error, field));
        }
    }

    private GraphQLError Placed(GraphQLError error, FieldPlan field) =>
        error.At([.. field.Nodes.Select(node => field.Source.Locate(node.Span.Start))], PathHere());

    private void Push(PathStep step)
    {
        if (depth == path.Length)
        {
            Array.Resize(ref path, path.Length * 2);
        }

        path[depth++] = step;
    }

    /// <summary>A response key, or a list index where there is none.</summary>
    private readonly record struct PathStep(string? Key, int Index);
}
