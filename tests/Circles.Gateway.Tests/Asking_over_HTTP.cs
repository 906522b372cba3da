using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Circles.Gateway.Tests;

/// <summary>One server with one network, for all tests that change nothing.</summary>
public sealed class OneNetwork : IAsyncLifetime
{
    internal Gateway Gateway { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Gateway = await Gateway.WithNetworksAsync("first");

    public ValueTask DisposeAsync() => Gateway.DisposeAsync();
}

public sealed class Asking_over_HTTP(OneNetwork one) : IClassFixture<OneNetwork>
{
    private const string Body = """{ "query": "{ network { slug } }" }""";
    private const string Json = "application/json";

    private Gateway Gateway => one.Gateway;

    [Fact]
    public async Task is_answered_with_the_network_s_data_and_sequence()
    {
        using var answer = await Gateway.AskAsync("{ network { slug } }");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("""{"data":{"network":{"slug":"first"}}}""", await Gateway.PlainOf(answer));
        Assert.Equal("1", Assert.Single(answer.Headers.GetValues("Circles-Sequence")));
        Assert.Equal(answer.Content.Headers.ContentLength, (await answer.Content.ReadAsByteArrayAsync()).Length);
        Assert.True(answer.Headers.CacheControl!.NoStore);
    }

    [Fact]
    public async Task tells_after_a_dry_run_no_sequence_that_the_journal_does_not_have()
    {
        using var answer = await Gateway.AskAsync(
            "mutation { defineRegion(input: { code: \"X\", name: \"X\" }, dryRun: true) { errors { code } dryRun } }");
        Assert.Equal("1", Assert.Single(answer.Headers.GetValues("Circles-Sequence")));
    }

    [Theory]
    [InlineData("{", "BAD_REQUEST")]
    [InlineData("", "BAD_REQUEST")]
    [InlineData("[]", "BATCHING_OFF")]
    [InlineData("[{\"query\":\"{a}\"}]", "BATCHING_OFF")]
    [InlineData("\"query\"", "BAD_REQUEST")]
    [InlineData("{}", "BAD_REQUEST")]
    [InlineData("""{"query":null}""", "BAD_REQUEST")]
    [InlineData("""{"query":1}""", "BAD_REQUEST")]
    [InlineData("""{"query":["{a}"]}""", "BAD_REQUEST")]
    [InlineData("""{"query":"{__typename}","variables":[]}""", "BAD_REQUEST")]
    [InlineData("""{"query":"{__typename}","variables":"{}"}""", "BAD_REQUEST")]
    [InlineData("""{"query":"{__typename}","operationName":1}""", "BAD_REQUEST")]
    [InlineData("""{"query":"{__typename}","extensions":7}""", "BAD_REQUEST")]
    [InlineData("""{"query":"{__typename}","query":"{a}"}""", "BAD_REQUEST")]
    [InlineData("""{"query":"{__typename}","variables":{"a":"\ud800"}}""", "BAD_REQUEST")]
    [InlineData("""{"query":"{__typename} # \udc00"}""", "BAD_REQUEST")]
    [InlineData("""{"query":"{__typename} # \ud83d\u0041"}""", "BAD_REQUEST")]
    [InlineData("""{"query":"{__typename} # \uZZZZ"}""", "BAD_REQUEST")]
    public async Task with_a_body_that_is_no_request_is_refused_with_400(string body, string code)
    {
        using var answer = await Gateway.Http.SendAsync(Gateway.Post(body));
        Assert.Equal((HttpStatusCode.BadRequest, code), (answer.StatusCode, await Gateway.CodeOf(answer)));
    }

    [Theory]
    [InlineData(new byte[] { (byte)'{', (byte)'"', 0xC3, (byte)'"', (byte)':', (byte)'1', (byte)'}' })]
    [InlineData(new byte[] { 0xFF, 0xFE, (byte)'{', 0 })]
    public async Task with_bytes_that_are_not_UTF_8_is_refused_with_400(byte[] body)
    {
        using var answer = await Gateway.Http.SendAsync(Gateway.Post(body, Json));
        Assert.Equal((HttpStatusCode.BadRequest, "BAD_REQUEST"), (answer.StatusCode, await Gateway.CodeOf(answer)));
    }

    [Theory]
    [InlineData("""{"query":"{__typename} # \ud83d\ude00 \\ud800 \n"}""")]
    [InlineData("""{"query":"{__typename}","operationName":null,"variables":null,"extensions":null,"more":[1]}""")]
    [InlineData("""{"query":"query A {__typename} query B {network{slug}}","operationName":"A","variables":{},"extensions":{}}""")]
    public async Task with_unusual_but_good_bodies_is_answered(string body)
    {
        using var answer = await Gateway.Http.SendAsync(Gateway.Post(body));
        Assert.Equal("""{"data":{"__typename":"Query"}}""", await Gateway.PlainOf(answer));
    }

    [Fact]
    public async Task with_too_deep_a_body_is_refused_with_400()
    {
        var nested = new string('[', 100) + new string(']', 100);
        using var answer = await Gateway.Http.SendAsync(Gateway.Post("{\"query\":\"{__typename}\",\"variables\":{\"a\":" + nested + "}}"));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData("application/graphql")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("application/jsonp")]
    public async Task with_another_type_of_body_is_refused_with_415(string? contentType)
    {
        using var answer = await Gateway.Http.SendAsync(Gateway.Post(Encoding.UTF8.GetBytes(Body), contentType));
        Assert.Equal((HttpStatusCode.UnsupportedMediaType, "UNSUPPORTED_MEDIA_TYPE"), (answer.StatusCode, await Gateway.CodeOf(answer)));
    }

    [Fact]
    public async Task with_a_compressed_body_is_refused_with_415()
    {
        using var request = Gateway.Post(Body);
        request.Content!.Headers.ContentEncoding.Add("gzip");
        using var answer = await Gateway.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
    }

    [Theory]
    [InlineData("application/json;charset=UTF-8")]
    [InlineData("Application/JSON; charset=\"utf-8\"; x=y")]
    public async Task with_parameters_of_the_type_is_answered(string contentType)
    {
        using var answer = await Gateway.Http.SendAsync(Gateway.Post(Encoding.UTF8.GetBytes(Body), contentType));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task with_a_body_above_1_MiB_is_refused_with_413(bool chunked)
    {
        using var request = Gateway.Post(new byte[Limits.BodyBytesMax + 1], Json);
        request.Headers.TransferEncodingChunked = chunked;
        using var answer = await Gateway.Http.SendAsync(request);
        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "BODY_TOO_LARGE"), (answer.StatusCode, await Gateway.CodeOf(answer)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task with_a_body_of_exactly_1_MiB_is_answered(bool chunked)
    {
        using var request = Gateway.Post(Body.PadRight(Limits.BodyBytesMax), null);
        request.Headers.TransferEncodingChunked = chunked;
        using var answer = await Gateway.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    /// <summary>Found on Kestrel: such a chunk used to surface as a fault of the server.</summary>
    [Theory]
    [InlineData("FFFFFFFFFFFFFFFF\r\n")]
    [InlineData("zz\r\n{}\r\n")]
    [InlineData("5\r\n{}\r\n0\r\n\r\n")]
    public async Task with_broken_chunks_is_refused_with_400(string chunk)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(Gateway.Address.Host, Gateway.Address.Port);
        var head = $"POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: {Json}\r\nAuthorization: Bearer {Gateway.OperatorToken}\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n";
        await using var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head + chunk));
        using var reader = new StreamReader(stream);
        Assert.StartsWith("HTTP/1.1 400 ", await reader.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PUT")]
    [InlineData("PATCH")]
    [InlineData("DELETE")]
    [InlineData("QUERY")]
    public async Task by_another_method_is_refused_with_405(string method)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), "/graphql?query={__typename}");
        using var answer = await Gateway.Http.SendAsync(request);
        Assert.Equal((HttpStatusCode.MethodNotAllowed, "METHOD_NOT_ALLOWED"), (answer.StatusCode, await Gateway.CodeOf(answer)));
        Assert.Equal(["GET", "HEAD", "POST", "OPTIONS"], answer.Content.Headers.Allow);
    }

    [Theory]
    [InlineData(null, Json)]
    [InlineData("*/*", Json)]
    [InlineData("application/*", Json)]
    [InlineData("application/json", Json)]
    [InlineData("application/graphql-response+json", "application/graphql-response+json")]
    [InlineData("application/json, application/graphql-response+json", "application/graphql-response+json")]
    [InlineData("application/graphql-response+json; q=0.5, application/json; q=0.9", Json)]
    [InlineData("application/graphql-response+json; charset=utf-8, application/json; q=0.9, */*;q=0.1", "application/graphql-response+json")]
    [InlineData("text/html, */*; q=0.1", Json)]
    [InlineData("application/json; q=0, application/graphql-response+json; q=0.1", "application/graphql-response+json")]
    public async Task is_answered_in_the_media_type_that_Accept_asks_for(string? accept, string mediaType)
    {
        using var answer = await Gateway.AskAsync("{ __typename }", accept: accept);
        Assert.Equal((HttpStatusCode.OK, mediaType, "utf-8"), (
            answer.StatusCode, answer.Content.Headers.ContentType!.MediaType, answer.Content.Headers.ContentType.CharSet));
    }

    [Theory]
    [InlineData("text/html")]
    [InlineData("application/json; q=0")]
    [InlineData("image/*")]
    public async Task for_another_media_type_is_refused_with_406(string accept)
    {
        using var answer = await Gateway.AskAsync("{ __typename }", accept: accept);
        Assert.Equal((HttpStatusCode.NotAcceptable, "NOT_ACCEPTABLE"), (answer.StatusCode, await Gateway.CodeOf(answer)));
    }

    [Theory]
    [InlineData("{", "GRAPHQL_PARSE_FAILED")]
    [InlineData("{ unknownField }", "GRAPHQL_VALIDATION_FAILED")]
    [InlineData("query ($a: Int!) { people(first: $a) { totalCount } }", "BAD_USER_INPUT")]
    [InlineData("query A { __typename } query B { __typename }", "OPERATION_RESOLUTION_FAILURE")]
    public async Task without_an_execution_is_told_by_the_status_of_the_newer_media_type(string query, string code)
    {
        using var newer = await Gateway.AskAsync(query, accept: "application/graphql-response+json");
        using var older = await Gateway.AskAsync(query, accept: Json);
        Assert.Equal((HttpStatusCode.BadRequest, code), (newer.StatusCode, await Gateway.CodeOf(newer)));
        Assert.Equal((HttpStatusCode.OK, code), (older.StatusCode, await Gateway.CodeOf(older)));
    }

    [Fact]
    public async Task at_no_known_path_is_answered_in_the_api_s_own_shape()
    {
        using var answer = await Gateway.Http.GetAsync("/nowhere");
        Assert.Equal((HttpStatusCode.NotFound, "NOT_FOUND"), (answer.StatusCode, await Gateway.CodeOf(answer)));
    }

    [Fact]
    public async Task gets_headers_that_keep_browsers_from_misusing_the_answer()
    {
        using var answer = await Gateway.AskAsync("{ __typename }");
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("no-referrer", Assert.Single(answer.Headers.GetValues("Referrer-Policy")));
        Assert.Equal("default-src 'none'; frame-ancestors 'none'", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")));
        Assert.False(answer.Headers.Contains("Server"));
    }
}
