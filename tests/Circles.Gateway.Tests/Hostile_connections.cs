using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Circles.Gateway.Tests;

/// <summary>Below what an HTTP client would send: bytes straight into a socket.</summary>
public sealed class Hostile_connections(OneNetwork one) : IClassFixture<OneNetwork>
{
    private const string Good = "Host: localhost\r\nContent-Type: application/json\r\nAuthorization: Bearer " + Gateway.OperatorToken + "\r\nConnection: close\r\n";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private Gateway Gateway => one.Gateway;

    [Theory]
    [InlineData("a chunk of size 2^64-1", "POST /graphql HTTP/1.1\r\n" + Good + "Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFF\r\n", 400)]
    [InlineData("a chunk of no number", "POST /graphql HTTP/1.1\r\n" + Good + "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n", 400)]
    [InlineData("a chunk longer than told", "POST /graphql HTTP/1.1\r\n" + Good + "Transfer-Encoding: chunked\r\n\r\n1\r\n{}\r\n0\r\n\r\n", 400)]
    [InlineData("a length and chunks", "POST /graphql HTTP/1.1\r\n" + Good + "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400)]
    [InlineData("two lengths", "POST /graphql HTTP/1.1\r\n" + Good + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}", 400)]
    [InlineData("a negative length", "POST /graphql HTTP/1.1\r\n" + Good + "Content-Length: -1\r\n\r\n{}", 400)]
    [InlineData("a length beyond 2^63", "POST /graphql HTTP/1.1\r\n" + Good + "Content-Length: 99999999999999999999\r\n\r\n{}", 400)]
    [InlineData("an unknown coding", "POST /graphql HTTP/1.1\r\n" + Good + "Transfer-Encoding: gzip\r\n\r\n{}", 501, 400)]
    [InlineData("no host", "GET /health/live HTTP/1.1\r\nConnection: close\r\n\r\n", 400)]
    [InlineData("two hosts", "GET /health/live HTTP/1.1\r\nHost: a\r\nHost: b\r\nConnection: close\r\n\r\n", 400)]
    [InlineData("a header with NUL", "POST /graphql HTTP/1.1\r\n" + Good + "X: \0\r\nContent-Length: 2\r\n\r\n{}", 400)]
    [InlineData("a header with a space before its colon", "POST /graphql HTTP/1.1\r\n" + Good + "X : 1\r\nContent-Length: 2\r\n\r\n{}", 400)]
    [InlineData("no HTTP", "\x16\x03\x01\x02\r\n\r\n", 400)]
    [InlineData("another version", "GET / HTTP/9.9\r\nHost: a\r\n\r\n", 505)]
    public async Task with_broken_framing_get_a_status_and_an_end(string what, string request, int status, int orStatus = 0) =>
        Assert.True(await StatusOfAsync(Gateway, Encoding.Latin1.GetBytes(request)) is var told && (told == status || told == orStatus), $"{what}: {told}");

    [Theory]
    [InlineData("one of 1 MB", 1, 1_000_000)]
    [InlineData("10,000 of them", 10_000, 10)]
    [InlineData("100 of 1 KB", 100, 1_000)]
    public async Task with_huge_headers_get_431(string what, int count, int length)
    {
        var headers = string.Concat(Enumerable.Range(0, count).Select(i => $"X-{i}: {new string('x', length)}\r\n"));
        var status = await StatusOfAsync(Gateway, Encoding.ASCII.GetBytes($"POST /graphql HTTP/1.1\r\n{Good}{headers}Content-Length: 2\r\n\r\n{{}}"));
        Assert.True(status == 431, $"{what}: {status}");
    }

    [Fact]
    public async Task with_a_huge_request_line_get_414() => Assert.Equal(
        414, await StatusOfAsync(Gateway, Encoding.ASCII.GetBytes($"GET /graphql?query={new string('x', 1_000_000)} HTTP/1.1\r\n{Good}\r\n")));

    [Fact]
    public async Task with_a_body_that_does_not_come_get_408()
    {
        await using var gateway = await Gateway.StartAsync(more: "--Circles:Limits:SlowBodyWait=00:00:01.5");
        var requests = Enumerable.Range(0, 20).Select(_ => AnswerOfAsync(
            gateway, Encoding.ASCII.GetBytes("POST /graphql HTTP/1.1\r\n" + Good + "Content-Length: 100\r\n\r\n{\"query\":")));
        foreach (var answer in await Task.WhenAll(requests))
        {
            Assert.StartsWith("HTTP/1.1 408 ", answer, StringComparison.Ordinal);
            Assert.Contains("BODY_TOO_SLOW", answer, StringComparison.Ordinal);
        }

        using var health = await gateway.Http.GetAsync("/health/live");
        Assert.Equal(HttpStatusCode.OK, health.StatusCode);
    }

    [Fact]
    public async Task with_headers_that_do_not_come_get_408()
    {
        await using var gateway = await Gateway.StartAsync(more: "--Circles:Limits:RequestHeadersWait=00:00:01");
        Assert.Equal(408, await StatusOfAsync(gateway, "POST /graphql HTTP/1.1\r\nHost: loc"u8.ToArray()));
    }

    [Fact]
    public async Task that_end_in_the_middle_of_a_body_leave_the_server_well()
    {
        for (var i = 0; i < 50; i++)
        {
            using var socket = new TcpClient();
            await socket.ConnectAsync(Gateway.Address.Host, Gateway.Address.Port);
            await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes("POST /graphql HTTP/1.1\r\n" + Good + "Content-Length: 100\r\n\r\n{\"query\":"));
            socket.LingerState = new LingerOption(enable: true, seconds: 0);
        }

        using var answer = await Gateway.AskAsync("{ __typename }");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    private static async Task<int> StatusOfAsync(Gateway gateway, byte[] request)
    {
        var answer = await AnswerOfAsync(gateway, request);
        Assert.StartsWith("HTTP/1.1 ", answer, StringComparison.Ordinal);
        using var health = await gateway.Http.GetAsync("/health/live");
        Assert.Equal(HttpStatusCode.OK, health.StatusCode);
        return int.Parse(answer.AsSpan(9, 3), System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>Everything that comes back until the server ends the connection.</summary>
    private static async Task<string> AnswerOfAsync(Gateway gateway, byte[] request)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var socket = new TcpClient();
        await socket.ConnectAsync(gateway.Address.Host, gateway.Address.Port, patience.Token);
        await using var stream = socket.GetStream();
        var received = new MemoryStream();
        try
        {
            // A server may answer and close while there is more to send: then sending fails, and the answer is there.
            var sending = stream.WriteAsync(request, patience.Token).AsTask();
            await stream.CopyToAsync(received, patience.Token);
            await sending;
        }
        catch (IOException) when (received.Length > 0)
        {
            // Reset after the answer.
        }

        return Encoding.ASCII.GetString(received.ToArray());
    }
}
