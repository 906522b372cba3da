using Circles.GraphQL.Language;
using Circles.GraphQL.Types;

namespace Circles.GraphQL.Execution;

/// <summary>
/// The selections that may wait. Output is written in order, so values are completed one after another; only the resolvers of one
/// selection set run at the same time.
/// </summary>
internal sealed partial class Executor
{
    /// <summary>Specification, "ExecuteQuery" and "ExecuteMutation". Writes <c>null</c> when the null reached the root.</summary>
    public async ValueTask ExecuteAsync(SelectionPlan root, OperationKind kind, object source)
    {
        var start = output.Length;
        var written = root.MayAwait
            ? await WriteObjectAsync(root, source, serial: kind == OperationKind.Mutation)
            : WriteObject(root, source);
        if (!written)
        {
            Nullify(start, nonNull: false);
        }
    }

    /// <summary>Specification, "CreateSourceEventStream": the events of the only field of the subscription root.</summary>
    /// <exception cref="GraphQLError">Why there is no stream, as the caller is told.</exception>
    public IAsyncEnumerable<object> Subscribe(SelectionPlan root, object source)
    {
        var field = root.Fields[0];
        Push(new PathStep(field.Key, 0));
        try
        {
            var context = new FieldContext(this, field, Arguments(field));
            context.KeepPath();
            return field.Field.Subscribe(source, context);
        }
        catch (Exception e) when (IsFieldError(e))
        {
            throw Placed(Told(e), field);
        }
    }

    /// <summary>What the caller is told when the source stream itself breaks.</summary>
    public GraphQLError Told(Exception e, SelectionPlan root) => Placed(Told(e), root.Fields[0]);

    private async ValueTask<bool> WriteObjectAsync(SelectionPlan plan, object source, bool serial)
    {
        Cancellation.ThrowIfCancellationRequested();
        var begun = serial || plan.AsyncCount < 2 ? null : BeginAll(plan, source);
        try
        {
            for (var i = 0; i < plan.Fields.Length; i++)
            {
                var field = plan.Fields[i];
                var pending = begun?[i];
                if (begun is not null)
                {
                    begun[i] = null;
                }

                if (!(field.MayAwait ? await WriteFieldAsync(field, source, pending) : WriteField(field, source)))
                {
                    return false;
                }
            }
        }
        finally
        {
            await Settle(begun);
        }

        output.WriteByte((byte)'}');
        return true;
    }

    private async ValueTask<bool> WriteFieldAsync(FieldPlan field, object source, Task<object?>? pending)
    {
        output.WriteRaw(field.NameJson);
        var start = output.Length;
        var here = depth;
        Push(new PathStep(field.Key, 0));
        var written = false;
        try
        {
            var result = field.Field.Kind == ResolverKind.Async
                ? pending is null ? await Begin(field, source) : await pending
                : Resolve(field, source, Arguments(field));
            written = await CompleteAsync(field, field.Field.Type, result);
        }
        catch (Exception e) when (IsFieldError(e))
        {
            Report(e, field);
        }

        depth = here;
        return written || Nullify(start, field.IsNonNull);
    }

    private ValueTask<bool> CompleteAsync(FieldPlan field, GraphQLType type, object? result)
    {
        if (result is null || type.IsLeaf)
        {
            return ValueTask.FromResult(Complete(field, type, result));
        }

        if (type.Nullable is ListType list)
        {
            return WriteListAsync(field, list, result);
        }

        var plan = field.SelectionFor(type.Nullable as ObjectType ?? ResolveType(field, type.Named, result));
        return plan.MayAwait ? WriteObjectAsync(plan, result, serial: false) : ValueTask.FromResult(WriteObject(plan, result));
    }

    private async ValueTask<bool> WriteListAsync(FieldPlan field, ListType type, object result)
    {
        output.WriteByte((byte)'[');
        var i = 0;
        foreach (var item in Items(field, result))
        {
            if (!await WriteItemAsync(field, type.OfType, item, i++))
            {
                return false;
            }
        }

        output.WriteByte((byte)']');
        return true;
    }

    private async ValueTask<bool> WriteItemAsync(FieldPlan field, GraphQLType type, object? item, int index)
    {
        output.WriteSeparator(index);
        var start = output.Length;
        var here = depth;
        Push(new PathStep(null, index));
        var written = false;
        try
        {
            written = await CompleteAsync(field, type, item);
        }
        catch (Exception e) when (IsFieldError(e))
        {
            Report(e, field);
        }

        depth = here;
        return written || Nullify(start, type.IsNonNull);
    }

    private Task<object?>?[] BeginAll(SelectionPlan plan, object source)
    {
        var begun = new Task<object?>?[plan.Fields.Length];
        for (var i = 0; i < begun.Length; i++)
        {
            var field = plan.Fields[i];
            if (field.Field.Kind != ResolverKind.Async)
            {
                continue;
            }

            Push(new PathStep(field.Key, 0));
            try
            {
                begun[i] = Begin(field, source).AsTask();
            }
            catch (Exception e) when (IsFieldError(e))
            {
                begun[i] = Task.FromException<object?>(e); // Told when the field's turn comes.
            }

            depth--;
        }

        return begun;
    }

    private ValueTask<object?> Begin(FieldPlan field, object source)
    {
        var context = new FieldContext(this, field, Arguments(field));
        context.KeepPath();
        return field.Field.ResolveAsync(source, context);
    }

    // A request is over only when everything it began is: nothing may use its context afterwards. What these would have said is moot.
    private static async ValueTask Settle(Task<object?>?[]? begun)
    {
        foreach (var pending in begun ?? [])
        {
            if (pending is not null)
            {
                await ((Task)pending).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
