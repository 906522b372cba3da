using System.Collections.Frozen;
using Circles.GraphQL;
using Circles.GraphQL.Execution;

namespace Circles.Gateway.Http;

/// <summary>Which status code a GraphQL response has: this table and nothing else decides.</summary>
/// <remarks>
/// Source: GraphQL over HTTP, "Status Codes", as its audits read it. Under <c>application/json</c> a status other than 200 may come from any
/// proxy on the way, so a client reads the body of a 200 only; under <c>application/graphql-response+json</c> the status tells whether
/// execution began. A later draft prefers 422 to 400 where a document does not fit the schema and 294 to 200 where fields failed: each is one
/// number here.
/// </remarks>
internal static class Statuses
{
    private static readonly ByMediaType Complete = new(Json: 200, GraphQLResponse: 200);

    /// <summary>Execution began and some fields failed, be it all of them: the body tells which, why and whether a repetition helps.</summary>
    private static readonly ByMediaType WithFieldErrors = new(Json: 200, GraphQLResponse: 200);

    /// <summary>Execution did not begin, or a budget ended it: there is no data.</summary>
    private static readonly ByMediaType Failed = new(Json: 200, GraphQLResponse: 400);

    /// <summary>The same, by the code of the first error, where it differs.</summary>
    private static readonly FrozenDictionary<string, ByMediaType> FailedFor = new Dictionary<string, ByMediaType>(StringComparer.Ordinal)
    {
        [ErrorCodes.ParseFailed] = new(Json: 200, GraphQLResponse: 400),
        [ErrorCodes.ValidationFailed] = new(Json: 200, GraphQLResponse: 400),
        [ErrorCodes.LimitExceeded] = new(Json: 200, GraphQLResponse: 400),
        [ErrorCodes.OperationResolutionFailure] = new(Json: 200, GraphQLResponse: 400),
        [ErrorCodes.OperationKindMismatch] = new(Json: 200, GraphQLResponse: 400),
        [ErrorCodes.BadUserInput] = new(Json: 200, GraphQLResponse: 400),
        [ErrorCodes.CostExceeded] = new(Json: 200, GraphQLResponse: 400),
        [ErrorCodes.RateLimited] = new(Json: 429, GraphQLResponse: 429), // Proxies and clients know this one, and wait.
        [ErrorCodes.ResultTooLarge] = new(Json: 200, GraphQLResponse: 400),
        [ErrorCodes.ExecutionTimeout] = new(Json: 200, GraphQLResponse: 500), // And no 503, which some clients repeat at once.
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static int Of(ExecutionSummary summary, string mediaType)
    {
        var row = summary switch
        {
            { Failure: { } code } when FailedFor.TryGetValue(code, out var known) => known,
            { HasData: false } => Failed,
            { ErrorCount: > 0 } => WithFieldErrors,
            _ => Complete,
        };
        return mediaType == MediaTypes.GraphQLResponse ? row.GraphQLResponse : row.Json;
    }

    private readonly record struct ByMediaType(int Json, int GraphQLResponse);
}
