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
        Options = (options ?? new()).Checked();
        cache = new DocumentCache(Options);
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
        var accepted = Accept(request, streamed: false);
        if (accepted.Answered)
        {
            return ValueTask.FromResult(Answer(request, accepted, output).Summary);
        }

        var running = RunAsync(request, accepted, request.Context, request.Root ?? request.Context, output, cancellation);
        return running.IsCompletedSuccessfully ? ValueTask.FromResult(running.Result.Summary) : SummaryOf(running);

        static async ValueTask<ExecutionSummary> SummaryOf(ValueTask<Outcome> running) => (await running).Summary;
    }

    // What stands before execution: a valid document, an operation of the right kind, variables that fit, a cost that may be.
    private Accepted Accept(GraphQLRequest request, bool streamed)
    {
        var prepared = request.Prepared ?? Prepare(request.Document);
        if (!prepared.IsValid)
        {
            return new Accepted { Errors = prepared.Errors };
        }

        if (prepared.Find(request.OperationName, out var fault) is not { } operation)
        {
            return new Accepted { Errors = [fault!] };
        }

        if (operation.Node.Kind == OperationKind.Subscription != streamed && !request.CostOnly)
        {
            var mismatch = new GraphQLError(streamed ? OnlySubscriptions : NoSubscriptions, ErrorCodes.OperationKindMismatch);
            return new Accepted { Operation = operation, Errors = [mismatch] };
        }

        var errors = new List<GraphQLError>();
        var variables = VariableValues.Coerce(operation.Variables, request.Variables, operation.Source, Options, errors);
        if (errors.Count > 0)
        {
            return new Accepted { Operation = operation, Errors = errors };
        }

        try
        {
            return WithinCost(request, operation, variables, operation.PlanFor(variables));
        }
        catch (GraphQLError untold)
        {
            // The root selection itself cannot be told. The reference executes no such query, and streams no such subscription.
            return new Accepted { Operation = operation, Errors = [untold], HasData = !streamed };
        }
    }

    private Accepted WithinCost(GraphQLRequest request, PreparedOperation operation, VariableValues variables, Plan plan)
    {
        var (cost, max) = (plan.Cost.For(variables), request.CostMax ?? Options.CostMax);
        var accepted = new Accepted { Operation = operation, Variables = variables, Plan = plan, Cost = cost };
        if (request.CostOnly)
        {
            return accepted with { Plan = null, HasData = true };
        }

        return cost <= max ? accepted : accepted with
        {
            Plan = null,
            Errors =
            [
                new GraphQLError($"The operation costs {cost}; at most {max} is answered.", ErrorCodes.CostExceeded)
                {
                    Locations = [operation.Source.Locate(operation.Node.Span.Start)],
                    Extensions = new Dictionary<string, object?>(StringComparer.Ordinal) { ["cost"] = cost, ["max"] = max },
                },
            ],
        };
    }

    /// <summary>Executes what was accepted, with one root value: all of a query or mutation, or a subscription for one event.</summary>
    internal async ValueTask<Outcome> RunAsync(
        GraphQLRequest request, Accepted accepted, object context, object root, IBufferWriter<byte> output, CancellationToken cancellation)
    {
        using var data = new JsonBuffer(Options.ResultBytesMax);
        using var executor = new Executor(Schema, accepted.Plan!, accepted.Variables!, data, Options, context, cancellation);
        IReadOnlyList<GraphQLError>? errors;
        string? failure = null;
        try
        {
            await executor.ExecuteAsync(accepted.Operation!.Node.Kind, root);
            errors = executor.Errors;
        }
        catch (Exception e) when (executor.WhyStopped(e) is { } stopped)
        {
            // What is there is no answer, and its errors are about nothing that is left.
            errors = [stopped];
            failure = stopped.Code;
            data.Truncate(0);
            data.WriteNull();
        }

        var summary = accepted.Summary(hasData: true, errors?.Count ?? 0) with { Failure = failure };
        return ResponseWriter.Write(request, errors, data.Written, summary, request.CostMax ?? Options.CostMax, output);
    }

    /// <summary>The whole response where nothing is executed.</summary>
    private Outcome Answer(GraphQLRequest request, Accepted accepted, IBufferWriter<byte> output) => ResponseWriter.Write(
        request, accepted.Errors, accepted.HasData ? "null"u8 : default, accepted.Summary(accepted.HasData, accepted.Errors?.Count ?? 0),
        request.CostMax ?? Options.CostMax, output);

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
            var document = Parser.Parse(new Source(text), Options, Schema.Names);
            var errors = Validator.Validate(Schema, document, Options);
            return errors.Count > 0 ? new PreparedDocument(errors) : new PreparedDocument(Schema, document, Options);
        }
        catch (GraphQLError fault)
        {
            return new PreparedDocument([fault]);
        }
    }
}

/// <summary>A request on its way to execution, or what it is answered with instead.</summary>
internal readonly record struct Accepted
{
    public PreparedOperation? Operation { get; init; }

    public VariableValues? Variables { get; init; }

    /// <summary>Null when nothing shall run.</summary>
    public Plan? Plan { get; init; }

    public int Cost { get; init; }

    public IReadOnlyList<GraphQLError>? Errors { get; init; }

    /// <summary>A <c>data</c> entry stands in the answer though nothing runs.</summary>
    public bool HasData { get; init; }

    public bool Answered => Plan is null;

    public ExecutionSummary Summary(bool hasData, int errors) =>
        new(hasData, errors, Operation?.Node.Kind, Operation?.Name) { Cost = Cost, Failure = hasData ? null : Errors?[0].Code };
}
