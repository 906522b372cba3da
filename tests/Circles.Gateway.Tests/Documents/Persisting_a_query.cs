using System.Text.Json;
using Circles.Gateway.Requests;
using Circles.Grains.Documents;
using Circles.Grains.Kernel;

namespace Circles.Gateway.Tests.Documents;

public sealed class Persisting_a_query : IAsyncLifetime
{
    private const string Text = "query Name { network { name } }";
    private const string Named = """{"data":{"network":{"name":"Network first"}}""";

    private static readonly string Hash = TrustedDocument.HashOf(Text);

    private Front front = null!;

    public async ValueTask InitializeAsync() => front = await Front.OpenAsync("second");

    public ValueTask DisposeAsync() => front.DisposeAsync();

    [Theory]
    [InlineData("application/json", 200)]
    [InlineData("application/graphql-response+json", 400)]
    public async Task begins_with_the_answer_that_clients_look_for(string accept, int status)
    {
        var (told, text) = await front.PostAsync(new { extensions = By(Hash) }, accept: accept);
        var error = JsonElement.Parse(text).GetProperty("errors")[0];
        Assert.Equal(
            (status, "PersistedQueryNotFound", "PERSISTED_QUERY_NOT_FOUND"),
            (told, error.GetProperty("message").GetString(), error.GetProperty("extensions").GetProperty("code").GetString()));
    }

    [Fact]
    public async Task serves_it_to_everybody_in_the_network_from_then_on()
    {
        Runs(await front.PostAsync(new { query = Text, extensions = By(Hash) }));
        Runs(await front.PostAsync(new { extensions = By(Hash) }));
        Runs(await front.GetAsync(extensions: By(Hash)));
        Runs(await front.PostAsync(new { extensions = By(Hash) }, await front.PersonAsync("Ana")));
        Runs(await front.PostAsync(new { query = Text, extensions = By(Hash) }));
    }

    [Fact]
    public async Task works_by_GET_alone()
    {
        Refused("PERSISTED_QUERY_NOT_FOUND", await front.GetAsync(extensions: By(Hash)));
        Runs(await front.GetAsync(query: Text, extensions: By(Hash)));
        Runs(await front.GetAsync(extensions: By(Hash)));
    }

    [Fact]
    public async Task tells_other_networks_nothing()
    {
        Runs(await front.PostAsync(new { query = Text, extensions = By(Hash) }));
        var (_, token) = await front.ClientAsync("Portal", "READER", "second");
        Refused("PERSISTED_QUERY_NOT_FOUND", await front.PostAsync(new { extensions = By(Hash) }, token, network: "second"));
    }

    [Theory]
    [InlineData("{ network { id } }")]
    [InlineData(Text + " ")]
    public async Task under_another_texts_hash_is_refused_before_and_after(string other)
    {
        Refused("PERSISTED_QUERY_MISMATCH", await front.PostAsync(new { query = other, extensions = By(Hash) }));
        Refused("PERSISTED_QUERY_NOT_FOUND", await front.PostAsync(new { extensions = By(Hash) }));
        Runs(await front.PostAsync(new { query = Text, extensions = By(Hash) }));
        Refused("PERSISTED_QUERY_MISMATCH", await front.PostAsync(new { query = other, extensions = By(Hash) }));
        Runs(await front.PostAsync(new { extensions = By(Hash) }));
    }

    [Theory]
    [InlineData("{ network { nme } }", "GRAPHQL_VALIDATION_FAILED")]
    [InlineData("{ network", "GRAPHQL_PARSE_FAILED")]
    public async Task that_cannot_run_keeps_nothing(string text, string code)
    {
        var extensions = By(TrustedDocument.HashOf(text));
        Refused(code, await front.PostAsync(new { query = text, extensions }));
        Refused("PERSISTED_QUERY_NOT_FOUND", await front.PostAsync(new { extensions }));
    }

    [Theory]
    [InlineData("""{"persistedQuery":{"version":2,"sha256Hash":"x"}}""", "PERSISTED_QUERY_NOT_SUPPORTED")]
    [InlineData("""{"persistedQuery":{"sha256Hash":"x"}}""", "PERSISTED_QUERY_NOT_SUPPORTED")]
    [InlineData("""{"persistedQuery":{"version":"1","sha256Hash":"x"}}""", "PERSISTED_QUERY_NOT_SUPPORTED")]
    [InlineData("""{"persistedQuery":{"version":1}}""", "BAD_REQUEST")]
    [InlineData("""{"persistedQuery":{"version":1,"sha256Hash":7}}""", "BAD_REQUEST")]
    [InlineData("""{"persistedQuery":"x"}""", "BAD_REQUEST")]
    public async Task in_another_way_is_refused(string extensions, string code)
    {
        Refused(code, await front.PostAsync(new { query = Text, extensions = JsonElement.Parse(extensions) }));
        if (code == "PERSISTED_QUERY_NOT_SUPPORTED")
        {
            var (_, text) = await front.PostAsync(new { query = Text, extensions = JsonElement.Parse(extensions) });
            Assert.Contains("\"message\":\"PersistedQueryNotSupported\"", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task is_something_else_than_extensions_that_nobody_knows()
    {
        Runs(await front.PostAsync(new { query = Text, extensions = new { persistedQuery = (object?)null, other = 1 } }));
        Refused("BAD_REQUEST", await front.PostAsync(new { extensions = new { other = 1 } }));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task is_what_Apollo_Client_does(bool get)
    {
        var told = await front.ApolloAsync("query Name { network { name } }", clients: 2, get: get);
        Assert.All(told.GetProperty("answers").EnumerateArray(), answer =>
            Assert.Equal("Network first", answer.GetProperty("data").GetProperty("network").GetProperty("name").GetString()));
        var method = get ? "GET" : "POST";
        Assert.Equal(
            [$"{method} False True 400", "POST True True 200", $"{method} False True 200"],
            told.GetProperty("requests").EnumerateArray().Select(Tell));
    }

    public static string Tell(JsonElement request) =>
        $"{request.GetProperty("method").GetString()} {request.GetProperty("query").GetBoolean()} {request.GetProperty("persistedQuery").GetBoolean()} "
        + $"{request.GetProperty("status").GetInt32()}";

    private static object By(string hash) => new { persistedQuery = new { version = 1, sha256Hash = hash } };

    private static void Runs((int Status, string Text) answer)
    {
        Assert.StartsWith(Named[..^1], answer.Text, StringComparison.Ordinal);
        Assert.Equal(200, answer.Status);
    }

    private static void Refused(string code, (int Status, string Text) answer) =>
        Assert.Equal(code, JsonElement.Parse(answer.Text).GetProperty("errors")[0].GetProperty("extensions").GetProperty("code").GetString());
}

public sealed class The_persisted_queries
{
    private static readonly Actor One = new Actor.Program(new(1)), Other = new Actor.Program(new(2));

    private readonly PersistedQueries queries = new();

    [Fact]
    public void stay_within_their_number_and_forget_what_was_used_longest_ago()
    {
        for (var i = 0; i < Limits.PersistedQueriesMax; i++) queries.Keep($"{i}", "{ a }", new Actor.Program(new((UInt128)i)));
        Assert.NotNull(queries.Find("0"));
        queries.Keep("new", "{ a }", One);
        Assert.Equal(Limits.PersistedQueriesMax, queries.Count);
        Assert.NotNull(queries.Find("0"));
        Assert.Null(queries.Find("1"));
        Assert.NotNull(queries.Find("new"));
    }

    [Fact]
    public void stay_within_their_length_together()
    {
        var text = new string('#', Limits.PersistedQueryMax);
        for (var i = 0; i < 40; i++) queries.Keep($"{i}", text, new Actor.Program(new((UInt128)i)));
        Assert.Equal(Limits.PersistedCharactersMax / Limits.PersistedQueryMax, queries.Count);
        Assert.NotNull(queries.Find("39"));
        Assert.Null(queries.Find("0"));
    }

    [Fact]
    public void of_one_caller_push_out_their_own()
    {
        for (var i = 0; i < 50; i++) queries.Keep($"other {i}", "{ a }", Other);
        for (var i = 0; i < 10 * Limits.PersistedQueriesMax; i++) queries.Keep($"one {i}", "{ a }", One);
        Assert.Equal(50 + Limits.PersistedQueriesOfCallerMax, queries.Count);
        Assert.All(Enumerable.Range(0, 50), i => Assert.NotNull(queries.Find($"other {i}")));

        var text = new string('#', Limits.PersistedQueryMax);
        for (var i = 0; i < 100; i++) queries.Keep($"long {i}", text, One);
        Assert.Equal(50 + (Limits.PersistedCharactersOfCallerMax / Limits.PersistedQueryMax), queries.Count);
        Assert.All(Enumerable.Range(0, 50), i => Assert.NotNull(queries.Find($"other {i}")));
    }

    [Fact]
    public void are_not_too_long()
    {
        queries.Keep("long", new string('#', Limits.PersistedQueryMax + 1), One);
        Assert.Equal(0, queries.Count);
    }

    [Fact]
    public async Task stay_within_their_bounds_whoever_comes_at_once()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(caller => Task.Run(() =>
        {
            for (var i = 0; i < 400; i++)
            {
                queries.Keep($"{caller} {i}", "{ a }", new Actor.Program(new((UInt128)caller)));
                queries.Find($"{(caller + 1) % 8} {i}");
            }
        })));
        Assert.Equal(Limits.PersistedQueriesMax, queries.Count);
    }
}
