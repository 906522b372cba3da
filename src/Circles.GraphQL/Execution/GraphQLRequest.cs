using System.Text.Json;
using Circles.GraphQL.Language;

namespace Circles.GraphQL.Execution;

/// <summary>One operation to execute (specification, "Executing Requests").</summary>
public sealed class GraphQLRequest
{
    /// <summary>The document's text. May stay empty when <see cref="Prepared"/> is given.</summary>
    public string Document { get; init; } = "";

    /// <summary>The document when the host has prepared it already, to see its kind of operation; saves a look-up.</summary>
    public PreparedDocument? Prepared { get; init; }

    /// <summary>Which operation, where the document holds several.</summary>
    public string? OperationName { get; init; }

    /// <summary>A JSON object, or null or undefined for none.</summary>
    public JsonElement? Variables { get; init; }

    /// <summary>Handed to every resolver as <see cref="FieldContext.Request"/>.</summary>
    public required object Context { get; init; }

    /// <summary>The source of the root type's fields; <see cref="Context"/> unless set.</summary>
    public object? Root { get; init; }

    /// <summary>What the operation may cost; <see cref="EngineOptions.CostMax"/> unless set.</summary>
    public int? CostMax { get; init; }

    /// <summary>
    /// Given what the operation costs, before anything of it runs; of a subscription before each of its answers. An error refuses it, or
    /// ends the subscription. Not called where only the cost is asked, or it is more than may be.
    /// </summary>
    public Func<int, GraphQLError?>? Charge { get; init; }

    /// <summary>
    /// Answers what the operation costs, whether or not it may, and runs nothing: <c>data</c> is null and there are no errors. Some
    /// clients take a response without data and errors for a broken one, so data is there.
    /// </summary>
    public bool CostOnly { get; init; }

    /// <summary>Adds <c>extensions.cost</c> to the response: <c>requested</c> and <c>max</c>.</summary>
    public bool TellCost { get; init; }

    /// <summary>
    /// From an event of a subscription to the <see cref="Context"/> that the event is answered with; the request's own unless set.
    /// </summary>
    public Func<object, object>? ContextFor { get; init; }

    /// <summary>
    /// Writes entries of the response's <c>extensions</c>, last, once data and errors are known; the summary says how it went.
    /// </summary>
    public Action<Utf8JsonWriter, ExecutionSummary>? WriteExtensions { get; init; }
}

/// <summary>What a host needs to choose a status code and to log.</summary>
/// <param name="HasData">A <c>data</c> entry exists, be it null: execution began.</param>
/// <param name="ErrorCount">Entries of <c>errors</c>.</param>
/// <param name="OperationKind">Null when no operation could be chosen.</param>
/// <param name="OperationName">The operation's own name, if it has one.</param>
public readonly record struct ExecutionSummary(bool HasData, int ErrorCount, OperationKind? OperationKind, string? OperationName)
{
    /// <summary>What the operation costs; 0 when it was refused before that was known.</summary>
    public int Cost { get; init; }

    /// <summary>The code of the error that left nothing to answer with: a refusal, or a budget that was spent. Null otherwise.</summary>
    public string? Failure { get; init; }
}
