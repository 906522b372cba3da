using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Circles.Conventions;

namespace Circles.Scenarios;

/// <summary>A larger graph that Circles is a part of, behind real gateways: see federation/graph.mjs.</summary>
public sealed class Graph : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Process process;
    private readonly HttpClient client = new();

    private Graph(Process process, IReadOnlyList<Uri> gateways) => (this.process, Gateways) = (process, gateways);

    /// <summary>One for each composer: the first graph is composed by Apollo's, the second by Hive's.</summary>
    public IReadOnlyList<Uri> Gateways { get; }

    /// <param name="circles">Where Circles answers GraphQL.</param>
    /// <param name="network">Whose schema is composed.</param>
    /// <param name="token">Whose token the schema is fetched with.</param>
    /// <param name="materials">What stands in the library, for example <c>{ title, circle: { id } }</c>.</param>
    public static async Task<Graph> StartAsync(Uri circles, string network, string token, IEnumerable<object> materials)
    {
        var node = Process.Start(new ProcessStartInfo("node", ["graph.mjs"])
        {
            WorkingDirectory = Repository.FullPath("tests/Circles.Scenarios/federation"),
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        })!;
        var complaints = node.StandardError.ReadToEndAsync();
        await node.StandardInput.WriteLineAsync(JsonSerializer.Serialize(new { circles, network, token, materials }));
        await node.StandardInput.FlushAsync();
        var line = await node.StandardOutput.ReadLineAsync().WaitAsync(Patience);
        if (line is null) throw new InvalidOperationException(await complaints);
        var urls = JsonSerializer.Deserialize<JsonElement>(line).GetProperty("urls");
        return new Graph(node, [.. urls.EnumerateArray().Select(url => new Uri(url.GetString()!))]);
    }

    /// <summary>The gateway's whole answer.</summary>
    public async Task<JsonElement> AskAsync(Uri gateway, string? token, string network, string query)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, gateway) { Content = JsonContent.Create(new { query }) };
        request.Headers.Add("Circles-Network", network);
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await client.SendAsync(request);
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        process.StandardInput.Close();
        try
        {
            await process.WaitForExitAsync().WaitAsync(Patience);
        }
        finally
        {
            if (!process.HasExited) process.Kill();
            process.Dispose();
        }
    }
}
