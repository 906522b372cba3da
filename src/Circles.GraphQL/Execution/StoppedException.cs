namespace Circles.GraphQL.Execution;

/// <summary>An execution that ends before its end, as a whole: no field's error, and no null where a field was.</summary>
internal sealed class StoppedException(GraphQLError error) : Exception(error.Message)
{
    public GraphQLError Error { get; } = error;

    public static StoppedException ResultTooLarge(int max) =>
        Of(ErrorCodes.ResultTooLarge, $"The answer is larger than {max} bytes.", "resultBytes", max);

    public static StoppedException TimeIsUp(TimeSpan max) =>
        Of(ErrorCodes.ExecutionTimeout, $"The request took longer than {max.TotalSeconds:0.###} seconds and was stopped.", "executionSeconds", max.TotalSeconds);

    private static StoppedException Of(string code, string message, string limit, double max) => new(new GraphQLError(message, code)
    {
        Extensions = new Dictionary<string, object?>(StringComparer.Ordinal) { ["limit"] = limit, ["max"] = max },
    });
}
