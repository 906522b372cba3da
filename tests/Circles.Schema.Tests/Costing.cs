using System.Buffers;
using System.Text.Json;
using System.Text.RegularExpressions;
using Circles.Conventions;
using Circles.GraphQL.Execution;
using GraphQLLimits = Circles.GraphQL.Limits;

namespace Circles.Schema.Tests;

public sealed class What_a_query_costs
{
    private static readonly GraphQLEngine Engine = new(CirclesSchema.Create());

    [Theory]
    [InlineData("{ people(first: 100) { totalCount nodes { name affiliations { title organisation { name } } } } }", 1 + (100 * (1 + (10 * 2))))]
    [InlineData("{ circles(first: 100) { edges { node { name members { role person { name } } nextSession { startsAt } } } } }",
        1 + (100 * (1 + 1 + (10 * 2) + 1)))]
    [InlineData("{ a: circles(first: 20) { nodes { name members { role } } } b: people(last: 20) { nodes { name region { name } } } sessions(first: 20) { nodes { startsAt } } }",
        (1 + (20 * 11)) + (1 + (20 * 2)) + (1 + 20))]
    [InlineData("{ nodes(ids: [\"a\", \"b\", \"c\"]) { id } viewer { grants { role } } }", 3 + 1 + 10)]
    [InlineData("{ _entities(representations: [{__typename: \"Person\"}, {__typename: \"Circle\"}, {}]) { ... on Person { region { name } } } }", 3 * 2)]
    public void leaves_room_for_what_clients_ordinarily_ask(string document, int cost)
    {
        Assert.Equal(cost, CostOf(document));
        Assert.InRange(cost, 1, GraphQLLimits.CostMax);
    }

    [Fact]
    public void is_what_docs_cost_md_says_of_its_examples()
    {
        var document = File.ReadAllText(Repository.FullPath("docs/cost.md"));
        var examples = Regex.Matches(
            document, @"(?m)^\| `(?<query>\{.*\})` \| .* = (?<cost>[\d,]+) \|$", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(10));
        Assert.Equal(3, examples.Count);
        Assert.All(examples, example => Assert.Equal(
            example.Groups["cost"].Value.Replace(",", "", StringComparison.Ordinal), $"{CostOf(example.Groups["query"].Value)}"));
    }

    [Theory]
    [InlineData("{ people(first: 100) { nodes { circles(first: 100) { nodes { name } } } } }", 1 + (100 * (2 + 100)))]
    public void is_too_much_for_a_full_page_within_a_full_page(string document, int cost)
    {
        Assert.Equal(cost, CostOf(document));
        Assert.InRange(cost, GraphQLLimits.CostMax + 1, int.MaxValue);
    }

    private static int CostOf(string document)
    {
        var output = new ArrayBufferWriter<byte>();
        var asking = Engine.ExecuteAsync(new GraphQLRequest { Document = document, Context = new object(), CostOnly = true }, output);
        var summary = asking.AsTask().GetAwaiter().GetResult();
        Assert.False(JsonDocument.Parse(output.WrittenMemory).RootElement.TryGetProperty("errors", out var errors), $"{errors}");
        return summary.Cost;
    }
}
