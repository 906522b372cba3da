using System.Buffers;
using System.Globalization;
using Circles.GraphQL.Execution;
using Circles.GraphQL.Types;

namespace Circles.GraphQL.Tests.Execution;

/// <summary>An interface that many types implement, each of which leads to it again.</summary>
public sealed class A_document_under_an_interface_of_many_types
{
    private const int Aliases = 95, Levels = 5;

    private static readonly GraphQLEngine ByOne = EngineOf(1), ByMany = EngineOf(15);

    [Theory]
    [InlineData("")]
    [InlineData("__typename ... on Link3 { id }")]
    public void takes_little_more_to_plan_than_under_one_type(string more)
    {
        var (few, fewErrors) = Allocated(ByOne, Document(more.Replace("Link3", "Link0", StringComparison.Ordinal)));
        var (many, manyErrors) = Allocated(ByMany, Document(more));
        Assert.Equal((0, 0), (fewErrors, manyErrors));
        Assert.True(many < 4 * few, $"{many} bytes for 15 types, {few} for one");
    }

    [Theory]
    [InlineData("{ node { next { id } } }", 2)]
    [InlineData("{ node { next { ... on Link3 { next { id } } } } }", 3)]
    [InlineData("{ node { ... on Link0 { id } ... on Link14 { next { next { id } } } } }", 3)]
    [InlineData("{ node { ... on Link2 { few { id } } ... on Link14 { next { next { id } } } } }", 6)]
    [InlineData("{ node { few { id } } }", 41)]
    public void costs_what_the_dearest_type_costs(string document, int cost) =>
        Assert.Equal(cost, Asked(ByMany, ByMany.Prepare(document)).Cost);

    private static (long Bytes, int Errors) Allocated(GraphQLEngine engine, string document)
    {
        var prepared = engine.Prepare(document);
        var before = GC.GetAllocatedBytesForCurrentThread();
        if (prepared.IsValid) Asked(engine, prepared);
        return (GC.GetAllocatedBytesForCurrentThread() - before, prepared.Errors.Count);
    }

    private static ExecutionSummary Asked(GraphQLEngine engine, PreparedDocument prepared) => engine.ExecuteAsync(
        new GraphQLRequest { Prepared = prepared, Context = engine, CostOnly = true }, new ArrayBufferWriter<byte>()).AsTask().GetAwaiter().GetResult();

    private static string Document(string more)
    {
        var inner = string.Concat(Enumerable.Repeat("next { ", Levels)) + "id" + string.Concat(Enumerable.Repeat($" {more}}}", Levels));
        var fields = Enumerable.Range(0, Aliases).Select(i => string.Create(CultureInfo.InvariantCulture, $"a{i}: {inner}"));
        return $"{{ node {{ {string.Join(' ', fields)} }} }}";
    }

    private static GraphQLEngine EngineOf(int types)
    {
        InterfaceType? named = null;
        var first = new Argument("first", Scalars.Int.NonNull, "How many.", Default: 5) { IsSize = true };
        named = new InterfaceType("Link", "Leads on.", () =>
        [
            new("id", Scalars.Id.NonNull, "Opaque."), new("next", named!, "The next."), new("few", named!.List, "Some.") { Arguments = [first] },
        ]);
        var all = Enumerable.Range(0, types).Select(i => new ObjectType<object>(string.Create(CultureInfo.InvariantCulture, $"Link{i}"), "One.", () =>
        [
            new Field<object>("id", Scalars.Id.NonNull, "Opaque.", (_, _) => "1"),
            new("next", named, "The next.", (_, _) => (object?)null),
            // One of them holds more than the others.
            new("few", named.List, "Some.", (_, _) => (object?)null)
            {
                Arguments = [i == 14 ? new Argument("first", Scalars.Int.NonNull, "How many.", Default: 40) { IsSize = true } : first],
            },
        ])
        { Interfaces = [named] }).ToList();
        var query = new ObjectType<object>("Query", "The root.", () =>
        [
            new("node", named, "One.", (_, _) => (object?)null),
            .. all.Select(type => new Field<object>(type.Name.ToLowerInvariant(), type, "One.", (_, _) => (object?)null)),
        ]);
        return new GraphQLEngine(new Schema(query));
    }
}
