using System.Buffers;

namespace Circles.GraphQL.Execution;

/// <summary>Specification, "Subscription".</summary>
public sealed partial class GraphQLEngine
{
    /// <summary>Subscribes to the events of one subscription operation, each of which is answered with a whole response.</summary>
    /// <param name="request">As for one response; <see cref="GraphQLRequest.ContextFor"/> gives each event a context of its own.</param>
    /// <param name="cancellation">Ends the stream, whether or not it is being enumerated.</param>
    public ValueTask<ResponseStream> SubscribeAsync(GraphQLRequest request, CancellationToken cancellation = default)
    {
        if (Accept(request, streamed: true, out var operation, out var variables) is { } refused)
        {
            return ValueTask.FromResult(Refused(request, refused, operation));
        }

        var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        try
        {
            var plan = operation!.PlanFor(variables!);
            using var nothing = new JsonBuffer();
            var source = new Executor(Schema, plan.Builder, variables!, nothing, Options, request.Context, stop.Token);
            var events = source.Subscribe(plan.Root, request.Root ?? request.Context);
            var subscription = new Subscription(this, request, operation, variables!, source, plan.Root, events, stop);
            return ValueTask.FromResult(new ResponseStream(subscription.RespondAsync));
        }
        catch (GraphQLError fault)
        {
            stop.Cancel();
            stop.Dispose();
            return ValueTask.FromResult(Refused(request, [fault], operation));
        }
    }

    internal static StreamedResponse Failed(GraphQLRequest request, IReadOnlyList<GraphQLError> errors, PreparedOperation? operation)
    {
        var output = new ArrayBufferWriter<byte>();
        var summary = Refuse(request, errors, operation, output);
        return StreamedResponse.Of(output.WrittenMemory, summary);
    }

    private static ResponseStream Refused(GraphQLRequest request, IReadOnlyList<GraphQLError> errors, PreparedOperation? operation) =>
        new(Failed(request, errors, operation));
}
