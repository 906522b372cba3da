using System.Buffers;
using Circles.GraphQL.Types;

namespace Circles.GraphQL.Execution;

/// <summary>Prepares and executes documents against one schema. Thread-safe; a host makes one.</summary>
public sealed class GraphQLEngine(Schema schema, EngineOptions? options = null)
{
    public Schema Schema { get; } = schema;

    public EngineOptions Options { get; } = options ?? new();

    /// <summary>Parses, validates and plans, or finds that done in the cache. Never throws for what a caller sent.</summary>
    public PreparedDocument Prepare(string document) => throw new NotSupportedException(document);

    /// <inheritdoc cref="Prepare(string)"/>
    /// <param name="utf8">The document's text; what is not UTF-8 is refused.</param>
    public PreparedDocument Prepare(ReadOnlySpan<byte> utf8) => throw new NotSupportedException();

    /// <summary>Executes one operation and writes the whole response (specification, "Response Format") to <paramref name="output"/>.</summary>
    public ValueTask<ExecutionSummary> ExecuteAsync(
        GraphQLRequest request, IBufferWriter<byte> output, CancellationToken cancellation = default) =>
        throw new NotSupportedException();
}
