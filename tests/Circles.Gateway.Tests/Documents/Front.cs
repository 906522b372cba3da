using System.Diagnostics;
using System.Text.Json;
using Circles.Conventions;
using Circles.Gateway.CommandLine;

namespace Circles.Gateway.Tests.Documents;

/// <summary>A gateway with a network and a client in it, and what front ends and their builds do with them.</summary>
internal sealed class Front : IAsyncDisposable
{
    public const string Network = "first";

    private static readonly string Folder = Repository.FullPath("tests/Circles.Gateway.Tests/Documents");

    private Front(Gateway gateway) => Gateway = gateway;

    public Gateway Gateway { get; }

    /// <summary>The client's id.</summary>
    public string Client { get; private set; } = "";

    /// <summary>The client's token.</summary>
    public string Token { get; private set; } = "";

    public static async Task<Front> OpenAsync(params string[] otherNetworks)
    {
        var front = new Front(await Gateway.WithNetworksAsync([Network, .. otherNetworks]));
        (front.Client, front.Token) = await front.ClientAsync("Portal", "READER");
        return front;
    }

    public async Task<(string Client, string Token)> ClientAsync(string name, string role, string network = Network)
    {
        var registered = await DoAsync("registerClient", new { name, grants = new[] { new { role } } }, "client { id }", network: network);
        var client = registered.GetProperty("client").GetProperty("id").GetString()!;
        return (client, await TokenAsync(new { client }, network));
    }

    public async Task<string> PersonAsync(string name)
    {
        var registered = await DoAsync("registerPerson", new { name }, "person { id }");
        return await TokenAsync(new { person = registered.GetProperty("person").GetProperty("id").GetString() });
    }

    public Task RegisterAsync(params IEnumerable<string> texts) =>
        DoAsync("registerDocuments", new { client = Client, documents = texts.Select(text => new { text }) });

    public Task WithdrawAsync(params string[] hashes) => DoAsync("withdrawDocuments", new { client = Client, hashes });

    public Task RestrictAsync() => DoAsync("restrictClient", new { client = Client });

    public Task ReleaseAsync() => DoAsync("releaseClient", new { client = Client });

    /// <summary>The payload of a mutation by the operator that was not refused.</summary>
    public async Task<JsonElement> DoAsync(string name, object input, string selection = "sequence", string network = Network)
    {
        var type = char.ToUpperInvariant(name[0]) + name[1..];
        var payload = (await Gateway.DataAsync(
            $"mutation ($input: {type}Input!) {{ {name}(input: $input) {{ {selection} errors {{ code message }} }} }}", new { input }, network)).GetProperty(name);
        Assert.Equal("[]", payload.GetProperty("errors").GetRawText());
        return payload;
    }

    /// <summary>A request's body as an object; the answer's status and text.</summary>
    public async Task<(int Status, string Text)> PostAsync(object body, string? token = null, string accept = "application/json", string network = Network)
    {
        using var request = Gateway.Post(JsonSerializer.Serialize(body), network, token ?? Token, accept);
        using var answer = await Gateway.Http.SendAsync(request);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>The same by GET.</summary>
    public async Task<(int Status, string Text)> GetAsync(
        string? token = null, string? query = null, string? documentId = null, object? extensions = null, string network = Network)
    {
        (string Name, string? Value)[] all = [("query", query), ("documentId", documentId), ("extensions", extensions is null ? null : JsonSerializer.Serialize(extensions))];
        var url = string.Join('&', all.Where(one => one.Value is not null).Select(one => $"{one.Name}={Uri.EscapeDataString(one.Value!)}"));
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/graphql?{url}");
        request.Headers.Authorization = new("Bearer", token ?? Token);
        request.Headers.Add("Circles-Network", network);
        request.Headers.Add("Accept", "application/json");
        using var answer = await Gateway.Http.SendAsync(request);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>What Apollo Client makes of the server: see apollo.mjs.</summary>
    public Task<JsonElement> ApolloAsync(
        string operation, int clients = 1, bool get = false, bool plain = false, string? manifest = null, object? variables = null, string? token = null) => NodeAsync(
            "apollo.mjs",
            [],
            new { address = Gateway.Address, network = Network, token = token ?? Token, operation, clients, get, plain, manifest, variables });

    /// <summary>The manifest of the front end in the folder front-end, as Apollo's own tool makes it.</summary>
    public async Task<string> ManifestAsync()
    {
        var folder = Directory.CreateTempSubdirectory("circles-manifest-").FullName;
        var (manifest, config) = (Path.Combine(folder, "manifest.json"), Path.Combine(folder, "config.json"));
        await File.WriteAllTextAsync(config, JsonSerializer.Serialize(new { documents = new[] { "front-end/*.js" }, output = manifest }));
        await NodeAsync("node_modules/@apollo/generate-persisted-query-manifest/cli.js", ["--config", config], null);
        return manifest;
    }

    /// <summary>The command line beside the running server.</summary>
    public async Task<(int Code, string Output, string Errors)> VerbAsync(params string[] args)
    {
        var (output, errors) = (new StringWriter(), new StringWriter());
        var code = await Verbs.RunAsync(
            [.. args, "--data", Gateway.DataPath, "--network", Network], _ => throw new InvalidOperationException("It served."), output, errors);
        return (code, output.ToString(), errors.ToString());
    }

    /// <summary>Waits until the server has followed what the command line committed.</summary>
    /// <param name="client">The client's name.</param>
    public async Task FollowsAsync(string client, int documents)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (true)
        {
            patience.Token.ThrowIfCancellationRequested();
            var all = await Gateway.DataAsync("{ clients(first: 9) { nodes { name documents(first: 0) { totalCount } } } }", network: Network);
            var found = all.GetProperty("clients").GetProperty("nodes").EnumerateArray().Single(one => one.GetProperty("name").GetString() == client);
            if (found.GetProperty("documents").GetProperty("totalCount").GetInt32() == documents) return;
            await Task.Yield();
        }
    }

    public ValueTask DisposeAsync() => Gateway.DisposeAsync();

    private async Task<string> TokenAsync(object bearer, string network = Network) =>
        (await DoAsync("issueToken", new { bearer, label = "test" }, "secret", network)).GetProperty("secret").GetString()!;

    private static async Task<JsonElement> NodeAsync(string script, string[] arguments, object? asked)
    {
        using var node = Process.Start(new ProcessStartInfo("node", [script, .. arguments])
        {
            WorkingDirectory = Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        })!;
        var (output, errors) = (node.StandardOutput.ReadToEndAsync(), node.StandardError.ReadToEndAsync());
        await node.StandardInput.WriteAsync(JsonSerializer.Serialize(asked));
        node.StandardInput.Close();
        await node.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(2));
        Assert.True(node.ExitCode == 0, $"{await output}\n{await errors}");
        return asked is null ? default : JsonElement.Parse(await output);
    }
}
