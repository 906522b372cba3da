using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Circles.Gateway.Tests;

/// <summary>Two networks, each with a person and that person's token.</summary>
public sealed class TwoNetworks : IAsyncLifetime
{
    internal Gateway Gateway { get; private set; } = null!;

    internal Dictionary<string, (string Token, string Id)> Tokens { get; } = [];

    public async ValueTask InitializeAsync()
    {
        Gateway = await Gateway.WithNetworksAsync("first", "second");
        foreach (var slug in new[] { "first", "second" }) Tokens[slug] = await IssueAsync(slug, expiresAt: null);
    }

    internal async Task<(string Token, string Id)> IssueAsync(string slug, DateTimeOffset? expiresAt)
    {
        var registered = await Gateway.DataAsync(
            "mutation ($input: RegisterPersonInput!) { registerPerson(input: $input) { person { id } errors { code path } } }",
            new { input = new { name = "Ana", email = $"ana.{Guid.NewGuid():N}@example.org" } },
            slug);
        var person = registered.GetProperty("registerPerson").GetProperty("person").GetProperty("id").GetString();
        var issued = (await Gateway.DataAsync(
            "mutation ($input: IssueTokenInput!) { issueToken(input: $input) { token { id } secret errors { code path } } }",
            new { input = new { bearer = new { person }, label = "test", expiresAt } },
            slug)).GetProperty("issueToken");
        return (issued.GetProperty("secret").GetString()!, issued.GetProperty("token").GetProperty("id").GetString()!);
    }

    public ValueTask DisposeAsync() => Gateway.DisposeAsync();
}

public sealed class Being_let_in(TwoNetworks two) : IClassFixture<TwoNetworks>
{
    private const string Query = "{ network { slug } }";

    private Gateway Gateway => two.Gateway;

    [Theory]
    [InlineData("first")]
    [InlineData("second")]
    public async Task works_with_a_token_of_the_network(string slug) =>
        Assert.Equal(slug, await SlugAsync(slug, two.Tokens[slug].Token));

    [Theory]
    [InlineData("first")]
    [InlineData("second")]
    public async Task works_everywhere_with_the_operator_s_token(string slug) => Assert.Equal(slug, await SlugAsync(slug, Gateway.OperatorToken));

    [Fact]
    public async Task is_refused_alike_in_every_byte_whatever_is_wrong()
    {
        string?[] networks = ["first", "second", "absent", "platform", "No Slug!", "../first", new string('a', 64), null];
        string?[] tokens =
        [
            null, "", "wrong", new string('x', 600), two.Tokens["first"].Token[..^1], two.Tokens["first"].Token + "x", Gateway.OperatorToken + "x",
        ];
        var answers = new HashSet<string>(StringComparer.Ordinal);
        foreach (var network in networks)
            foreach (var token in tokens) answers.Add(await RefusalAsync(network, token is null ? null : $"Bearer {token}"));
        answers.Add(await RefusalAsync("first", $"Bearer {two.Tokens["second"].Token}"));
        answers.Add(await RefusalAsync("second", $"Bearer {two.Tokens["first"].Token}"));
        answers.Add(await RefusalAsync("absent", $"Bearer {two.Tokens["first"].Token}"));
        answers.Add(await RefusalAsync(null, $"Bearer {two.Tokens["first"].Token}"));
        answers.Add(await RefusalAsync("first", $"Basic {two.Tokens["first"].Token}"));
        answers.Add(await RefusalAsync("first", two.Tokens["first"].Token));
        Assert.Contains("UNAUTHENTICATED", Assert.Single(answers), StringComparison.Ordinal);
    }

    [Fact]
    public async Task takes_the_scheme_in_any_case()
    {
        using var request = Gateway.Post("""{"query":"{__typename}"}""", "first", token: null);
        request.Headers.TryAddWithoutValidation("Authorization", $"bEARER {two.Tokens["first"].Token}");
        using var answer = await Gateway.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task needs_one_network_named_where_there_are_several()
    {
        using var answer = await Gateway.AskAsync(Query);
        Assert.Equal((HttpStatusCode.BadRequest, "NETWORK_REQUIRED"), (answer.StatusCode, await Gateway.CodeOf(answer)));
    }

    [Theory]
    [InlineData("absent")]
    [InlineData("No Slug!")]
    [InlineData("../first")]
    public async Task tells_the_operator_that_a_network_is_unknown(string network)
    {
        using var answer = await Gateway.AskAsync(Query, network: network);
        Assert.Equal((HttpStatusCode.NotFound, "NETWORK_UNKNOWN"), (answer.StatusCode, await Gateway.CodeOf(answer)));
    }

    [Theory]
    [InlineData("second.circles.example:8080", HttpStatusCode.OK)]
    [InlineData("Second.circles.example", HttpStatusCode.OK)]
    [InlineData("third.circles.example", HttpStatusCode.BadRequest)]
    [InlineData("localhost", HttpStatusCode.BadRequest)]
    [InlineData("127.0.0.1:80", HttpStatusCode.BadRequest)]
    [InlineData("[::1]:80", HttpStatusCode.BadRequest)]
    public async Task takes_the_host_s_first_label_for_the_network(string host, HttpStatusCode status)
    {
        using var request = Gateway.Post("""{"query":"{ network { slug } }"}""");
        request.Headers.Host = host;
        using var answer = await Gateway.Http.SendAsync(request);
        Assert.Equal(status, answer.StatusCode);
        if (status == HttpStatusCode.OK) Assert.Contains("second", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task takes_the_header_before_the_host()
    {
        using var request = Gateway.Post("""{"query":"{ network { slug } }"}""", "first");
        request.Headers.Host = "second.circles.example";
        using var answer = await Gateway.Http.SendAsync(request);
        Assert.Contains("first", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ends_at_once_when_the_token_is_revoked()
    {
        var (token, id) = await two.IssueAsync("first", expiresAt: null);
        Assert.Equal("first", await SlugAsync("first", token));
        await Gateway.DataAsync("mutation ($input: RevokeTokenInput!) { revokeToken(input: $input) { errors { code } } }", new { input = new { token = id } }, "first");
        using var answer = await Gateway.AskAsync(Query, network: "first", token: token);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task gives_the_schema_in_its_own_language()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/graphql/schema");
        request.Headers.Add("Circles-Network", "first");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", two.Tokens["first"].Token);
        using var answer = await Gateway.Http.SendAsync(request);
        Assert.Equal("text/plain", answer.Content.Headers.ContentType!.MediaType);
        Assert.Contains("type Query", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var stranger = await Gateway.Http.GetAsync("/graphql/schema");
        Assert.Equal((HttpStatusCode.Unauthorized, "UNAUTHENTICATED"), (stranger.StatusCode, await Gateway.CodeOf(stranger)));
    }

    [Theory]
    [InlineData("first")]
    [InlineData("second")]
    public async Task shows_nothing_of_the_other_network(string slug)
    {
        var data = await Gateway.DataAsync("{ people(first: 100) { totalCount nodes { id } } }", network: slug, token: two.Tokens[slug].Token);
        var other = await Gateway.DataAsync(
            "{ people(first: 100) { nodes { id } } }", network: slug == "first" ? "second" : "first", token: Gateway.OperatorToken);
        Assert.Empty(Ids(data).Intersect(Ids(other)));
    }

    private static IEnumerable<string?> Ids(JsonElement data) =>
        data.GetProperty("people").GetProperty("nodes").EnumerateArray().Select(node => node.GetProperty("id").GetString()).ToArray();

    private async Task<string?> SlugAsync(string network, string token) =>
        (await Gateway.DataAsync(Query, network: network, token: token)).GetProperty("network").GetProperty("slug").GetString();

    /// <summary>Everything of a refusal that a caller can see, but the date.</summary>
    private async Task<string> RefusalAsync(string? network, string? authorization)
    {
        using var request = Gateway.Post("""{"query":"{ network { slug } }"}""", token: null);
        if (network is not null) request.Headers.TryAddWithoutValidation("Circles-Network", network);
        if (authorization is not null) request.Headers.TryAddWithoutValidation("Authorization", authorization);
        using var answer = await Gateway.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.ToString());
        answer.Headers.Remove("Date");
        return $"{(int)answer.StatusCode}\n{answer.Headers}{answer.Content.Headers}\n{await answer.Content.ReadAsStringAsync()}";
    }
}
