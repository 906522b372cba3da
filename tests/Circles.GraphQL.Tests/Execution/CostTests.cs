using System.Buffers;
using System.Text;
using System.Text.Json;
using Circles.GraphQL.Execution;
using Circles.GraphQL.Types;

namespace Circles.GraphQL.Tests.Execution;

/// <summary>Lists of every kind, and a count of what was resolved.</summary>
internal static class Shop
{
    public sealed class Visit
    {
        public int Resolved { get; set; }
    }

    public sealed record Item(string Id);

    public sealed record Box(string Id);

    public sealed record Page(int Count);

    public static readonly InterfaceType ThingType = new("Thing", "Has an identity.", () => [new("id", Scalars.Id.NonNull, "Opaque.")]);

    public static readonly ObjectType<Item> ItemType = new("Item", "One thing.", () =>
    [
        new("id", Scalars.Id.NonNull, "Opaque.", (item, _) => item.Id),
        new("item", ItemType!, "Beside it.", (item, _) => item),
        new("parts", ItemType!.List, "Its parts.", (item, _) => new[] { item }) { Arguments = [new("first", Scalars.Int, "How many.") { IsSize = true }] },
        Field<Item>.Async("slow", Scalars.Text, "Takes waiting.", (item, _) => ValueTask.FromResult<object?>(item.Id)),
    ])
    { Interfaces = [ThingType] };

    public static readonly ObjectType<Box> BoxType = new("Box", "Holds things.", () =>
    [
        new("id", Scalars.Id.NonNull, "Opaque.", (box, _) => box.Id),
        new("items", ItemType.List, "In it.", (_, _) => Array.Empty<Item>()),
    ])
    { Interfaces = [ThingType] };

    public static readonly ObjectType<Item> EdgeType = new("Edge", "An item's place.", () => [new("node", ItemType, "The item.", (item, _) => item)]);

    public static readonly ObjectType<Page> PageType = new("Page", "A page of a list.", () =>
    [
        new("total", Scalars.Int, "In all.", (page, _) => page.Count),
        new("nodes", ItemType.NonNull.List, "The items.", (page, _) => Items(page.Count)) { SizedAbove = true },
        new("edges", EdgeType.NonNull.List, "Their places.", (page, _) => Items(page.Count)) { SizedAbove = true },
    ]);

    public static readonly ObjectType<Visit> QueryType = new("Query", "The root.", () =>
    [
        new("text", Scalars.Text, "One.", (_, _) => "a"),
        new("texts", Scalars.Text.List, "Several.", (_, _) => new[] { "a" }),
        new("item", ItemType, "One.", (visit, _) => One(visit)),
        new("items", ItemType.NonNull.List.NonNull, "All.", (_, _) => Items(2)),
        new("few", ItemType.List, "At most three.", (_, _) => Items(1)) { SizeAssumed = 3 },
        new("grid", ItemType.List.List, "Rows.", (_, _) => new[] { Items(1) }),
        new("top", ItemType.List, "The first.", (visit, query) => One(visit) is null ? null : Items(Math.Min(2, query.Int("first"))))
        {
            Arguments = [new("first", Scalars.Int.NonNull, "How many.", Default: 5) { IsSize = true }],
        },
        new("named", ItemType.List, "By id.", (_, _) => Items(1)) { Arguments = [new("ids", Scalars.Id.NonNull.List.NonNull, "Which.") { IsSize = true }] },
        new("page", PageType, "A page.", (_, query) => new Page(query.IntOrNull("first") ?? 0))
        {
            Arguments = [new("first", Scalars.Int, "From the start.") { IsSize = true }, new("last", Scalars.Int, "From the end.") { IsSize = true }],
        },
        new("thing", ThingType, "Any.", (_, _) => new Box("b")),
        new("dear", Scalars.Int, "Much work.", (_, _) => 1) { Weight = 50 },
        Field<Visit>.Async("slow", Scalars.Text, "Takes waiting.", (_, _) => ValueTask.FromResult<object?>("s")),
        Field<Visit>.Async("slowItem", ItemType, "Takes waiting.", (_, _) => ValueTask.FromResult<object?>(new Item("s"))),
    ]);

    public static readonly Schema Schema = new(QueryType, extraTypes: [BoxType, ItemType]);

    private static Item One(Visit visit)
    {
        visit.Resolved++;
        return new Item("i");
    }

    private static Item[] Items(int count) => [.. Enumerable.Range(0, count).Select(i => new Item($"{i}"))];

    public static (string Response, ExecutionSummary Summary) Ask(GraphQLEngine engine, GraphQLRequest request)
    {
        var output = new ArrayBufferWriter<byte>();
        var summary = engine.ExecuteAsync(request, output).AsTask().GetAwaiter().GetResult();
        return (Encoding.UTF8.GetString(output.WrittenSpan), summary);
    }

    public static GraphQLRequest Request(string document, string? variables = null, bool costOnly = false) => new()
    {
        Document = document,
        Variables = variables is null ? null : JsonDocument.Parse(variables).RootElement,
        Context = new Visit(),
        CostOnly = costOnly,
    };
}

public sealed class The_cost_of_an_operation
{
    private static readonly GraphQLEngine Engine = new(Shop.Schema);

    [Theory]
    [InlineData("{ text texts __typename }", 0)]
    [InlineData("{ item { id } }", 1)]
    [InlineData("{ item { item { item { id } } } }", 3)]
    [InlineData("{ a: item { id } b: item { id } }", 2)]
    [InlineData("{ dear }", 50)]
    [InlineData("{ slow }", 10)]
    [InlineData("{ slowItem { slow } }", 10 + 1 + 10)]
    public void counts_objects_and_what_takes_waiting(string document, int cost) => Costs(cost, document);

    [Theory]
    [InlineData("{ items { id } }", 10)]
    [InlineData("{ items { id item { id } } }", 10 * 2)]
    [InlineData("{ items { slow } }", 10 * 11)]
    [InlineData("{ few { id } }", 3)]
    [InlineData("{ grid { id } }", 10 * 10)]
    [InlineData("{ top { id } }", 5)]
    [InlineData("{ top(first: 7) { parts(first: 3) { item { id } } } }", 7 * (1 + (3 * 2)))]
    [InlineData("{ named(ids: [\"a\", \"b\"]) { id } }", 2)]
    [InlineData("{ named(ids: \"a\") { id } }", 1)]
    public void multiplies_lists_by_what_their_arguments_or_definitions_say(string document, int cost) => Costs(cost, document);

    [Theory]
    [InlineData("{ page(first: 20) { total nodes { id } } }", 1 + 20)]
    [InlineData("{ page(first: 20) { edges { node { id } } } }", 1 + (20 * 2))]
    [InlineData("{ page(first: 20, last: 30) { nodes { id } } }", 1 + 30)]
    [InlineData("{ page(last: 0) { nodes { item { id } } } }", 1)]
    [InlineData("{ page { nodes { id } } }", 1 + 10)]
    [InlineData("{ a: page(first: 2) { ...P } b: page(first: 3) { ...P } } fragment P on Page { nodes { item { id } } }", 2 + (2 * 2) + (3 * 2))]
    public void takes_a_page_s_size_from_the_field_above(string document, int cost) => Costs(cost, document);

    [Theory]
    [InlineData("query ($n: Int) { page(first: $n) { nodes { item { id } } } }", """{"n":7}""", 1 + (7 * 2))]
    [InlineData("query ($n: Int) { page(first: $n) { nodes { item { id } } } }", """{"n":null}""", 1 + (10 * 2))]
    [InlineData("query ($n: Int) { page(first: $n, last: 4) { nodes { item { id } } } }", "{}", 1 + (4 * 2))]
    [InlineData("query ($n: Int = 4) { page(first: $n) { nodes { id } } }", "{}", 1 + 4)]
    [InlineData("query ($n: Int) { top(first: $n) { id } }", "{}", 5)]
    [InlineData("query ($n: Int!) { top(first: $n) { parts(first: $n) { id } } }", """{"n":30}""", 30 * 31)]
    [InlineData("query ($n: Int!) { top(first: $n) { id } }", """{"n":-5}""", 0)]
    [InlineData("query ($ids: [ID!]!) { named(ids: $ids) { id } }", """{"ids":["a","b","c"]}""", 3)]
    [InlineData("query ($id: ID!) { named(ids: [$id, \"b\"]) { id } }", """{"id":"a"}""", 2)]
    [InlineData("query ($s: Boolean!) { item @skip(if: $s) { id } dear }", """{"s":true}""", 50)]
    [InlineData("query ($s: Boolean!) { item @skip(if: $s) { id } dear }", """{"s":false}""", 51)]
    [InlineData("query ($s: Boolean = true) { item { item @include(if: $s) { id } } }", """{"s":null}""", 1)]
    public void is_known_once_the_variables_are(string document, string variables, int cost) => Costs(cost, document, variables);

    [Theory]
    [InlineData("{ thing { id ... on Box { items { id } } ... on Item { item { item { id } } } } }", "{}", 1 + 10)]
    [InlineData("query ($n: Int) { thing { ... on Box { items { id } } ... on Item { parts(first: $n) { id } } } }", """{"n":20}""", 1 + 20)]
    [InlineData("query ($n: Int) { thing { ... on Box { items { id } } ... on Item { parts(first: $n) { id } } } }", """{"n":5}""", 1 + 10)]
    public void is_that_of_the_dearest_possible_type(string document, string variables, int cost) => Costs(cost, document, variables);

    [Theory]
    [InlineData("{ item { id } item { item { id } } }", 2)]
    [InlineData("{ ...F ... { ...F } item { id } } fragment F on Query { item { item { id } } }", 2)]
    public void counts_once_what_is_answered_once(string document, int cost) => Costs(cost, document);

    [Theory]
    [InlineData("{ __schema { types { name fields { name args { name } } } } }", Limits.IntrospectionCost)]
    [InlineData("{ a: __type(name: \"Item\") { name } b: __type(name: \"Box\") { fields { name } } }", 2 * Limits.IntrospectionCost)]
    public void is_the_same_for_all_introspection(string document, int cost) => Costs(cost, document);

    [Theory]
    [InlineData("parts(first: 2000)")]
    [InlineData("parts(first: $n)")]
    public void never_overflows_and_takes_a_fragment_once_however_often_it_stands(string field)
    {
        var options = new EngineOptions { FragmentExpansionMax = int.MaxValue, OperationDepthMax = 200, AliasesMax = 200 };
        var document = "query ($n: Int) { page(first: $n) { total } item { ...F0 } } " +
            string.Concat(Enumerable.Range(0, 60).Select(i => $"fragment F{i} on Item {{ a: {field} {{ ...F{i + 1} }} b: {field} {{ ...F{i + 1} }} }} ")) +
            "fragment F60 on Item { id }";
        var (response, _) = Shop.Ask(new GraphQLEngine(Shop.Schema, options), Shop.Request(document, """{"n":2000}""", costOnly: true));
        Assert.Equal("""{"data":null,"extensions":{"cost":{"requested":2147483647,"max":10000}}}""", response);
    }

    private static void Costs(int cost, string document, string? variables = null)
    {
        var (response, summary) = Shop.Ask(Engine, Shop.Request(document, variables, costOnly: true));
        Assert.Equal($$$$"""{"data":null,"extensions":{"cost":{"requested":{{{{cost}}}},"max":{{{{Limits.CostMax}}}}}}}""", response);
        Assert.Equal(cost, summary.Cost);
        Assert.Equal(cost, Shop.Ask(Engine, Shop.Request(document, variables)).Summary.Cost);
    }
}

public sealed class An_operation_that_costs_too_much
{
    private const string Top = "query ($n: Int!) { top(first: $n) { id } }";

    [Fact]
    public void is_refused_before_anything_runs_and_told_how_much_too_much()
    {
        var engine = new GraphQLEngine(Shop.Schema);
        var served = Shop.Request(Top, $$"""{"n":{{Limits.CostMax}}}""");
        Assert.Equal("""{"data":{"top":[{"id":"0"},{"id":"1"}]}}""", Shop.Ask(engine, served).Response);
        Assert.Equal(1, ((Shop.Visit)served.Context).Resolved);

        var refused = Shop.Request(Top, $$"""{"n":{{Limits.CostMax + 1}}}""");
        var (response, summary) = Shop.Ask(engine, refused);
        Assert.Equal(
            """{"errors":[{"message":"The operation costs 10001; at most 10000 is answered.","locations":[{"line":1,"column":1}],"extensions":{"code":"COST_EXCEEDED","cost":10001,"max":10000}}]}""",
            response);
        Assert.Equal(new ExecutionSummary(false, 1, GraphQL.Language.OperationKind.Query, null) { Cost = 10_001, Failure = "COST_EXCEEDED" }, summary);
        Assert.Equal(0, ((Shop.Visit)refused.Context).Resolved);
    }

    [Theory]
    [InlineData(2, null, "COST_EXCEEDED")]
    [InlineData(3, null, null)]
    [InlineData(2, 3, null)]
    [InlineData(3, 2, "COST_EXCEEDED")]
    public void is_judged_by_the_request_s_own_maximum_before_the_host_s(int host, int? own, string? code)
    {
        var engine = new GraphQLEngine(Shop.Schema, new EngineOptions { CostMax = host });
        var request = new GraphQLRequest { Document = "{ few { id } }", Context = new Shop.Visit(), CostMax = own };
        Assert.Equal(code, JsonDocument.Parse(Shop.Ask(engine, request).Response).RootElement.TryGetProperty("errors", out var errors)
            ? errors[0].GetProperty("extensions").GetProperty("code").GetString()
            : null);
    }

    [Fact]
    public void is_still_told_its_cost_when_only_that_is_asked()
    {
        var request = new GraphQLRequest { Document = "{ few { id } }", Context = new Shop.Visit(), CostMax = 1, CostOnly = true };
        Assert.Equal("""{"data":null,"extensions":{"cost":{"requested":3,"max":1}}}""", Shop.Ask(new GraphQLEngine(Shop.Schema), request).Response);
    }

    [Fact]
    public async Task is_no_stream_either()
    {
        var bell = new Bell { Options = new EngineOptions { CostMax = 10 } };
        Assert.Equal(
            """{"errors":[{"message":"The operation costs 11; at most 10 is answered.","locations":[{"line":1,"column":1}],"extensions":{"code":"COST_EXCEEDED","cost":11,"max":10}}]}""",
            Assert.Single(await bell.HearAsync("subscription { rung { late } }")));
        Assert.Empty(bell.Told);
    }
}

public sealed class Telling_the_cost
{
    private static readonly GraphQLEngine Engine = new(Shop.Schema);

    [Theory]
    [InlineData("{ few { id } }", """{"data":{"few":[{"id":"0"}]},"extensions":{"cost":{"requested":3,"max":10000}}}""")]
    [InlineData("{ few { colour } }", """{"errors":[{"message":"Cannot query field \"colour\" on type \"Item\".","locations":[{"line":1,"column":9}],"extensions":{"code":"GRAPHQL_VALIDATION_FAILED"}}],"extensions":{"cost":{"requested":0,"max":10000}}}""")]
    public void adds_it_to_every_answer(string document, string response) => Assert.Equal(
        response, Shop.Ask(Engine, new GraphQLRequest { Document = document, Context = new Shop.Visit(), TellCost = true }).Response);

    [Fact]
    public void leaves_room_for_the_host_s_own_extensions() => Assert.Equal(
        """{"data":{"text":"a"},"extensions":{"cost":{"requested":0,"max":10000},"sequence":7}}""",
        Shop.Ask(Engine, new GraphQLRequest
        {
            Document = "{ text }",
            Context = new Shop.Visit(),
            TellCost = true,
            WriteExtensions = (writer, _) => writer.WriteNumber("sequence", 7),
        }).Response);

    [Fact]
    public async Task of_a_subscription_starts_no_stream()
    {
        var bell = new Bell();
        const string Document = "subscription { rung { late } }";
        var request = new GraphQLRequest { Document = Document, Context = bell, CostOnly = true };
        var engine = new GraphQLEngine(bell.Schema);
        const string Cost = """{"data":null,"extensions":{"cost":{"requested":11,"max":10000}}}""";
        Assert.Equal(Cost, Shop.Ask(engine, request).Response);
        Assert.Equal(Cost, Encoding.UTF8.GetString((await engine.SubscribeAsync(request, TestContext.Current.CancellationToken)).Refusal!.Value.Json.Span));
        Assert.Empty(bell.Told);
    }
}
