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
    /// <exception cref="StoppedException">A budget is spent; what is written is nothing.</exception>
    public async ValueTask ExecuteAsync(OperationKind kind, object source)
    {
        var start = output.Length;
        var written = plan.Root.MayAwait
            ? await WriteObjectAsync(plan.Root, source, serial: kind == OperationKind.Mutation)
            : WriteObject(plan.Root, source);
        if (!written)
        {
            Nullify(start, nonNull: false);
        }

        output.CheckLength();
    }

    private async ValueTask<bool> WriteObjectAsync(SelectionPlan selected, object source, bool serial)
    {
        Look();
        var begun = serial || selected.AsyncCount < 2 ? null : BeginAll(selected, source);
        try
        {
            for (var i = 0; i < selected.Fields.Length; i++)
            {
                if (serial)
                {
                    Look(); // Nothing more is changed once the answer can no longer tell of it.
                }

                var field = selected.Fields[i];
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
            written = IsClosed(field, source)
                ? WriteClosed(field)
                : await CompleteAsync(field, field.Field.Type, field.Field.Kind == ResolverKind.Async
                    ? await InTime(pending is null ? Begin(field, source) : new(pending))
                    : Resolve(field, source, Arguments(field)));
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

        if (TypeOf(field, type.Nullable, result) is not { } made)
        {
            return ValueTask.FromResult(WriteNull(field, type.IsNonNull));
        }

        var selected = field.SelectionFor(made);
        return selected.MayAwait ? WriteObjectAsync(selected, result, serial: false) : ValueTask.FromResult(WriteObject(selected, result));
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
        Step();
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

    private Task<object?>?[] BeginAll(SelectionPlan selected, object source)
    {
        var begun = new Task<object?>?[selected.Fields.Length];
        for (var i = 0; i < begun.Length; i++)
        {
            var field = selected.Fields[i];
            if (field.Field.Kind != ResolverKind.Async || IsClosed(field, source))
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

    // A request is over only when everything it began is, or its time is up: nothing else may use its context afterwards. What these
    // would have said is moot.
    private async ValueTask Settle(Task<object?>?[]? begun)
    {
        foreach (var pending in begun ?? [])
        {
            if (pending is not null)
            {
                await ((Task)pending.WaitAsync(Left, options.Time)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
