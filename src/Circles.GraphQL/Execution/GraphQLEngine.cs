using System.Buffers;
using System.Text;
using Circles.GraphQL.Language;
using Circles.GraphQL.Types;
using Circles.GraphQL.Validation;

namespace Circles.GraphQL.Execution;

/// <summary>Prepares and executes documents against one schema. Thread-safe; a host makes one.</summary>
public sealed partial class GraphQLEngine
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private const string NoSubscriptions = "A subscription is answered by a stream of responses, and here one response was asked for.";
    private const string OnlySubscriptions = "Only a subscription is answered by a stream of responses.";

    private readonly DocumentCache cache;

    public GraphQLEngine(Schema schema, EngineOptions? options = null)
    {
        Schema = schema;
        Options = options ?? new();
        cache = new DocumentCache(Options.CachedDocumentsMax);
    }

    public Schema Schema { get; }

    public EngineOptions Options { get; }

    /// <summary>Documents in the cache at this moment.</summary>
    public int CachedDocuments => cache.Count;

    /// <summary>Parses, validates and plans, or finds that done in the cache. Never throws for what a caller sent.</summary>
    public PreparedDocument Prepare(string document) => cache.Find(document) ?? PrepareAnew(document);

    /// <inheritdoc cref="Prepare(string)"/>
    /// <param name="utf8">The document's text; what is not UTF-8 is refused.</param>
    public PreparedDocument Prepare(ReadOnlySpan<byte> utf8)
    {
        var characters = ArrayPool<char>.Shared.Rent(utf8.Length);
        try
        {
            var text = characters.AsSpan(0, Strict.GetChars(utf8, characters));
            return cache.Find(text) ?? PrepareAnew(text.ToString());
        }
        catch (DecoderFallbackException)
        {
            return new PreparedDocument([new GraphQLError("Syntax Error: The document is not UTF-8.", ErrorCodes.ParseFailed)]);
        }
        finally
        {
            ArrayPool<char>.Shared.Return(characters);
        }
    }

    /// <summary>Executes one operation and writes the whole response (specification, "Response Format") to <paramref name="output"/>.</summary>
    /// <returns>How it went; known only after everything is written.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> was cancelled; nothing was written.</exception>
    public ValueTask<ExecutionSummary> ExecuteAsync(
        GraphQLRequest request, IBufferWriter<byte> output, CancellationToken cancellation = default)
    {
        var refused = Accept(request, streamed: false, out var operation, out var variables);
        return refused is null
            ? ExecuteAsync(request, operation!, variables!, request.Context, request.Root ?? request.Context, output, cancellation)
            : ValueTask.FromResult(Refuse(request, refused, operation, output));
    }

    // What stands before execution: a valid document, an operation of the right kind, variables that fit.
    private IReadOnlyList<GraphQLError>? Accept(
        GraphQLRequest request, bool streamed, out PreparedOperation? operation, out VariableValues? variables)
    {
        (operation, variables) = (null, null);
        var prepared = request.Prepared ?? Prepare(request.Document);
        if (!prepared.IsValid)
        {
            return prepared.Errors;
        }

        if (prepared.Find(request.OperationName, out var fault) is not { } found)
        {
            return [fault!];
        }

        operation = found;
        if (found.Node.Kind == OperationKind.Subscription != streamed)
        {
            return [new GraphQLError(streamed ? OnlySubscriptions : NoSubscriptions, ErrorCodes.OperationKindMismatch)];
        }

        var errors = new List<GraphQLError>();
        variables = VariableValues.Coerce(found.Variables, request.Variables, found.Source, errors);
        return errors.Count > 0 ? errors : null;
    }

    internal async ValueTask<ExecutionSummary> ExecuteAsync(
        GraphQLRequest request, PreparedOperation operation, VariableValues variables, object context, object root,
        IBufferWriter<byte> output, CancellationToken cancellation)
    {
        using var data = new JsonBuffer();
        IReadOnlyList<GraphQLError>? errors;
        try
        {
            var plan = operation.PlanFor(variables);
            var executor = new Executor(Schema, plan.Builder, variables, data, Options, context, cancellation);
            await executor.ExecuteAsync(plan.Root, operation.Node.Kind, root);
            errors = executor.Errors;
        }
        catch (GraphQLError fault)
        {
            errors = [fault]; // The root selection itself cannot be told.
            data.WriteNull();
        }

        var summary = new ExecutionSummary(true, errors?.Count ?? 0, operation.Node.Kind, operation.Name);
        return ResponseWriter.Write(request, errors, data, summary, output);
    }

    private static ExecutionSummary Refuse(
        GraphQLRequest request, IReadOnlyList<GraphQLError> errors, PreparedOperation? operation, IBufferWriter<byte> output)
    {
        var summary = new ExecutionSummary(false, errors.Count, operation?.Node.Kind, operation?.Name);
        return ResponseWriter.Write(request, errors, null, summary, output);
    }

    private PreparedDocument PrepareAnew(string text)
    {
        var prepared = Make(text);
        cache.Add(text, prepared);
        return prepared;
    }

    private PreparedDocument Make(string text)
    {
        try
        {
            var document = Parser.Parse(text);
            var errors = Validator.Validate(Schema, document, Options);
            return errors.Count > 0 ? new PreparedDocument(errors) : new PreparedDocument(Schema, document);
        }
        catch (GraphQLError fault)
        {
            return new PreparedDocument([fault]);
        }
    }
}
