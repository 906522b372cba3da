using System.Text.Json;

namespace Circles.Gateway.Tests;

/// <summary>The libraries that front ends use, each against a running gateway.</summary>
public sealed class Following_with_real_clients(Village village) : IClassFixture<Village>
{
    private const string Name = "subscription ($id: ID!) { circle(id: $id) { name } }";

    public static TheoryData<string> Libraries => ["graphql-ws", "graphql-sse", "apollo", "urql", "urql-sse"];

    [Theory, MemberData(nameof(Libraries))]
    public async Task hears_at_once_what_is_and_then_what_somebody_else_changed(string library)
    {
        var circle = await village.FormAsync();
        await using var cyla = village.Client(library, "Cyla");
        cyla.Follow("name", Name, new { id = circle });
        Assert.Equal("Oaks", await NameAsync(cyla));
        await village.RenameAsync("Elms", circle);
        Assert.Equal("Elms", await NameAsync(cyla));
    }

    [Theory, MemberData(nameof(Libraries))]
    public async Task hears_nothing_of_what_changes_nothing_in_its_answer(string library)
    {
        var circle = await village.FormAsync();
        await using var cyla = village.Client(library, "Cyla");
        cyla.Follow("name", Name, new { id = circle });
        await cyla.DataAsync();
        await village.DoAsync("updateCircle", new { circle, description = "We plant trees." }, as_: "Maja");
        await village.DoAsync("registerPerson", new { name = "Somebody" });
        await village.RenameAsync("Elms", circle);
        Assert.Equal("Elms", await NameAsync(cyla));
    }

    [Theory]
    [InlineData("graphql-ws")]
    [InlineData("graphql-sse")]
    [InlineData("apollo")]
    public async Task is_told_of_the_end_when_removed_from_what_it_follows(string library)
    {
        var circle = await village.FormAsync();
        await village.DoAsync("updateCircle", new { circle, visibility = "SECRET" }, as_: "Maja");
        await using var cyla = village.Client(library, "Cyla");
        cyla.Follow("name", Name, new { id = circle });
        await cyla.DataAsync();
        await village.DoAsync("removeCircleMember", new { circle, person = village.People["Cyla"].Id }, as_: "Maja");
        await village.RenameAsync("Not for Cyla", circle);
        Assert.True((await cyla.NextAsync()).TryGetProperty("complete", out _));
    }

    [Theory]
    [InlineData("graphql-ws")]
    [InlineData("graphql-sse")]
    [InlineData("apollo")]
    public async Task is_told_of_the_end_at_once_alike_for_what_is_hidden_and_for_what_never_was(string library)
    {
        var hidden = await village.FormAsync();
        await village.DoAsync("updateCircle", new { circle = hidden, visibility = "SECRET" }, as_: "Maja");
        foreach (var id in new[] { hidden, $"cir_{new string('0', 26)}", "no id", village.People["Mia"].Id })
        {
            await using var mia = village.Client(library, "Mia");
            mia.Follow("name", Name, new { id });
            Assert.Equal("name", (await mia.NextAsync("complete")).GetProperty("of").GetString());
        }
    }

    [Theory, MemberData(nameof(Libraries))]
    public async Task asks_and_does_other_things_by_the_same_client(string library)
    {
        var circle = await village.FormAsync();
        await using var ben = village.Client(library, "Ben");
        ben.Follow("query", "query { network { slug } }");
        Assert.Contains("\"first\"", await ben.DataAsync(), StringComparison.Ordinal);
        ben.Follow("mutation", "mutation ($id: ID!) { renameCircle(input: {circle: $id, name: \"Elms\"}) { circle { name } } }", new { id = circle });
        Assert.Contains("\"Elms\"", await ben.DataAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task pings_and_hears_the_pong()
    {
        await using var ben = village.Client("graphql-ws", "Ben", keepAlive: 20);
        ben.Follow("all", "subscription { activity { sequence } }");
        Assert.True((await ben.NextAsync("pong")).GetProperty("pong").GetBoolean());
    }

    [Fact]
    public async Task stops_following()
    {
        var circle = await village.FormAsync();
        await using var ben = village.Client("graphql-ws", "Ben");
        ben.Follow("one", Name, new { id = circle });
        await ben.DataAsync();
        ben.Follow("two", Name, new { id = circle });
        await ben.DataAsync();
        ben.Do("stop", new { name = "one" });
        Assert.Equal("one", (await ben.NextAsync("complete")).GetProperty("of").GetString());
        await village.RenameAsync("Elms", circle);
        Assert.Equal("two", (await ben.NextAsync()).GetProperty("of").GetString());
    }

    [Fact]
    public async Task reaches_ten_subscriptions_on_each_of_five_sockets_with_every_event()
    {
        var circle = await village.FormAsync();
        var clients = Enumerable.Range(0, 5).Select(_ => village.Client("graphql-ws", "Ben")).ToList();
        try
        {
            foreach (var client in clients)
            {
                for (var i = 0; i < 10; i++)
                {
                    client.Follow($"{i}", "subscription ($of: ID!, $after: Sequence!) { activity(of: $of, after: $after) { what changes { value } } }", new { of = circle, after = "0" });
                    // What has been told already is told to each: so each listens before anything happens.
                }

                for (var i = 0; i < 10; i++) await FollowedFromTheStartAsync(client);
            }

            for (var i = 0; i < 20; i++) await village.RenameAsync($"Name {i}", circle);
            foreach (var client in clients)
            {
                var heard = Enumerable.Range(0, 10).ToDictionary(i => $"{i}", _ => new List<string>());
                while (heard.Values.Any(names => names.Count < 20))
                {
                    var next = await client.NextAsync("next");
                    var activity = next.GetProperty("next").GetProperty("data").GetProperty("activity");
                    if (activity.GetProperty("what").GetString() == "circle.renamed.1")
                        heard[next.GetProperty("of").GetString()!].Add(activity.GetProperty("changes")[0].GetProperty("value").GetString()!);
                }

                Assert.All(heard.Values, names => Assert.Equal(Enumerable.Range(0, 20).Select(i => $"Name {i}"), names));
            }
        }
        finally
        {
            foreach (var client in clients) await client.DisposeAsync();
        }
    }

    /// <summary>The name in the next answer; Apollo asks for type names besides.</summary>
    private static async Task<string?> NameAsync(Node client) =>
        JsonSerializer.Deserialize<JsonElement>(await client.DataAsync()).GetProperty("circle").GetProperty("name").GetString();

    /// <summary>Waits for the last event of a circle's forming: three members joined.</summary>
    private static async Task FollowedFromTheStartAsync(Node client)
    {
        for (var joined = 0; joined < 3;)
        {
            var next = await client.NextAsync("next");
            if (next.GetProperty("next").GetProperty("data").GetProperty("activity").GetProperty("what").GetString() == "circle.member-joined.1") joined++;
        }
    }
}
