using System.Text.Json;
using Circles.Grains.Access;
using Circles.Grains.Documents;
using Circles.Grains.Kernel;

namespace Circles.Schema.Tests;

public sealed class Registering_documents
{
    private const string Register =
        """
        mutation($client: ID!, $documents: [DocumentInput!]!, $dryRun: Boolean! = false, $key: String) {
          registerDocuments(input: {client: $client, documents: $documents}, dryRun: $dryRun, idempotencyKey: $key, reason: "build 17") {
            client { isRestricted documents(first: 9) { totalCount nodes { hash operations text registeredAt } } }
            errors { code path message }
          }
        }
        """;

    private const string Ping = "query Ping { __typename }";

    [Fact]
    public async Task shows_them_on_the_client_by_the_name_of_their_operation()
    {
        await using var api = await Api.FoundedAsync();
        var client = await ClientAsync(api);
        var documents = (await api.DoneAsync(Actor.Operator, Register, new { client, documents = Texts(Ping, "query Also { network { name } } query More { viewer { __typename } }") }))
            .GetProperty("client").GetProperty("documents");
        Assert.Equal(2, documents.GetProperty("totalCount").GetInt32());
        Assert.Equal(["Also, More", "Ping"], documents.GetProperty("nodes").EnumerateArray().Select(document => string.Join(", ", document.GetProperty("operations").EnumerateArray())));
        var ping = documents.GetProperty("nodes")[1];
        Assert.Equal((TrustedDocument.HashOf(Ping), Ping), (ping.GetProperty("hash").GetString(), ping.GetProperty("text").GetString()));
    }

    [Fact]
    public async Task pages_them_without_losing_one()
    {
        await using var api = await Api.FoundedAsync();
        var client = await ClientAsync(api);
        await api.DoneAsync(Actor.Operator, Register, new { client, documents = Texts([.. Enumerable.Range(0, 7).Select(i => $"{{ a{i}: __typename }}")]) });
        var hashes = new List<string>();
        for (string? after = null; hashes.Count < 7;)
        {
            var page = (await api.GetAsync(
                Actor.Operator,
                "query($client: ID!, $after: String) { node(id: $client) { ... on Client { documents(first: 2, after: $after) { nodes { hash } pageInfo { endCursor } } } } }",
                new { client, after })).GetProperty("documents");
            Assert.NotEqual(0, page.GetProperty("nodes").GetArrayLength());
            hashes.AddRange(page.GetProperty("nodes").EnumerateArray().Select(document => document.GetProperty("hash").GetString()!));
            after = page.GetProperty("pageInfo").GetProperty("endCursor").GetString();
        }

        Assert.Equal(7, hashes.Distinct().Count());
    }

    [Fact]
    public async Task again_changes_nothing_and_by_dry_run_keeps_nothing()
    {
        await using var api = await Api.FoundedAsync();
        var client = await ClientAsync(api);
        var before = api.State.Sequence;
        var tried = await api.DoneAsync(Actor.Operator, Register, new { client, documents = Texts(Ping), dryRun = true });
        Assert.Equal(1, tried.GetProperty("client").GetProperty("documents").GetProperty("totalCount").GetInt32());
        Assert.Equal(before, api.State.Sequence);
        await api.DoneAsync(Actor.Operator, Register, new { client, documents = Texts(Ping), key = "build-17" });
        await api.DoneAsync(Actor.Operator, Register, new { client, documents = Texts(Ping), key = "build-17" });
        await api.DoneAsync(Actor.Operator, Register, new { client, documents = Texts(Ping, Ping) });
        Assert.Equal(before + 1, api.State.Sequence);
        Assert.Equal("IDEMPOTENCY_KEY_REUSED", await api.RefusedAsync(Actor.Operator, Register, new { client, documents = Texts("{ other: __typename }"), key = "build-17" }));
    }

    [Fact]
    public async Task that_do_not_fit_the_schema_is_refused_for_each_with_its_place_and_registers_none()
    {
        await using var api = await Api.FoundedAsync();
        var client = await ClientAsync(api);
        var errors = (await api.GetAsync(Actor.Operator, Register, new { client, documents = Texts(Ping, "{ network {\n  nme } }", "query {", "fragment F on Network { name }") }))
            .GetProperty("errors");
        Assert.Equal(
            ["DOCUMENT_INVALID documents.1.text", "DOCUMENT_INVALID documents.2.text", "DOCUMENT_INVALID documents.3.text"],
            errors.EnumerateArray().Select(error => $"{error.GetProperty("code").GetString()} {string.Join('.', error.GetProperty("path").EnumerateArray())}"));
        Assert.Contains("Line 2, column 3: Cannot query field \"nme\"", errors[0].GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Empty(Assert.Single(api.State.Clients).Value.Documents);
    }

    [Fact]
    public async Task tells_the_first_faults_of_many()
    {
        await using var api = await Api.FoundedAsync();
        var client = await ClientAsync(api);
        var bad = string.Concat(Enumerable.Range(0, 20).Select(i => $"missing{i} "));
        var errors = (await api.GetAsync(Actor.Operator, Register, new { client, documents = Texts([.. Enumerable.Range(0, 30).Select(i => $"# {i}\n{{ {bad} }}")]) })).GetProperty("errors");
        Assert.Equal(Limits.Documents.FaultsMax, errors.GetArrayLength());
        Assert.Equal(Limits.Documents.FaultsEachMax, errors.EnumerateArray().Count(error => error.GetProperty("path")[1].GetString() == "0"));
    }

    [Fact]
    public async Task with_a_hash_of_something_else_is_refused()
    {
        await using var api = await Api.FoundedAsync();
        var client = await ClientAsync(api);
        object[] documents = [new { text = Ping, hash = TrustedDocument.HashOf(Ping) }, new { text = "{ __typename }", hash = "1c6bd6a2b6e1c3a6e05b8a3a8b7e2b5d" }];
        var error = Assert.Single((await api.GetAsync(Actor.Operator, Register, new { client, documents })).GetProperty("errors").EnumerateArray());
        Assert.Equal(("DOCUMENT_HASH_WRONG", "documents.1.hash"), (error.GetProperty("code").GetString(), string.Join('.', error.GetProperty("path").EnumerateArray())));
        Assert.Contains(TrustedDocument.HashOf("{ __typename }"), error.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task is_not_for_those_who_do_not_run_the_network()
    {
        await using var api = await Api.FoundedAsync();
        var client = await ClientAsync(api);
        var ana = await api.PersonAsync("Ana");
        // The document is not even looked at: what is told does not depend on it.
        foreach (var documents in (object[])[Texts(Ping), Texts("no document")])
        {
            Assert.Equal("NOT_FOUND", await api.RefusedAsync(ana, Register, new { client, documents }));
            Assert.Equal("NOT_ALLOWED", await api.RefusedAsync(Actor.Parse(client), Register, new { client, documents }));
        }
    }

    [Fact]
    public async Task is_what_a_client_reads_of_itself_and_others_do_not()
    {
        await using var api = await Api.FoundedAsync();
        var client = await ClientAsync(api);
        await api.DoneAsync(Actor.Operator, Register, new { client, documents = Texts(Ping) });
        const string Read = "query($client: ID!) { node(id: $client) { ... on Client { isRestricted documents(first: 1) { nodes { text } } } } }";
        Assert.Equal(Ping, (await api.GetAsync(Actor.Parse(client), Read, new { client })).GetProperty("documents").GetProperty("nodes")[0].GetProperty("text").GetString());
        Assert.Equal(JsonValueKind.Null, (await api.GetAsync(await api.PersonAsync("Ana"), Read, new { client })).ValueKind);
    }

    [Fact]
    public async Task comes_before_restricting_and_may_be_taken_back()
    {
        await using var api = await Api.FoundedAsync();
        var client = await ClientAsync(api);
        Assert.Equal("CLIENT_HAS_NO_DOCUMENTS", await api.RefusedAsync(Actor.Operator, Mutation("restrictClient", "RestrictClientInput"), new { input = new { client } }));
        await api.DoneAsync(Actor.Operator, Register, new { client, documents = Texts(Ping, "{ __typename }") });
        var restricted = await api.DoneAsync(Actor.Operator, Mutation("restrictClient", "RestrictClientInput"), new { input = new { client } });
        Assert.True(restricted.GetProperty("client").GetProperty("isRestricted").GetBoolean());
        var withdrawn = await api.DoneAsync(
            Actor.Operator, Mutation("withdrawDocuments", "WithdrawDocumentsInput"), new { input = new { client, hashes = new[] { TrustedDocument.HashOf(Ping), "unknown" } } });
        Assert.Equal(1, withdrawn.GetProperty("client").GetProperty("documents").GetProperty("totalCount").GetInt32());
        var released = await api.DoneAsync(Actor.Operator, Mutation("releaseClient", "ReleaseClientInput"), new { input = new { client } });
        Assert.False(released.GetProperty("client").GetProperty("isRestricted").GetBoolean());
    }

    [Fact]
    public async Task stands_in_the_clients_history_with_the_reason()
    {
        await using var api = await Api.FoundedAsync();
        var client = await ClientAsync(api);
        await api.DoneAsync(Actor.Operator, Register, new { client, documents = Texts(Ping) });
        var entry = (await api.GetAsync(Actor.Operator, "query($client: ID!) { history(of: $client, first: 1) { nodes { what why changes { field value } } } }", new { client }))
            .GetProperty("nodes")[0];
        Assert.Equal(("document.registered.1", "build 17"), (entry.GetProperty("what").GetString(), entry.GetProperty("why").GetString()));
        Assert.Equal(
            [("sha256", TrustedDocument.HashOf(Ping)), ("text", Ping), ("operations", "[\"Ping\"]")],
            entry.GetProperty("changes").EnumerateArray().Select(change => (change.GetProperty("field").GetString(), change.GetProperty("value").GetString())));
    }

    private static string Mutation(string name, string input) =>
        $"mutation($input: {input}!) {{ {name}(input: $input) {{ client {{ isRestricted documents(first: 0) {{ totalCount }} }} errors {{ code }} }} }}";

    private static object[] Texts(params IEnumerable<string> texts) => [.. texts.Select(text => new { text })];

    private static async Task<string> ClientAsync(Api api)
    {
        var payload = await api.DoneAsync(
            Actor.Operator, """mutation { registerClient(input: {name: "Portal", grants: [{role: READER}]}) { client { id } errors { code } } }""");
        return payload.GetProperty("client").GetProperty("id").GetString()!;
    }
}
