using System.Diagnostics.CodeAnalysis;
using Circles.GraphQL.Language;

namespace Circles.GraphQL;

/// <summary>
/// An error as a response shows it (specification, "Errors"). A resolver may throw one to say something to the caller; every
/// other exception reaches the caller as <see cref="ErrorCodes.Internal"/> and nothing else.
/// </summary>
[SuppressMessage("Naming", "CA1710", Justification = "It is the specification's word, and an exception only so that resolvers can throw it.")]
public sealed class GraphQLError : Exception
{
    /// <param name="message">For a person. Cut at <see cref="Limits.ErrorMessageMax"/> characters.</param>
    /// <param name="code">Stable, for programs; the response's <c>extensions.code</c>.</param>
    public GraphQLError(string message, string code = ErrorCodes.BadUserInput) : base(Cut(message)) => Code = code;

    public string Code { get; }

    /// <summary>Where in the document. Empty when the engine shall fill in the field's own place.</summary>
    public IReadOnlyList<SourceLocation> Locations { get; init; } = [];

    /// <summary>Response keys (<see cref="string"/>) and list indices (<see cref="int"/>) from the root; null before execution.</summary>
    public IReadOnlyList<object>? Path { get; init; }

    /// <summary>
    /// Further entries beside <c>code</c>. Values: null, string, bool, int, long, double, lists and string-keyed dictionaries of these.
    /// </summary>
    public IReadOnlyDictionary<string, object?>? Extensions { get; init; }

    /// <summary>More than a limit allows; the extensions tell programs which, and how much.</summary>
    internal static GraphQLError Above(string limit, int max, string message, SourceLocation place) => new(message, ErrorCodes.LimitExceeded)
    {
        Locations = [place],
        Extensions = new Dictionary<string, object?>(StringComparer.Ordinal) { ["limit"] = limit, ["max"] = max },
    };

    /// <summary>The same error, placed. What the thrower already said of its place wins.</summary>
    internal GraphQLError At(IReadOnlyList<SourceLocation> locations, IReadOnlyList<object> path) => new(Message, Code)
    {
        Locations = Locations.Count > 0 ? Locations : locations,
        Path = Path ?? path,
        Extensions = Extensions,
    };

    /// <summary>For throwing what is kept for many requests: a thrown exception gets a stack trace of its own.</summary>
    internal GraphQLError Copy() => new(Message, Code) { Locations = Locations, Path = Path, Extensions = Extensions };

    private static string Cut(string message) =>
        message.Length <= Limits.ErrorMessageMax ? message : string.Concat(message.AsSpan(0, Limits.ErrorMessageMax - 1), "…");
}

/// <summary>The engine's own values of <c>extensions.code</c>; a host adds its own.</summary>
public static class ErrorCodes
{
    /// <summary>The document is not GraphQL.</summary>
    public const string ParseFailed = "GRAPHQL_PARSE_FAILED";

    /// <summary>The document asks for what the schema does not have, or in a way that it does not allow.</summary>
    public const string ValidationFailed = "GRAPHQL_VALIDATION_FAILED";

    /// <summary>A variable or an argument has a value that it may not have.</summary>
    public const string BadUserInput = "BAD_USER_INPUT";

    /// <summary>The document has no operation of the name that was asked for, or several and no name was given.</summary>
    public const string OperationResolutionFailure = "OPERATION_RESOLUTION_FAILURE";

    /// <summary>A subscription where one response was asked for, or another operation where a stream of them was.</summary>
    public const string OperationKindMismatch = "OPERATION_KIND_MISMATCH";

    /// <summary>The document is well-formed but larger, deeper or wider than allowed; the limit's name and maximum stand beside the code.</summary>
    public const string LimitExceeded = "GRAPHQL_LIMIT_EXCEEDED";

    /// <summary>The operation costs more than it may; the cost and the maximum stand beside the code. Ask for smaller pages.</summary>
    public const string CostExceeded = "COST_EXCEEDED";

    /// <summary>More is asked for, or more often failed, than may be at a time: <c>retryAfter</c> tells the seconds to wait.</summary>
    public const string RateLimited = "RATE_LIMITED";

    /// <summary>The answer took too long and was given up. What a mutation had begun may be done all the same.</summary>
    public const string ExecutionTimeout = "EXECUTION_TIMEOUT";

    /// <summary>The answer is larger than the server sends; the most bytes stand beside the code. Ask for smaller pages.</summary>
    public const string ResultTooLarge = "RESULT_TOO_LARGE";

    /// <summary>Something went wrong on the server. Its operator finds out more by the trace id.</summary>
    public const string Internal = "INTERNAL";
}
