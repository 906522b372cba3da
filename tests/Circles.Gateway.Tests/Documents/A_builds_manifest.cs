using System.Text.Json;
using Circles.Gateway.CommandLine;
using Circles.Gateway.Hosting;
using Circles.Grains.Documents;

namespace Circles.Gateway.Tests.Documents;

public sealed class A_builds_manifest : IAsyncLifetime
{
    private const string Text = "query Name { network { name } }";

    private Front front = null!;

    public async ValueTask InitializeAsync() => front = await Front.OpenAsync();

    public ValueTask DisposeAsync() => front.DisposeAsync();

    [Fact]
    public async Task of_Apollos_tool_is_registered_and_is_all_that_Apollo_Client_needs()
    {
        var manifest = await front.ManifestAsync();
        var (_, runner) = await front.ClientAsync("Runner", "NETWORK_OPERATOR");
        Assert.Equal((0, Counts("Would be new", 2, 0)), await DocumentsAsync(manifest, "Runner"));
        Assert.Equal((0, Counts("New", 2, 0)), await DocumentsAsync(manifest, "Runner", "--commit"));
        Assert.Equal((0, Counts("New", 0, 2)), await DocumentsAsync(manifest, "Runner", "--commit"));
        await front.FollowsAsync("Runner", 2);
        var clients = await front.Gateway.DataAsync("{ clients(first: 9) { nodes { id name documents(first: 9) { nodes { operations } } } } }", network: Front.Network);
        var registered = clients.GetProperty("clients").GetProperty("nodes").EnumerateArray().Single(client => client.GetProperty("name").GetString() == "Runner");
        Assert.Equal("""{"nodes":[{"operations":["Network"]},{"operations":["Rename"]}]}""", registered.GetProperty("documents").GetRawText());
        await front.DoAsync("restrictClient", new { client = registered.GetProperty("id").GetString() });

        var read = await front.ApolloAsync("Network", get: true, manifest: manifest, token: runner);
        Assert.Equal("Network first", read.GetProperty("answers")[0].GetProperty("data").GetProperty("network").GetProperty("name").GetString());
        Assert.Equal(["GET False True 200"], read.GetProperty("requests").EnumerateArray().Select(Persisting_a_query.Tell));
        var written = await front.ApolloAsync("Rename", get: true, manifest: manifest, variables: new { name = "Renamed" }, token: runner);
        Assert.Equal("Renamed", written.GetProperty("answers")[0].GetProperty("data").GetProperty("updateNetwork").GetProperty("network").GetProperty("name").GetString());
        Assert.Equal(["POST False True 200"], written.GetProperty("requests").EnumerateArray().Select(Persisting_a_query.Tell));

        // What is not in the manifest: sent as text, and offered as an automatic persisted query.
        foreach (var plain in (bool[])[true, false])
        {
            var refused = await front.ApolloAsync("query Other { network { languages } }", plain: plain, token: runner);
            Assert.Equal("DOCUMENT_NOT_TRUSTED", refused.GetProperty("answers")[0].GetProperty("code").GetString());
            Assert.Single(refused.GetProperty("requests").EnumerateArray());
        }
    }

    [Fact]
    public async Task from_hash_to_text_is_registered_by_the_clients_id()
    {
        var file = await FileAsync($$"""{ "{{TrustedDocument.HashOf(Text)}}": "{{Text}}" }""");
        Assert.Equal((0, Counts("New", 1, 0)), await DocumentsAsync(file, front.Client, "--commit"));
        await front.FollowsAsync("Portal", 1);
        Assert.Equal(200, (await front.PostAsync(new { documentId = TrustedDocument.HashOf(Text) })).Status);
    }

    [Fact]
    public async Task with_ids_that_are_not_the_hash_says_which_and_registers_nothing()
    {
        var file = await FileAsync($$"""
            {"format":"apollo-persisted-query-manifest","version":1,"operations":[
              {"id":"{{TrustedDocument.HashOf(Text)}}","name":"Name","type":"query","body":"{{Text}}"},
              {"id":"0123456789abcdef0123456789abcdef","name":"Other","type":"query","body":"query Other { network { id } }"}]}
            """);
        var (code, output) = await DocumentsAsync(file, "Portal", "--commit");
        Assert.Equal(2, code);
        Assert.Equal(
            "Other: its id 0123456789abcdef0123456789abcdef cannot be used. This is not the SHA-256 of the document's text, which is "
            + $"{TrustedDocument.HashOf("query Other { network { id } }")}.",
            output.Trim());
        Assert.NotEqual(200, (await front.PostAsync(new { documentId = TrustedDocument.HashOf(Text) })).Status);
    }

    [Fact]
    public async Task that_no_longer_fits_the_schema_says_where()
    {
        const string Old = "query Old {\n  network { nme }\n}";
        var file = await FileAsync(JsonSerializer.Serialize(new Dictionary<string, string> { [TrustedDocument.HashOf(Old)] = Old }));
        var (code, output) = await DocumentsAsync(file, "Portal");
        Assert.Equal(2, code);
        Assert.Contains("Line 2, column 13: Cannot query field \"nme\"", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task is_for_a_client_that_is_there()
    {
        var file = await FileAsync($$"""{ "{{TrustedDocument.HashOf(Text)}}": "{{Text}}" }""");
        var nobody = await front.VerbAsync("documents", file, "--client", "Nobody");
        Assert.Equal((1, "This network has no client 'Nobody'.", ""), (nobody.Code, nobody.Errors.Trim(), nobody.Output));
        await front.ClientAsync("Portal", "READER");
        var two = await front.VerbAsync("documents", file, "--client", "Portal");
        Assert.Equal((1, "There are 2 clients with the name 'Portal': name one by its id."), (two.Code, two.Errors.Trim()));
    }

    [Theory]
    [InlineData("[]", "neither a manifest")]
    [InlineData("{}", "no documents")]
    [InlineData("{", "not a manifest")]
    [InlineData("""{"a":"{ a }","a":"{ b }"}""", "not a manifest")]
    [InlineData("""{"a":7}""", "'a' is not a document's text")]
    [InlineData("""{"format":"other","version":1,"operations":[]}""", "neither a manifest")]
    [InlineData("""{"format":"apollo-persisted-query-manifest","version":2,"operations":[]}""", "version")]
    [InlineData("""{"format":"apollo-persisted-query-manifest","version":1,"operations":[7]}""", "Operation 0")]
    [InlineData("""{"format":"apollo-persisted-query-manifest","version":1,"operations":[{"id":"x"}]}""", "Operation 0 of the manifest has no body")]
    public void that_is_none_is_told_so(string text, string told) =>
        Assert.Contains(told, Assert.Throws<StartException>(() => DocumentManifest.Read(System.Text.Encoding.UTF8.GetBytes(text))).Message, StringComparison.Ordinal);

    [Fact]
    public void may_begin_with_a_byte_order_mark() =>
        Assert.Equal("{ a }", Assert.Single(DocumentManifest.Read("\uFEFF{\"x\":\"{ a }\"}"u8.ToArray())).Text);

    private async Task<(int Code, string Output)> DocumentsAsync(string file, string client, params string[] more)
    {
        var (code, output, errors) = await front.VerbAsync(["documents", file, "--client", client, .. more]);
        Assert.Equal("", errors);
        return (code, output);
    }

    private static string Counts(string what, int fresh, int there) =>
        $"{what,-14}{fresh,8}{Environment.NewLine}{"Already there",-14}{there,8}{Environment.NewLine}";

    private static async Task<string> FileAsync(string text)
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("circles-manifest-").FullName, "manifest.json");
        await File.WriteAllTextAsync(file, text);
        return file;
    }
}
