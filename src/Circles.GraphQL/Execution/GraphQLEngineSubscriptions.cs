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
        var accepted = Accept(request, streamed: true);
        if (accepted.Answered)
        {
            return ValueTask.FromResult(new ResponseStream(Respond(request, accepted)));
        }

        var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        try
        {
            var subscription = new Subscription(this, request, accepted, stop);
            return ValueTask.FromResult(new ResponseStream(subscription.RespondAsync));
        }
        catch (Exception e)
        {
            stop.Cancel();
            stop.Dispose();
            if (e is not GraphQLError fault)
            {
                throw;
            }

            return ValueTask.FromResult(new ResponseStream(Respond(request, accepted with { Errors = [fault] })));
        }
    }

    /// <summary>A response without execution, in memory of its own.</summary>
    internal StreamedResponse Respond(GraphQLRequest request, Accepted accepted)
    {
        var output = new ArrayBufferWriter<byte>();
        var outcome = Answer(request, accepted, output);
        return StreamedResponse.Of(output.WrittenMemory, outcome);
    }
}
