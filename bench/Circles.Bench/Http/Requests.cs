using System.Text.Json;

namespace Circles.Bench.Http;

/// <summary>What is asked of a gateway with the demo network, by its operator.</summary>
internal static class Requests
{
    public static readonly byte[] Point = Body(
        "query Point($reference: String) { person(reference: $reference) { id name languages affiliations { organisation { name } } } }",
        new { reference = "DS-001" });

    public static readonly byte[] List = Body(
        """
        query List { people(first: 20) {
          totalCount pageInfo { hasNextPage endCursor } nodes { id name languages region { name } affiliations { title organisation { id name } } }
        } }
        """);

    public static readonly byte[] LongList = Body(
        "query List { people(first: 100) { totalCount nodes { id name languages region { name } affiliations { title organisation { id name } } } } }");

    public static readonly byte[] Dashboard = Body(
        """
        query Dashboard {
          network { name numbers { organisations people programmes applicants accepted circles peopleInCircles sessionsHeld } }
          programmes(first: 10) { totalCount nodes { name isOpen stage { title } numbers { applicants accepted circles peopleInCircles sessionsHeld } } }
          people(first: 0) { totalCount } organisations(first: 0) { totalCount } circles(first: 0) { totalCount } sessions(first: 0) { totalCount }
        }
        """);

    /// <summary>A circle with its programme, members and next session: the payload A of a real network.</summary>
    public static readonly byte[] Circles = Body(
        "query { circles(first: 1, orderBy: NEWEST) { nodes { id name programme { name } members { role person { name } } nextSession { startsAt theme } } } }");

    /// <summary>A list as far as whoever asks it sees it, with nothing in it that is counted or said of few.</summary>
    public static readonly byte[] Page = Body(
        "query Page { people(first: 20) { nodes { id name languages region { name } affiliations { title organisation { id name } } } } }");

    public static readonly byte[] TypeName = Body("{ __typename }");

    public static byte[] Circle(string id) => Body("query Circle($id: ID!) { circle(id: $id) { id name form visibility } }", new { id });

    public static byte[] Node(string id) => Body("query Node($id: ID!) { node(id: $id) { id ... on Person { name languages } } }", new { id });

    /// <summary>By a number, so that a mutation is never a repetition.</summary>
    public static byte[] Register(long number, bool dryRun = false) => Body(
        "mutation Register($input: RegisterPersonInput!, $dryRun: Boolean!) { registerPerson(input: $input, dryRun: $dryRun) { person { id } errors { code } } }",
        new { input = new { name = $"Person {number:D9}" }, dryRun });

    private static byte[] Body(string query, object? variables = null) => JsonSerializer.SerializeToUtf8Bytes(new { query, variables });
}
