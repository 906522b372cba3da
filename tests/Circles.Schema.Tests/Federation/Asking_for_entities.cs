using System.Text.Json;
using Circles.Grains.Kernel;
using Circles.Grains.People;

namespace Circles.Schema.Tests.Federation;

/// <summary>What a router asks when another subgraph points at things of ours.</summary>
public sealed class Asking_for_entities
{
    private const string Ask =
        """
        query($of: [_Any!]!) {
          _entities(representations: $of) {
            __typename
            ... on Person { name }
            ... on Organisation { id name }
            ... on Network { slug }
            ... on Programme { title: name }
          }
        }
        """;

    [Fact]
    public async Task answers_in_the_order_asked_what_node_answers_to_the_same_viewer()
    {
        await using var api = await Api.FoundedAsync();
        var (ana, ben) = (await api.PersonAsync("Ana"), await api.PersonAsync("Ben"));
        var programme = await api.ProgrammeAsync(ana);
        var known = new (string Type, string Id)[]
        {
            ("Person", ana.ToString()!), ("Programme", programme), ("Person", ben.ToString()!), ("Person", Never<Person>()),
            ("Network", api.State.Network!.Id.ToString()), ("Circle", Never<Grains.Circles.Circle>()), ("Person", ana.ToString()!),
        };
        foreach (var viewer in (Actor[])[Actor.Operator, ana, ben])
        {
            var entities = await api.GetAsync(
                viewer,
                "query($of: [_Any!]!) { _entities(representations: $of) { __typename ... on Person { name } } }",
                new { of = known.Select(it => new { __typename = it.Type, id = it.Id }) });
            var nodes = await api.GetAsync(
                viewer,
                "query($ids: [ID!]!) { nodes(ids: $ids) { __typename ... on Person { name } } }",
                new { ids = known.Select(it => it.Id) });
            Assert.Equal(nodes.GetRawText(), entities.GetRawText());
        }
    }

    [Fact]
    public async Task tells_what_is_hidden_what_never_was_and_what_is_of_another_type_alike()
    {
        await using var api = await Api.FoundedAsync();
        var (ana, ben) = (await api.PersonAsync("Ana"), await api.PersonAsync("Ben"));
        Assert.Equal("""[{"__typename":"Person","name":"Ana"}]""", (await EntitiesAsync(api, ana, Of("Person", ana))).GetRawText());
        (string Type, object Id)[] nothings = [("Person", ana), ("Person", Never<Person>()), ("Person", "no id"), ("Circle", ben)];
        foreach (var (type, id) in nothings)
            Assert.Equal("[null]", (await EntitiesAsync(api, ben, Of(type, id))).GetRawText());
    }

    [Fact]
    public async Task finds_organisations_by_reference_and_the_network_by_its_slug()
    {
        await using var api = await Api.FoundedAsync();
        await api.DoneAsync(
            Actor.Operator,
            """mutation { registerOrganisation(input: {name: "Hub", kind: FIRM, reference: "ORG-1"}) { errors { code } } }""");
        var found = await EntitiesAsync(
            api,
            await api.PersonAsync("Ana"),
            new { __typename = "Organisation", reference = "ORG-1" },
            new { __typename = "Organisation", reference = "ORG-2" },
            new { __typename = "Network", slug = "test" },
            new { __typename = "Network", slug = "other" });
        var id = api.State.OrganisationByReference["ORG-1"];
        Assert.Equal(
            $$"""[{"__typename":"Organisation","id":"{{id}}","name":"Hub"},null,{"__typename":"Network","slug":"test"},null]""",
            found.GetRawText());
    }

    [Theory]
    [InlineData("""{"__typename": "Unicorn", "id": "x"}""")]
    [InlineData("""{"__typename": "Region", "code": "PL"}""")]
    [InlineData("""{"__typename": "Person"}""")]
    [InlineData("""{"__typename": "Person", "id": null}""")]
    [InlineData("""{"__typename": "Person", "reference": "Ana"}""")]
    [InlineData("""{"__typename": 7, "id": "x"}""")]
    [InlineData("""{"id": "x"}""")]
    [InlineData("{}")]
    public async Task tells_a_malformed_representation_at_its_place_and_answers_the_others(string malformed)
    {
        await using var api = await Api.FoundedAsync();
        var ana = await api.PersonAsync("Ana");
        var representations = new[] { Of("Person", ana), JsonDocument.Parse(malformed).RootElement, Of("Person", ana) };
        var response = await api.AskAsync(ana, Ask, new { of = representations });
        Assert.Equal(
            """[{"__typename":"Person","name":"Ana"},null,{"__typename":"Person","name":"Ana"}]""",
            response.GetProperty("data").GetProperty("_entities").GetRawText());
        var error = Assert.Single(response.GetProperty("errors").EnumerateArray());
        Assert.Equal("""["_entities",1]""", error.GetProperty("path").GetRawText());
        Assert.Equal("REPRESENTATION_INVALID", error.GetProperty("extensions").GetProperty("code").GetString());
    }

    [Theory]
    [InlineData("7")]
    [InlineData("[\"Person\"]")]
    [InlineData("""{"__typename": "Person", "id": "\ud800"}""")]
    public async Task refuses_what_is_no_representation_at_all(string nothing)
    {
        await using var api = await Api.FoundedAsync();
        var response = await api.AskAsync(Actor.Operator, Ask, JsonDocument.Parse($$"""{"of": [{{nothing}}]}""").RootElement);
        Assert.False(response.TryGetProperty("data", out _));
        var error = response.GetProperty("errors")[0];
        Assert.Equal("BAD_USER_INPUT", error.GetProperty("extensions").GetProperty("code").GetString());
        Assert.StartsWith("Variable \"$of\" has invalid value at [0]: ", error.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task reads_representations_that_are_written_in_the_document()
    {
        await using var api = await Api.FoundedAsync();
        var ana = await api.PersonAsync("Ana");
        var document =
            $$"""
            {
              _entities(representations: [{__typename: "Person", id: "{{ana}}", loves: [BOOKS]}, {__typename: "Person", id: 4}]) {
                ... on Person { name }
              }
            }
            """;
        Assert.Equal("""[{"name":"Ana"},null]""", (await api.GetAsync(ana, document)).GetRawText());
    }

    [Fact]
    public async Task reads_variables_inside_them()
    {
        await using var api = await Api.FoundedAsync();
        var ana = await api.PersonAsync("Ana");
        const string document =
            """
            query($id: ID!, $type: String = "Person", $more: _Any, $never: String) {
              _entities(representations: [{__typename: $type, id: $id, more: $more, slug: $never}]) { ... on Person { name } }
            }
            """;
        Assert.Equal(
            """[{"name":"Ana"}]""",
            (await api.GetAsync(ana, document, new { id = ana.ToString(), more = new { __typename = "Circle" } })).GetRawText());
    }

    [Fact]
    public async Task takes_as_many_as_nodes_does()
    {
        await using var api = await Api.FoundedAsync();
        var one = Of("Person", Never<Person>());
        var most = await EntitiesAsync(api, Actor.Operator, Enumerable.Repeat(one, Limits.PageMax).ToArray());
        Assert.Equal(Limits.PageMax, most.GetArrayLength());
        var response = await api.AskAsync(Actor.Operator, Ask, new { of = Enumerable.Repeat(one, Limits.PageMax + 1) });
        Assert.Equal("TOO_MANY", response.GetProperty("errors")[0].GetProperty("extensions").GetProperty("code").GetString());
    }

    private static Task<JsonElement> EntitiesAsync(Api api, Actor by, params object[] representations) =>
        api.GetAsync(by, Ask, new { of = representations });

    private static object Of(string type, object id) => new { __typename = type, id = id.ToString() };

    private static string Never<T>()
        where T : IIdentified => new Id<T>(77).ToString();
}
