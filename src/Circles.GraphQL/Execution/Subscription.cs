using System.Buffers;

namespace Circles.GraphQL.Execution;

/// <summary>One subscription being answered (specification, "MapSourceToResponseEvent").</summary>
internal sealed class Subscription
{
    private readonly GraphQLEngine engine;
    private readonly GraphQLRequest request;
    private readonly Accepted accepted;
    private readonly CancellationTokenSource stop;
    private readonly Executor source;
    private readonly IAsyncEnumerable<object> events;

    /// <exception cref="GraphQLError">Why there is no source stream ("CreateSourceEventStream").</exception>
    public Subscription(GraphQLEngine engine, GraphQLRequest request, Accepted accepted, CancellationTokenSource stop)
    {
        (this.engine, this.request, this.accepted, this.stop) = (engine, request, accepted, stop);
        source = Executor.OfStream(engine, accepted, request.Context, stop.Token);
        events = source.Subscribe(request.Root ?? request.Context);
    }

    public async IAsyncEnumerator<StreamedResponse> RespondAsync(CancellationToken cancellation)
    {
        var cancelled = cancellation.UnsafeRegister(static stop => ((CancellationTokenSource)stop!).Cancel(), stop);
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

                    fault = request.Charge?.Invoke(accepted.Cost);
                    response = fault is null
                        ? await RespondAsync(reader.Current, output)
                        : engine.Respond(request, accepted with { Errors = [fault] });
                }
                catch (Exception e)
                {
                    stop.Token.ThrowIfCancellationRequested();
                    fault = source.WhyEnded(e);
                    response = engine.Respond(request, accepted with { Errors = [fault] });
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
            await cancelled.DisposeAsync(); // First: it must not cancel what is disposed of.
            await EndAsync(reader);
        }
    }

    private async ValueTask<StreamedResponse> RespondAsync(object happened, ArrayBufferWriter<byte> output)
    {
        output.ResetWrittenCount();
        var context = request.ContextFor is { } contextFor ? contextFor(happened) : request.Context;
        var outcome = await engine.RunAsync(request, accepted, context, happened, output, stop.Token);
        return StreamedResponse.Of(output.WrittenMemory, outcome);
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
