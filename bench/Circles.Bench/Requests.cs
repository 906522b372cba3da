using System.Text.Json;

namespace Circles.Bench;

/// <summary>What is asked: by the round, so that a mutation is never a repetition.</summary>
internal static class Requests
{
    public static readonly IReadOnlyList<(string Name, Func<int, byte[]> Body)> All =
    [
        ("__typename", _ => Body("{ __typename }")),
        ("point query", _ => Body("query Point { person(reference: \"DS-001\") { id name languages affiliations { organisation { name } } } }")),
        ("list query, 100 people", _ => Body(
            "query List { people(first: 100) { totalCount nodes { id name languages region { name } affiliations { title organisation { id name } } } } }")),
        ("durable mutation", round => Body(
            "mutation Durable($name: String!) { updateNetwork(input: { name: $name }) { network { name } errors { code } } }",
            new { name = $"Demo {round:D9}" })),
        ("the same as a dry run", round => Body(
            "mutation Dry($name: String!) { updateNetwork(input: { name: $name }, dryRun: true) { network { name } errors { code } } }",
            new { name = $"Dry run {round:D6}" })),
    ];

    private static byte[] Body(string query, object? variables = null) => JsonSerializer.SerializeToUtf8Bytes(new { query, variables });
}
