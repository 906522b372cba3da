using System.Text.Json;
using Circles.Grains.Kernel;

namespace Circles.Schema.Tests;

public sealed class Listing
{
    [Fact]
    public async Task walks_the_pages_forward_and_back_without_losing_or_repeating_any()
    {
        await using var api = await Api.FoundedAsync();
        foreach (var name in (string[])["Łucja", "Adam", "Zofia", "Ćwiek", "Lena"]) await api.PersonAsync(name);
        const string forward =
            "query($after: String) { people(first: 2, after: $after) { nodes { name } pageInfo { hasNextPage endCursor } totalCount } }";
        var names = new List<string>();
        string? after = null;
        while (true)
        {
            var page = await api.GetAsync(Actor.Operator, forward, new { after }, "pl");
            Assert.Equal(5, page.GetProperty("totalCount").GetInt32());
            names.AddRange(page.GetProperty("nodes").EnumerateArray().Select(node => node.GetProperty("name").GetString()!));
            if (!page.GetProperty("pageInfo").GetProperty("hasNextPage").GetBoolean()) break;
            after = page.GetProperty("pageInfo").GetProperty("endCursor").GetString();
        }

        Assert.Equal(["Adam", "Ćwiek", "Lena", "Łucja", "Zofia"], names);
        var last = await api.GetAsync(Actor.Operator, "{ people(last: 2) { nodes { name } pageInfo { hasPreviousPage } } }", language: "pl");
        Assert.Equal(["Łucja", "Zofia"], last.GetProperty("nodes").EnumerateArray().Select(node => node.GetProperty("name").GetString()));
        Assert.True(last.GetProperty("pageInfo").GetProperty("hasPreviousPage").GetBoolean());
    }

    [Theory]
    [InlineData("{ people { totalCount } }", "PAGE_SIZE_REQUIRED")]
    [InlineData("{ people(first: 1, last: 1) { totalCount } }", "PAGE_SIZE_REQUIRED")]
    [InlineData("{ people(first: 101) { totalCount } }", "BAD_USER_INPUT")]
    [InlineData("{ people(first: -1) { totalCount } }", "BAD_USER_INPUT")]
    [InlineData("""{ people(first: 1, after: "no cursor") { totalCount } }""", "CURSOR_INVALID")]
    [InlineData("""{ person { id } }""", "KEY_REQUIRED")]
    public async Task refuses_pages_that_are_none(string document, string code)
    {
        await using var api = await Api.FoundedAsync();
        var response = await api.AskAsync(Actor.Operator, document);
        Assert.Equal(code, response.GetProperty("errors")[0].GetProperty("extensions").GetProperty("code").GetString());
    }

    [Fact]
    public async Task narrows_by_filter()
    {
        await using var api = await Api.FoundedAsync();
        await api.PersonAsync("Ana", "PL5");
        await api.PersonAsync("Ben", null);
        var found = await api.GetAsync(Actor.Operator, """{ people(first: 9, filter: {region: "PL", text: "AN"}) { nodes { name } } }""");
        Assert.Equal("""[{"name":"Ana"}]""", found.GetProperty("nodes").GetRawText());
    }

    [Fact]
    public async Task reads_who_changed_what_when_and_why()
    {
        await using var api = await Api.FoundedAsync();
        var ana = await api.PersonAsync("Ana");
        await api.DoneAsync(
            ana, """mutation($id: ID!) { updatePerson(input: {person: $id, name: "Anna"}, reason: "typo") { errors { code } } }""", new { id = ana.ToString() });
        var entries = (await api.GetAsync(
            Actor.Operator,
            "query($id: ID!) { history(of: $id, first: 5) { nodes { what why by { kind person { name } } changes { field value } } totalCount } }",
            new { id = ana.ToString() })).GetProperty("nodes");
        Assert.Equal(
            """{"what":"person.updated.1","why":"typo","by":{"kind":"PERSON","person":{"name":"Anna"}},"changes":[{"field":"name","value":"Anna"}]}""",
            entries[0].GetRawText());
        Assert.Equal("person.registered.1", entries[1].GetProperty("what").GetString());
    }

    [Fact]
    public async Task tells_a_stranger_nothing_of_a_history_or_a_person()
    {
        await using var api = await Api.FoundedAsync();
        var ana = await api.PersonAsync("Ana");
        var ben = await api.PersonAsync("Ben");
        var response = await api.AskAsync(
            ben,
            "query($id: ID!, $none: ID!) { a: history(of: $id, first: 1) { totalCount } b: node(id: $id) { id } c: history(of: $none, first: 1) { totalCount } d: node(id: $none) { id } people(first: 9) { totalCount nodes { name } } }",
            new { id = ana.ToString(), none = new Id<Grains.People.Person>(77).ToString() });
        Assert.Equal(
            """{"a":null,"b":null,"c":null,"d":null,"people":{"totalCount":1,"nodes":[{"name":"Ben"}]}}""",
            response.GetProperty("data").GetRawText());
    }

    [Fact]
    public async Task answers_nodes_of_every_kind_in_the_order_asked()
    {
        await using var api = await Api.FoundedAsync();
        var ana = await api.PersonAsync("Ana");
        var ids = new[] { api.State.Network!.Id.ToString(), "nonsense", ana.ToString() };
        var nodes = await api.GetAsync(Actor.Operator, "query($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }", new { ids });
        Assert.Equal(["Network", null, "Person"], nodes.EnumerateArray().Select(node =>
            node.ValueKind == JsonValueKind.Null ? null : node.GetProperty("__typename").GetString()));
    }

    [Fact]
    public async Task suggests_people_to_a_programmes_manager_and_to_nobody_else()
    {
        await using var api = await Api.FoundedAsync();
        var (ana, ben, manager) = (await api.PersonAsync("Ana"), await api.PersonAsync("Ben"), await api.PersonAsync("Maria"));
        var programme = await api.ProgrammeAsync(manager, "wct-circles");
        const string ask = "query($p: ID!, $for: ID!) { programme(id: $p) { suggestions(for: $for) { person { name } score on } } }";
        var forManager = await api.GetAsync(manager, ask, new { p = programme, @for = ana.ToString() });
        Assert.Contains(
            forManager.GetProperty("suggestions").EnumerateArray(),
            match => match.GetProperty("person").GetProperty("name").GetString() == "Ben" && match.GetProperty("on")[0].GetString() == "REGION");
        foreach (var other in (Actor[])[ben, Actor.Operator])
        {
            var none = await api.GetAsync(other, ask, new { p = programme, @for = ana.ToString() });
            Assert.Equal(0, none.GetProperty("suggestions").GetArrayLength());
        }
    }
}
