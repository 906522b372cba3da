using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Circles.Gateway.Tests;

public sealed class Asking_by_GET(OneNetwork one) : IClassFixture<OneNetwork>
{
    private const string Named = "query Type($name: String!) { __type(name: $name) { name } }";

    private Gateway Gateway => one.Gateway;

    [Fact]
    public async Task is_answered_as_by_POST()
    {
        using var answer = await GetAsync(("query", "{ network { slug } }"));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("""{"data":{"network":{"slug":"first"}}}""", await Gateway.PlainOf(answer));
        Assert.Equal("1", Assert.Single(answer.Headers.GetValues("Circles-Sequence")));
    }

    [Fact]
    public async Task takes_the_variables_the_operation_and_the_extensions_from_the_URL()
    {
        using var answer = await GetAsync(
            ("query", $"query Other {{ __typename }} {Named}"), ("operationName", "Type"), ("variables", """{ "name": "Zażółć \"x\"" }"""), ("extensions", "{}"));
        Assert.Equal("""{"data":{"__type":null}}""", await Gateway.PlainOf(answer));
    }

    [Fact]
    public async Task takes_empty_parameters_for_none()
    {
        using var answer = await GetAsync(("query", "{ __typename }"), ("operationName", ""), ("variables", ""), ("extensions", "null"), ("more", "x"));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?query=")]
    [InlineData("?query={__typename}&query={__typename}")]
    [InlineData("?query={__typename}&variables={")]
    [InlineData("?query={__typename}&variables=[]")]
    [InlineData("?query={__typename}&variables={}&variables={}")]
    [InlineData("?query={__typename}&variables={\"a\":\"\\ud800\"}")]
    [InlineData("?query={__typename}&variables={\"a\":1,\"a\":2}")]
    [InlineData("?query={__typename}&extensions=1")]
    [InlineData("?query={__typename}&extensions=\"x\"")]
    [InlineData("?query={__typename}&operationName=A&operationName=A")]
    public async Task with_a_URL_that_is_no_request_is_refused_with_400(string url)
    {
        using var answer = await SendAsync(HttpMethod.Get, url);
        Assert.Equal((HttpStatusCode.BadRequest, "BAD_REQUEST"), (answer.StatusCode, await Gateway.CodeOf(answer)));
    }

    [Fact]
    public async Task with_bytes_that_are_not_UTF_8_is_refused()
    {
        using var answer = await SendAsync(HttpMethod.Get, "?query={__typename}%23%FF%FE&variables={\"a\":\"%C3\"}");
        Assert.InRange((int)answer.StatusCode, 200, 499);
        using var document = await SendAsync(HttpMethod.Get, "?query=%FF{__typename}");
        Assert.Equal("GRAPHQL_PARSE_FAILED", await Gateway.CodeOf(document));
    }

    [Theory]
    [InlineData("mutation { __typename }")]
    [InlineData("query A { __typename } mutation B { __typename }", "B")]
    [InlineData("mutation { defineRegion(input: { code: \"G\", name: \"G\" }) { errors { code } } }")]
    public async Task of_a_mutation_is_refused_with_405_and_changes_nothing(string query, string? operationName = null)
    {
        using var answer = await GetAsync(("query", query), ("operationName", operationName ?? ""));
        Assert.Equal((HttpStatusCode.MethodNotAllowed, "MUTATION_BY_GET"), (answer.StatusCode, await Gateway.CodeOf(answer)));
        Assert.Equal("POST", Assert.Single(answer.Content.Headers.Allow));
        using var after = await GetAsync(("query", "{ __typename }"));
        Assert.Equal("1", Assert.Single(after.Headers.GetValues("Circles-Sequence")));
    }

    [Theory]
    [InlineData("{", "GRAPHQL_PARSE_FAILED")]
    [InlineData("{ unknownField }", "GRAPHQL_VALIDATION_FAILED")]
    [InlineData("mutation { unknownField }", "GRAPHQL_VALIDATION_FAILED")]
    [InlineData(Named, "BAD_USER_INPUT")]
    public async Task of_what_cannot_be_executed_has_the_statuses_of_a_POST(string query, string code)
    {
        using var older = await GetAsync(("query", query));
        using var newer = await SendAsync(HttpMethod.Get, Url(("query", query)), request => request.Headers.Accept.ParseAdd("application/graphql-response+json"));
        Assert.Equal((HttpStatusCode.OK, code), (older.StatusCode, await Gateway.CodeOf(older)));
        Assert.Equal((HttpStatusCode.BadRequest, code), (newer.StatusCode, await Gateway.CodeOf(newer)));
        Assert.True(older.Headers.CacheControl!.NoStore);
        Assert.Null(older.Headers.ETag);
    }

    [Fact]
    public async Task by_HEAD_tells_the_headers_only()
    {
        using var get = await GetAsync(("query", "{ __typename }"));
        using var head = await SendAsync(HttpMethod.Head, Url(("query", "{ __typename }")));
        Assert.Equal((get.StatusCode, get.Content.Headers.ContentLength, get.Headers.ETag), (head.StatusCode, head.Content.Headers.ContentLength, head.Headers.ETag));
        Assert.Empty(await head.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task is_told_beside_the_other_methods_and_to_no_other_origin()
    {
        using var request = new HttpRequestMessage(HttpMethod.Options, "/graphql");
        request.Headers.Add("Origin", "https://elsewhere.example");
        request.Headers.Add("Access-Control-Request-Method", "POST");
        request.Headers.Add("Access-Control-Request-Headers", "authorization");
        using var answer = await Gateway.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Equal(["GET", "HEAD", "POST", "OPTIONS"], answer.Content.Headers.Allow);
        Assert.DoesNotContain(answer.Headers, header => header.Key.StartsWith("Access-Control-", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task of_a_line_beyond_the_bound_is_refused_with_414()
    {
        using var answer = await GetAsync(("query", "{ __typename } #" + new string('x', Limits.RequestLineBytesMax)));
        Assert.Equal(HttpStatusCode.RequestUriTooLong, answer.StatusCode);
    }

    private static string Url(params (string Name, string Value)[] parameters) =>
        "?" + string.Join('&', parameters.Select(one => $"{one.Name}={Uri.EscapeDataString(one.Value)}"));

    private Task<HttpResponseMessage> GetAsync(params (string Name, string Value)[] parameters) => SendAsync(HttpMethod.Get, Url(parameters));

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string url, Action<HttpRequestMessage>? more = null)
    {
        using var request = new HttpRequestMessage(method, $"/graphql{url}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Gateway.OperatorToken);
        more?.Invoke(request);
        return await Gateway.Http.SendAsync(request);
    }
}
