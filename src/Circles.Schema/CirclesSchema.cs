using Circles.GraphQL.Types;
using Circles.Schema.Federation;
using Circles.Schema.Mutations;
using Circles.Schema.Types;

namespace Circles.Schema;

/// <summary>The published schema: the contract with everyone who builds on Circles.</summary>
public static class CirclesSchema
{
    /// <exception cref="SchemaException">The types contradict each other: a bug.</exception>
    public static GraphQL.Types.Schema Create() => new(
        QueryType.Type,
        new ObjectType<RequestContext>(
            "Mutation",
            "What can be done in a network. Every one can be tried with `dryRun`, and repeated with an `idempotencyKey`.",
            () =>
            [
                .. PlatformMutations.All,
                .. NetworkMutations.All,
                .. ProgrammeMutations.All,
                .. CircleMutations.All,
                .. DisclosureMutations.All,
                .. AccessMutations.All,
                .. DocumentMutations.All,
                .. ImportMutations.All,
            ]),
        SubscriptionType.Type,
        directives: Subgraph.Directives,
        appliedDirectives: [Subgraph.Link]);
}
