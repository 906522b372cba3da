using System.Net;
using System.Text;

namespace Circles.Gateway.Tests;

public sealed class What_a_browser_could_be_tricked_into_sending(OneNetwork one) : IClassFixture<OneNetwork>
{
    private const string Url = "/graphql?query={__typename}";

    private Gateway Gateway => one.Gateway;

    /// <summary>An image, a link, a script of another origin, with all that a browser adds by itself.</summary>
    [Theory]
    [InlineData(null, null)]
    [InlineData("Cookie", "session=1")]
    [InlineData("Authorization", "Basic b3BlcmF0b3I6c2VjcmV0")]
    [InlineData("Authorization", "Negotiate abc")]
    [InlineData("Origin", "https://elsewhere.example")]
    [InlineData("Referer", "https://elsewhere.example/")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Range", "bytes=0-")]
    [InlineData("GraphQL-Require-Preflight", "")]
    public async Task is_refused_before_any_credential_is_looked_at(string? header, string? value)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Url);
        if (header is not null) request.Headers.TryAddWithoutValidation(header, value);
        using var answer = await Gateway.Http.SendAsync(request);
        Assert.Equal((HttpStatusCode.Forbidden, "PREFLIGHT_REQUIRED"), (answer.StatusCode, await Gateway.CodeOf(answer)));
    }

    [Theory]
    [InlineData("GraphQL-Require-Preflight", "1")]
    [InlineData("Apollo-Require-Preflight", "true")]
    [InlineData("X-Apollo-Operation-Name", "People")]
    [InlineData("Circles-Network", "first")]
    [InlineData("Authorization", "Bearer not-good")]
    public async Task is_let_on_to_the_door_with_a_header_that_no_page_can_add(string header, string value)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Url);
        request.Headers.TryAddWithoutValidation(header, value);
        using var answer = await Gateway.Http.SendAsync(request);
        Assert.Equal((HttpStatusCode.Unauthorized, "UNAUTHENTICATED"), (answer.StatusCode, await Gateway.CodeOf(answer)));
    }

    [Theory]
    [InlineData("application/x-www-form-urlencoded", "query={__typename}")]
    [InlineData("text/plain", """{"query":"{__typename}"}""")]
    [InlineData("text/plain;application/json", """{"query":"{__typename}"}""")]
    [InlineData("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"operations\"\r\n\r\n{\"query\":\"{__typename}\"}\r\n--x--\r\n")]
    public async Task as_a_form_is_refused_with_415_even_with_a_token(string type, string body)
    {
        using var request = Gateway.Post(Encoding.UTF8.GetBytes(body), type);
        request.Headers.Add("GraphQL-Require-Preflight", "1");
        using var answer = await Gateway.Http.SendAsync(request);
        Assert.Equal((HttpStatusCode.UnsupportedMediaType, "UNSUPPORTED_MEDIA_TYPE"), (answer.StatusCode, await Gateway.CodeOf(answer)));
    }

    [Fact]
    public async Task is_told_nothing_that_another_origin_could_read()
    {
        using var request = Gateway.Post("""{"query":"{__typename}"}""");
        request.Headers.Add("Origin", "https://elsewhere.example");
        using var answer = await Gateway.Http.SendAsync(request);
        Assert.False(answer.Headers.Contains("Access-Control-Allow-Origin"));
    }
}
