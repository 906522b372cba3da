namespace Circles.GraphQL.Execution;

/// <summary>One whole response of a subscription (specification, "Response Format").</summary>
/// <param name="Json">Valid until the stream's next response is asked for.</param>
/// <param name="Errors">The array of <paramref name="Json"/>'s <c>errors</c> alone; empty without errors. Valid as long.</param>
/// <param name="Summary">How it went.</param>
public readonly record struct StreamedResponse(ReadOnlyMemory<byte> Json, ReadOnlyMemory<byte> Errors, ExecutionSummary Summary)
{
    /// <summary>
    /// What <see cref="Json"/> begins with: errors and data, without the extensions and the closing brace. Two responses say the same
    /// when these bytes are equal. Valid as long.
    /// </summary>
    public ReadOnlyMemory<byte> Answer { get; private init; }

    internal static StreamedResponse Of(ReadOnlyMemory<byte> json, Outcome outcome) =>
        new(json, ResponseWriter.ErrorsIn(json, outcome.ErrorsLength), outcome.Summary) { Answer = json[..outcome.AnswerLength] };
}

/// <summary>
/// What a subscription is answered with: a refusal, or one response for each event of its source stream. To be enumerated once. Events
/// are executed one after another, each when the next response is asked for: nothing is buffered here. Where the source stream breaks,
/// the last response has errors and no data (<see cref="ExecutionSummary.HasData"/>). When the enumerator is disposed of or cancelled,
/// the source stream is cancelled and disposed of.
/// </summary>
public sealed class ResponseStream : IAsyncEnumerable<StreamedResponse>
{
    private Func<CancellationToken, IAsyncEnumerator<StreamedResponse>>? begin;

    internal ResponseStream(StreamedResponse refusal) => Refusal = refusal;

    internal ResponseStream(Func<CancellationToken, IAsyncEnumerator<StreamedResponse>> begin) => this.begin = begin;

    /// <summary>
    /// The only response where there is no stream: why the subscription is refused, or what it costs when only that was asked. Null when
    /// there is a stream.
    /// </summary>
    public StreamedResponse? Refusal { get; }

    /// <exception cref="InvalidOperationException">The subscription was refused, or is enumerated already.</exception>
    public IAsyncEnumerator<StreamedResponse> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        var why = Refusal is null ? "A response stream is enumerated once." : "The subscription was refused.";
        var once = Interlocked.Exchange(ref begin, null) ?? throw new InvalidOperationException(why);
        return once(cancellationToken);
    }
}
