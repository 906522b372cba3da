using System.Buffers;
using System.Text;
using Circles.GraphQL.Language;
using Circles.GraphQL.Types;
using Circles.GraphQL.Validation;

namespace Circles.GraphQL.Execution;

/// <summary>Prepares and executes documents against one schema. Thread-safe; a host makes one.</summary>
public sealed class GraphQLEngine
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

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
        var prepared = request.Prepared ?? Prepare(request.Document);
        if (!prepared.IsValid)
        {
            return ValueTask.FromResult(Refuse(request, prepared.Errors, null, output));
        }

        if (prepared.Find(request.OperationName, out var fault) is not { } operation)
        {
            return ValueTask.FromResult(Refuse(request, [fault!], null, output));
        }

        var errors = new List<GraphQLError>();
        var variables = VariableValues.Coerce(operation.Variables, request.Variables, operation.Source, errors);
        return errors.Count > 0
            ? ValueTask.FromResult(Refuse(request, errors, operation, output))
            : ExecuteAsync(request, operation, variables, output, cancellation);
    }

    private async ValueTask<ExecutionSummary> ExecuteAsync(
        GraphQLRequest request, PreparedOperation operation, VariableValues variables, IBufferWriter<byte> output,
        CancellationToken cancellation)
    {
        using var data = new JsonBuffer();
        IReadOnlyList<GraphQLError>? errors;
        try
        {
            var plan = operation.PlanFor(variables);
            var executor = new Executor(Schema, plan.Builder, variables, data, Options, request.Context, cancellation);
            await executor.ExecuteAsync(plan.Root, operation.Node.Kind, request.Root ?? request.Context);
            errors = executor.Errors;
        }
        catch (GraphQLError fault)
        {
            errors = [fault]; // The root selection itself cannot be told.
            data.WriteNull();
        }

        var summary = new ExecutionSummary(true, errors?.Count ?? 0, operation.Node.Kind, operation.Name);
        if (errors is null && request.WriteExtensions is null)
        {
            output.Write("{\"data\":"u8);
            output.Write(data.Written);
            output.Write("}"u8);
            return summary;
        }

        using var response = new JsonBuffer();
        response.WriteByte((byte)'{');
        if (errors is not null)
        {
            ErrorWriter.Write(response, errors);
            response.WriteByte((byte)',');
        }

        response.WriteRaw("\"data\":"u8);
        response.WriteRaw(data.Written);
        Finish(request, response, summary, output);
        return summary;
    }

    private static ExecutionSummary Refuse(
        GraphQLRequest request, IReadOnlyList<GraphQLError> errors, PreparedOperation? operation, IBufferWriter<byte> output)
    {
        var summary = new ExecutionSummary(false, errors.Count, operation?.Node.Kind, operation?.Name) { Refusal = errors[0].Code };
        using var response = new JsonBuffer();
        response.WriteByte((byte)'{');
        ErrorWriter.Write(response, errors);
        Finish(request, response, summary, output);
        return summary;
    }

    private static void Finish(GraphQLRequest request, JsonBuffer response, ExecutionSummary summary, IBufferWriter<byte> output)
    {
        if (request.WriteExtensions is { } write)
        {
            response.WriteRaw(",\"extensions\":"u8);
            response.WriteObjectWith(writer => write(writer, summary));
        }

        response.WriteByte((byte)'}');
        output.Write(response.Written);
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
