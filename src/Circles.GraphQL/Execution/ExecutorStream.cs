using Circles.GraphQL.Types;

namespace Circles.GraphQL.Execution;

/// <summary>The source stream of a subscription: made from the one field of its root, and told of in that field's name.</summary>
internal sealed partial class Executor
{
    /// <summary>An executor that answers nothing: its resolver gives the events, for as long as somebody listens.</summary>
    public static Executor OfStream(GraphQLEngine engine, Accepted accepted, object context, CancellationToken listening)
    {
        using var nothing = new JsonBuffer();
        return new Executor(engine.Schema, accepted.Plan!, accepted.Variables!, nothing, engine.Options, context, listening)
        {
            TimeMax = Timeout.InfiniteTimeSpan,
        };
    }

    /// <summary>Specification, "CreateSourceEventStream".</summary>
    /// <exception cref="GraphQLError">Why there is no stream, as the caller is told.</exception>
    public IAsyncEnumerable<object> Subscribe(object source)
    {
        var field = plan.Root.Fields[0]; // Validation lets no other number pass, nor a condition.
        Push(new PathStep(field.Key, 0));
        try
        {
            var context = new FieldContext(this, field, Arguments(field));
            context.KeepPath();
            return field.Field.Subscribe(source, context);
        }
        catch (Exception e) when (IsFieldError(e))
        {
            throw WhyEnded(e);
        }
    }

    /// <summary>What the caller is told of an exception of the source stream.</summary>
    public GraphQLError WhyEnded(Exception e) => Placed(Told(e), plan.Root.Fields[0]);
}
