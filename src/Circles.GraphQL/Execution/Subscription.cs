using System.Buffers;

namespace Circles.GraphQL.Execution;

/// <summary>One subscription being answered (specification, "MapSourceToResponseEvent").</summary>
internal sealed class Subscription(
    GraphQLEngine engine, GraphQLRequest request, PreparedOperation operation, VariableValues variables, Executor source,
    SelectionPlan root, IAsyncEnumerable<object> events, CancellationTokenSource stop)
{
    public async IAsyncEnumerator<StreamedResponse> RespondAsync(CancellationToken cancellation)
    {
        using var cancelled = cancellation.UnsafeRegister(static stop => ((CancellationTokenSource)stop!).Cancel(), stop);
        IAsyncEnumerator<object>? reader = null;
        var output = new ArrayBufferWriter<byte>();
        try
        {
            while (true)
            {
                StreamedResponse response;
                GraphQLError? fault = null;
                try
                {
                    reader ??= events.GetAsyncEnumerator(stop.Token);
                    if (!await reader.MoveNextAsync())
                    {
                        yield break;
                    }

                    response = await RespondAsync(reader.Current, output);
                }
                catch (Exception e)
                {
                    stop.Token.ThrowIfCancellationRequested();
                    fault = source.Told(e, root);
                    response = GraphQLEngine.Failed(request, [fault], operation);
                }

                yield return response;
                if (fault is not null)
                {
                    yield break;
                }
            }
        }
        finally
        {
            await EndAsync(reader);
        }
    }

    private async ValueTask<StreamedResponse> RespondAsync(object happened, ArrayBufferWriter<byte> output)
    {
        output.ResetWrittenCount();
        var context = request.ContextFor is { } contextFor ? contextFor(happened) : request.Context;
        var summary = await engine.ExecuteAsync(request, operation, variables, context, happened, output, stop.Token);
        return StreamedResponse.Of(output.WrittenMemory, summary);
    }

    private async ValueTask EndAsync(IAsyncEnumerator<object>? reader)
    {
        try
        {
            await stop.CancelAsync();
            if (reader is not null)
            {
                await reader.DisposeAsync();
            }
        }
        catch (Exception e)
        {
            engine.Options.OnException?.Invoke(e, source.PathHere()); // There is nobody else left to tell.
        }
        finally
        {
            stop.Dispose();
        }
    }
}
