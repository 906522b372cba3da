using System.Text.Json;
using Circles.Grains.Documents;

namespace Circles.Gateway.Tests.Documents;

/// <summary>Subscriptions of a client that may be restricted to its documents, before and while it is followed.</summary>
public sealed class A_client_that_follows : IAsyncLifetime
{
    private const string Text = "subscription Name($id: ID!) { node(id: $id) { ... on Organisation { name } } }";
    private const string Unregistered = "subscription Other($id: ID!) { node(id: $id) { id } }";
    private const string Feed = "subscription Feed { activity { what } }";

    private static readonly string Hash = TrustedDocument.HashOf(Text);

    private readonly List<IDisposable> streams = [];
    private Front front = null!;
    private string organisation = "";
    private object variables = null!;
    private Node socket = null!;

    public async ValueTask InitializeAsync()
    {
        front = await Front.OpenAsync();
        organisation = (await front.DoAsync("registerOrganisation", new { name = "Hub", kind = "FIRM" }, "organisation { id }"))
            .GetProperty("organisation").GetProperty("id").GetString()!;
        variables = new { id = organisation };
        await front.RegisterAsync(Text, Feed);
        socket = await Node.LetInAsync(front.Gateway, Front.Network, front.Token);
    }

    public async ValueTask DisposeAsync()
    {
        streams.ForEach(stream => stream.Dispose());
        await socket.DisposeAsync();
        await front.DisposeAsync();
    }

    [Fact]
    public async Task follows_its_documents_by_every_name_they_have()
    {
        await front.RestrictAsync();
        foreach (var payload in Named())
        {
            socket.Send(new { id = "1", type = "subscribe", payload });
            Assert.Contains("\"Hub\"", await socket.MessageAsync(), StringComparison.Ordinal);
            socket.Send("""{"id":"1","type":"complete"}""");
            var events = await OpenAsync(payload);
            Assert.Contains("\"Hub\"", (await events.NextAsync()).Data, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task is_refused_everything_else_in_the_same_words_and_keeps_its_socket()
    {
        await front.RestrictAsync();
        var told = new HashSet<string>();
        foreach (var payload in new object[]
        {
            new { query = Text, variables }, new { query = Unregistered, variables }, new { query = "{" }, new { query = "{ __typename }" },
            new { documentId = "unknown", variables }, new { query = Unregistered, documentId = Hash, variables },
        })
        {
            socket.Send(new { id = "1", type = "subscribe", payload });
            told.Add(await socket.MessageAsync());
            using var answer = await front.Gateway.Http.SendAsync(Asked(payload));
            Assert.Equal((403, "DOCUMENT_NOT_TRUSTED"), ((int)answer.StatusCode, await Gateway.CodeOf(answer)));
        }

        Assert.Contains("DOCUMENT_NOT_TRUSTED", Assert.Single(told), StringComparison.Ordinal);
        await socket.IsQuietAsync();
    }

    [Fact]
    public async Task hears_no_more_of_what_it_sent_once_it_is_restricted()
    {
        socket.Subscribe("thing", Text, variables);
        Assert.Contains("\"Hub\"", await socket.MessageAsync(), StringComparison.Ordinal);
        var events = await OpenAsync(new { query = Text, variables });
        Assert.Contains("\"Hub\"", (await events.NextAsync()).Data, StringComparison.Ordinal);
        await front.RestrictAsync();
        await EndsAsync("thing", events);
        await socket.IsQuietAsync();
    }

    [Fact]
    public async Task hears_no_more_of_the_feed_that_it_sent_once_it_is_restricted()
    {
        socket.Subscribe("feed", Feed);
        await socket.IsQuietAsync();
        var events = await OpenAsync(new { query = Feed });
        await front.RestrictAsync();
        await EndsAsync("feed", events);
    }

    [Fact]
    public async Task hears_no_more_of_a_document_once_it_is_withdrawn()
    {
        await front.RestrictAsync();
        var payload = Named()[0];
        socket.Send(new { id = "named", type = "subscribe", payload });
        await socket.MessageAsync();
        socket.Send(new { id = "kept", type = "subscribe", payload = new { documentId = TrustedDocument.HashOf(Feed) } });
        await socket.IsQuietAsync();
        var events = await OpenAsync(payload);
        await events.NextAsync();
        await front.WithdrawAsync(Hash);
        var told = new[] { await socket.MessageAsync(), await socket.MessageAsync() };
        Assert.Single(told, text => text.StartsWith("""{"id":"named","type":"error",""", StringComparison.Ordinal)
            && text.Contains("DOCUMENT_NOT_TRUSTED", StringComparison.Ordinal));
        // Its other document goes on, and tells of the withdrawal.
        Assert.Single(told, text => text.StartsWith("""{"id":"kept","type":"next",""", StringComparison.Ordinal));
        await EndAsync(events);
    }

    [Fact]
    public async Task goes_on_with_what_it_named_when_it_is_restricted()
    {
        socket.Send(new { id = "1", type = "subscribe", payload = Named()[0] });
        await socket.MessageAsync();
        await front.RestrictAsync();
        await front.DoAsync("updateOrganisation", new { organisation, name = "House" });
        Assert.Contains("\"House\"", await socket.MessageAsync(), StringComparison.Ordinal);
    }

    private object[] Named() =>
    [
        new { documentId = Hash, variables },
        new { documentId = $"sha256:{Hash}", variables },
        new { extensions = new { persistedQuery = new { version = 1, sha256Hash = Hash } }, variables },
        new { query = Text, documentId = Hash, variables },
    ];

    private async Task EndsAsync(string id, EventsReader events)
    {
        var told = await socket.MessageAsync();
        Assert.StartsWith($$"""{"id":"{{id}}","type":"error",""", told, StringComparison.Ordinal);
        Assert.Contains("DOCUMENT_NOT_TRUSTED", told, StringComparison.Ordinal);
        await EndAsync(events);
    }

    private static async Task EndAsync(EventsReader events)
    {
        var last = (await events.NextAsync()).Json;
        Assert.False(last.TryGetProperty("data", out _));
        Assert.Equal("DOCUMENT_NOT_TRUSTED", last.GetProperty("errors")[0].GetProperty("extensions").GetProperty("code").GetString());
        Assert.Equal("complete", (await events.NextAsync()).Event);
        Assert.Equal("", await events.RestAsync());
    }

    private async Task<EventsReader> OpenAsync(object payload)
    {
        var events = await EventsReader.OpenAsync(front.Gateway, Asked(payload));
        streams.Add(events);
        return events;
    }

    private HttpRequestMessage Asked(object payload) =>
        Gateway.Post(JsonSerializer.Serialize(payload), Front.Network, front.Token, "text/event-stream");
}
