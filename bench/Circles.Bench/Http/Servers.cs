using System.Net.Http.Headers;
using System.Text;
using Circles.Gateway;
using Circles.Gateway.Hosting;
using Circles.Silo;

namespace Circles.Bench.Http;

/// <summary>A server in this process, and a client of it that sends one body at a time and reads the whole answer.</summary>
internal abstract class Server : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly HttpClient http;
    private readonly string token;

    protected Server(WebApplication app, string token)
    {
        (this.app, this.token) = (app, token);
        Address = new Uri(app.Urls.First());
        http = new HttpClient { BaseAddress = Address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        http.DefaultRequestHeaders.Add("Circles-Network", "demo");
    }

    public Uri Address { get; }

    protected IServiceProvider Services => app.Services;

    protected HttpClient Http => http;

    /// <param name="by">The token of somebody else than the operator.</param>
    public async Task<byte[]> AnswerAsync(byte[] body, string? by = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        if (by is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", by);
        using var answer = await http.SendAsync(request);
        return await answer.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync();
    }

    /// <summary>A whole request with this body, as bytes.</summary>
    /// <inheritdoc cref="AnswerAsync"/>
    public byte[] Request(ReadOnlySpan<byte> body, string? by = null) =>
    [
        .. Encoding.ASCII.GetBytes(
            $"POST /graphql HTTP/1.1\r\nHost: {Address.Authority}\r\nContent-Type: application/json\r\nAccept: application/json\r\n"
            + $"Authorization: Bearer {by ?? token}\r\nCircles-Network: demo\r\nContent-Length: {body.Length}\r\n\r\n"),
        .. body,
    ];

    public virtual async ValueTask DisposeAsync()
    {
        http.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
    }
}

/// <summary>The gateway with the demo network, as it is served in development.</summary>
internal sealed class GatewayUnderLoad : Server
{
    private const string Token = "an-operators-token-for-figures";

    private GatewayUnderLoad(WebApplication app) : base(app, Token)
    {
    }

    public INetworks Networks => Services.GetRequiredService<INetworks>();

    public static async Task<GatewayUnderLoad> StartAsync(string data)
    {
        var app = Gateway.Program.Build(
        [
            "--urls=http://127.0.0.1:0", $"--Circles:DataPath={data}", $"--Circles:Bootstrap:Token={Token}", "--Circles:Demo=true", "--Logging:LogLevel:Default=Warning",
            // What is measured is the server, not how it holds one caller back.
            $"--Circles:Limits:BudgetOfViewer={int.MaxValue}", $"--Circles:Limits:BudgetOfViewerPerSecond={int.MaxValue}",
            $"--Circles:Limits:BudgetOfNetwork={int.MaxValue}", $"--Circles:Limits:BudgetOfNetworkPerSecond={int.MaxValue}",
        ]);
        await Serving.StartAsync(app, TextWriter.Null);
        var gateway = new GatewayUnderLoad(app);
        while (!(await gateway.Http.GetAsync("/health/ready")).IsSuccessStatusCode) await Task.Delay(TimeSpan.FromMilliseconds(20));
        return gateway;
    }
}

/// <summary>Kestrel and nothing else: reads a body and sends the same bytes as Circles.</summary>
internal sealed class BareEndpoint : Server
{
    private BareEndpoint(WebApplication app) : base(app, "none")
    {
    }

    public byte[] Answer { get; set; } = [];

    public static async Task<BareEndpoint> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        BareEndpoint? self = null;
        app.Urls.Add("http://127.0.0.1:0");
        app.MapPost("/graphql", async (HttpContext http) =>
        {
            await http.Request.Body.CopyToAsync(Stream.Null);
            http.Response.ContentType = "application/json; charset=utf-8";
            http.Response.ContentLength = self!.Answer.Length;
            await http.Response.Body.WriteAsync(self.Answer);
        });
        await app.StartAsync();
        return self = new BareEndpoint(app);
    }
}
