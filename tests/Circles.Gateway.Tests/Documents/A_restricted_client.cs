using System.Text.Json;
using Circles.Grains.Documents;

namespace Circles.Gateway.Tests.Documents;

public sealed class A_restricted_client : IAsyncLifetime
{
    private const string Text = "query Name { network { name } }";
    private const string Unregistered = "query Id { network { id } }";

    private static readonly string Hash = TrustedDocument.HashOf(Text);
    private static readonly string OtherHash = TrustedDocument.HashOf(Unregistered);

    private Front front = null!;

    public async ValueTask InitializeAsync()
    {
        front = await Front.OpenAsync();
        await front.RegisterAsync(Text);
        // Somebody else has persisted it: for this client it is not there all the same.
        await front.PostAsync(new { query = Unregistered, extensions = By(OtherHash) });
        await front.RestrictAsync();
    }

    public ValueTask DisposeAsync() => front.DisposeAsync();

    [Fact]
    public async Task runs_its_documents_by_every_name_they_have()
    {
        Runs(await front.PostAsync(new { documentId = Hash }));
        Runs(await front.PostAsync(new { documentId = $"sha256:{Hash}" }));
        Runs(await front.GetAsync(documentId: $"sha256:{Hash}"));
        Runs(await front.PostAsync(new { extensions = By(Hash) }));
        Runs(await front.GetAsync(extensions: By(Hash)));
        // Clients that send the text beside its hash send the same text.
        Runs(await front.PostAsync(new { query = Text, documentId = Hash }));
        Runs(await front.PostAsync(new { query = Text, extensions = By(Hash) }));
    }

    [Fact]
    public async Task is_refused_everything_else_in_the_same_words()
    {
        var wrong = (object)new { persistedQuery = new { version = 2, sha256Hash = Hash } };
        var answers = new List<(int Status, string Text)>();
        object[] bodies =
        [
            new { query = Text }, new { query = Unregistered }, new { query = "{ network" }, new { query = "{ __schema { types { name } } }" }, new { },
            new { documentId = OtherHash }, new { documentId = "unknown" }, new { documentId = "" }, new { documentId = Hash.ToUpperInvariant() },
            new { documentId = $"md5:{Hash}" }, new { documentId = Hash, query = Unregistered }, new { documentId = OtherHash, query = Unregistered },
            new { documentId = Hash, extensions = By(Hash) },
            new { extensions = By(OtherHash) }, new { extensions = By("unknown") }, new { query = Unregistered, extensions = By(OtherHash) },
            new { query = Unregistered, extensions = By(Hash) }, new { query = Text, extensions = By(OtherHash) },
            new { query = "mutation { __typename }", extensions = By(TrustedDocument.HashOf("mutation { __typename }")) },
            new { extensions = wrong }, new { query = Text, extensions = wrong }, new { query = Text, extensions = new { persistedQuery = "x" } },
        ];
        foreach (var body in bodies)
            foreach (var accept in (string[])["application/json", "application/graphql-response+json"])
                answers.Add(await front.PostAsync(body, accept: accept));
        answers.Add(await front.GetAsync(query: Text));
        answers.Add(await front.GetAsync(documentId: OtherHash));
        answers.Add(await front.GetAsync(extensions: By(OtherHash)));
        answers.Add(await front.GetAsync(query: Unregistered, extensions: By(OtherHash)));
        answers.Add(await front.GetAsync());

        var (status, text) = Assert.Single(answers.Distinct());
        Assert.Equal(403, status);
        Assert.Contains("\"code\":\"DOCUMENT_NOT_TRUSTED\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task registers_nothing_by_sending_it()
    {
        const string Fresh = "query Fresh { network { languages } }";
        for (var i = 0; i < 3; i++) NotTrusted(await front.PostAsync(new { query = Fresh, extensions = By(TrustedDocument.HashOf(Fresh)) }));
        NotTrusted(await front.PostAsync(new { extensions = By(TrustedDocument.HashOf(Fresh)) }));
        Refused("PERSISTED_QUERY_NOT_FOUND", await front.PostAsync(new { extensions = By(TrustedDocument.HashOf(Fresh)) }, Gateway.OperatorToken));
    }

    [Fact]
    public async Task has_none_of_another_clients_documents()
    {
        var (other, token) = await front.ClientAsync("Other", "READER");
        await front.DoAsync("registerDocuments", new { client = other, documents = new[] { new { text = Unregistered } } });
        Assert.Equal(200, (await front.PostAsync(new { documentId = OtherHash }, token)).Status);
        NotTrusted(await front.PostAsync(new { documentId = OtherHash }));
    }

    [Fact]
    public async Task loses_a_document_at_once_when_it_is_withdrawn()
    {
        await front.WithdrawAsync(Hash);
        NotTrusted(await front.PostAsync(new { documentId = Hash }));
        NotTrusted(await front.PostAsync(new { query = Text, extensions = By(Hash) }));
    }

    [Fact]
    public async Task may_ask_anything_again_when_it_is_released()
    {
        await front.ReleaseAsync();
        Runs(await front.PostAsync(new { query = Text }));
        Runs(await front.PostAsync(new { documentId = Hash }));
        Refused("DOCUMENT_NOT_FOUND", await front.PostAsync(new { documentId = OtherHash }));
        Refused("PERSISTED_QUERY_MISMATCH", await front.PostAsync(new { documentId = Hash, query = Unregistered }));
        Refused("BAD_REQUEST", await front.PostAsync(new { documentId = Hash, extensions = By(Hash) }));
        Refused("BAD_REQUEST", await front.PostAsync(new { documentId = 7 }));
    }

    [Fact]
    public async Task does_not_restrict_people_and_operators_who_use_its_documents_too()
    {
        foreach (var token in (string[])[await front.PersonAsync("Ana"), Gateway.OperatorToken])
        {
            Runs(await front.PostAsync(new { documentId = Hash }, token));
            Runs(await front.PostAsync(new { extensions = By(Hash) }, token));
            Runs(await front.PostAsync(new { query = Text }, token));
            Assert.Equal(200, (await front.PostAsync(new { query = Unregistered }, token)).Status);
        }
    }

    [Fact]
    public async Task gets_its_answers_with_entity_tags_of_their_own()
    {
        const string Other = "query Languages { network { languages } }";
        await front.RegisterAsync(Other);
        using var first = await GetAsync(Hash, null);
        using var second = await GetAsync(TrustedDocument.HashOf(Other), null);
        Assert.NotNull(first.Headers.ETag);
        Assert.NotEqual(first.Headers.ETag, second.Headers.ETag);
        using var again = await GetAsync(Hash, first.Headers.ETag!.Tag);
        Assert.Equal(304, (int)again.StatusCode);
        await front.WithdrawAsync(Hash);
        using var gone = await GetAsync(Hash, first.Headers.ETag!.Tag);
        Assert.Equal(403, (int)gone.StatusCode);
    }

    private async Task<HttpResponseMessage> GetAsync(string documentId, string? tag)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/graphql?documentId={documentId}");
        request.Headers.Authorization = new("Bearer", front.Token);
        request.Headers.Add("Circles-Network", Front.Network);
        if (tag is not null) request.Headers.Add("If-None-Match", tag);
        return await front.Gateway.Http.SendAsync(request);
    }

    private static object By(string hash) => new { persistedQuery = new { version = 1, sha256Hash = hash } };

    private static void Runs((int Status, string Text) answer)
    {
        Assert.StartsWith("""{"data":{"network":{"name":"Network first"}}""", answer.Text, StringComparison.Ordinal);
        Assert.Equal(200, answer.Status);
    }

    private static void NotTrusted((int Status, string Text) answer) => Refused("DOCUMENT_NOT_TRUSTED", answer);

    private static void Refused(string code, (int Status, string Text) answer) =>
        Assert.Equal(code, JsonElement.Parse(answer.Text).GetProperty("errors")[0].GetProperty("extensions").GetProperty("code").GetString());
}
