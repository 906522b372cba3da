using System.Net;
using System.Net.Http.Headers;

namespace Circles.Gateway.Tests;

public sealed class Keeping_an_answer(TwoNetworks two) : IClassFixture<TwoNetworks>
{
    private const string Query = "{ network { name } people(first: 1) { totalCount } }";

    private Gateway Gateway => two.Gateway;

    [Fact]
    public async Task is_allowed_to_its_reader_who_asks_again_each_time()
    {
        using var answer = await GetAsync(Query);
        Assert.True(answer.Headers.CacheControl is { Private: true, NoCache: true, NoStore: false });
        Assert.Equal(["Accept", "Accept-Language", "Authorization", "Circles-Network", "Circles-As-Of", "Origin"], answer.Headers.Vary);
        Assert.False(answer.Headers.ETag!.IsWeak);
        using var again = await GetAsync(Query, tag: answer.Headers.ETag);
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        Assert.Empty(await again.Content.ReadAsByteArrayAsync());
        Assert.Equal(answer.Headers.ETag, again.Headers.ETag);
        Assert.Equal(answer.Headers.CacheControl, again.Headers.CacheControl);
        Assert.Equal(answer.Headers.Vary, again.Headers.Vary);
        Assert.Equal(answer.Headers.GetValues("Circles-Sequence"), again.Headers.GetValues("Circles-Sequence"));
    }

    [Theory]
    [InlineData("\"other\", {0}")]
    [InlineData("W/{0}")]
    public async Task is_confirmed_however_its_tag_is_told(string form)
    {
        using var answer = await GetAsync(Query);
        using var again = await GetAsync(Query, more: request =>
            request.Headers.TryAddWithoutValidation("If-None-Match", string.Format(System.Globalization.CultureInfo.InvariantCulture, form, answer.Headers.ETag)));
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
    }

    [Theory]
    [InlineData("*")]
    [InlineData("not a tag")]
    [InlineData("\"other\"")]
    public async Task is_of_no_use_without_its_tag(string tag)
    {
        using var answer = await GetAsync(Query, more: request => request.Headers.TryAddWithoutValidation("If-None-Match", tag));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task ends_with_the_next_commit_of_its_network_and_no_other()
    {
        using var answer = await GetAsync(Query);
        using var elsewhere = await Gateway.AskAsync(Region("ELSE"), network: "second");
        using var still = await GetAsync(Query, tag: answer.Headers.ETag);
        using var here = await Gateway.AskAsync(Region("HERE"), network: "first");
        using var after = await GetAsync(Query, tag: answer.Headers.ETag);
        Assert.Equal((HttpStatusCode.NotModified, HttpStatusCode.OK), (still.StatusCode, after.StatusCode));
        Assert.NotEqual(answer.Headers.ETag, after.Headers.ETag);
    }

    [Fact]
    public async Task is_for_one_question_one_viewer_one_network_one_language_and_one_type()
    {
        var asked = new (string Query, string Network, string Token, string Language, string Accept, string? Operation, string? Variables)[]
        {
            (Query, "first", two.Tokens["first"].Token, "en", "application/json", null, null),
            ("{ network { name } people(first: 1) { totalCount }  }", "first", two.Tokens["first"].Token, "en", "application/json", null, null),
            (Query, "first", Gateway.OperatorToken, "en", "application/json", null, null),
            (Query, "second", Gateway.OperatorToken, "en", "application/json", null, null),
            (Query, "first", two.Tokens["first"].Token, "pl", "application/json", null, null),
            (Query, "first", two.Tokens["first"].Token, "en", "application/graphql-response+json", null, null),
            (Query, "first", two.Tokens["first"].Token, "en", "application/json", null, "{}"),
            (Query, "first", two.Tokens["first"].Token, "en", "application/json", null, "{\"more\":1}"),
            ("query A { __typename } query B { __typename }", "first", two.Tokens["first"].Token, "en", "application/json", "A", null),
            ("query A { __typename } query B { __typename }", "first", two.Tokens["first"].Token, "en", "application/json", "B", null),
        };
        var tags = new List<EntityTagHeaderValue?>();
        foreach (var one in asked)
        {
            using var answer = await GetAsync(one.Query, one.Network, one.Token, more: request =>
            {
                request.Headers.AcceptLanguage.ParseAdd(one.Language);
                request.Headers.Accept.ParseAdd(one.Accept);
            }, url: $"&operationName={one.Operation}&variables={one.Variables}");
            tags.Add(answer.Headers.ETag);
        }

        Assert.DoesNotContain(null, tags);
        Assert.Equal(asked.Length, tags.Distinct().Count());
    }

    [Fact]
    public async Task ends_when_the_token_is_revoked()
    {
        var (token, id) = await two.IssueAsync("second", expiresAt: null);
        using var answer = await GetAsync(Query, "second", token);
        await Gateway.DataAsync("mutation ($input: RevokeTokenInput!) { revokeToken(input: $input) { errors { code } } }", new { input = new { token = id } }, "second");
        using var after = await GetAsync(Query, "second", token, answer.Headers.ETag);
        Assert.Equal(HttpStatusCode.Unauthorized, after.StatusCode);
        Assert.Null(after.Headers.ETag);
        Assert.True(after.Headers.CacheControl!.NoStore);
    }

    /// <summary>Packs come from files, which another start of the server may find changed.</summary>
    [Fact]
    public async Task is_not_allowed_when_it_stands_on_more_than_the_network_s_state()
    {
        using var answer = await GetAsync("{ packs { name } }");
        Assert.Equal((HttpStatusCode.OK, null), (answer.StatusCode, answer.Headers.ETag));
        Assert.True(answer.Headers.CacheControl!.NoStore);
    }

    [Theory]
    [InlineData("{ unknownField }")]
    [InlineData("{ people(first: -1) { totalCount } }")]
    public async Task is_not_allowed_when_it_tells_of_errors(string query)
    {
        using var answer = await GetAsync(query);
        Assert.Contains("errors", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Null(answer.Headers.ETag);
    }

    [Fact]
    public async Task is_not_offered_by_POST()
    {
        using var answer = await Gateway.AskAsync(Query, network: "first");
        Assert.Null(answer.Headers.ETag);
        Assert.True(answer.Headers.CacheControl!.NoStore);
    }

    [Fact]
    public async Task reaches_over_a_restart()
    {
        string data;
        EntityTagHeaderValue? tag;
        await using (var first = await Gateway.WithNetworksAsync("kept"))
        {
            data = first.DataPath;
            using var answer = await GetAsync(first, Query, "kept", Gateway.OperatorToken);
            tag = answer.Headers.ETag;
        }

        await using var second = await Gateway.StartAsync(data: data);
        using var again = await GetAsync(second, Query, "kept", Gateway.OperatorToken, tag);
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
    }

    private static string Region(string code) => $"mutation {{ defineRegion(input: {{ code: \"{code}\", name: \"{code}\" }}) {{ errors {{ code }} }} }}";

    private Task<HttpResponseMessage> GetAsync(
        string query, string network = "first", string token = Gateway.OperatorToken, EntityTagHeaderValue? tag = null,
        Action<HttpRequestMessage>? more = null, string url = "") =>
        GetAsync(Gateway, query, network, token, tag, more, url);

    private static async Task<HttpResponseMessage> GetAsync(
        Gateway gateway, string query, string network, string token, EntityTagHeaderValue? tag = null, Action<HttpRequestMessage>? more = null, string url = "")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/graphql?query={Uri.EscapeDataString(query)}{url}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Headers.Add("Circles-Network", network);
        if (tag is not null) request.Headers.IfNoneMatch.Add(tag);
        more?.Invoke(request);
        return await gateway.Http.SendAsync(request);
    }
}
