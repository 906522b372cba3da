using System.Text;
using System.Text.Json;
using Circles.Grains.Kernel;
using Circles.GraphQL.Execution;
using Circles.Schema.Live;

namespace Circles.Schema.Tests;

public sealed class Following
{
    private const string Programme = "subscription($id: ID!, $after: Sequence) { programme(id: $id, after: $after) { name } }";
    private const string Feed = "subscription($of: ID, $after: Sequence) { activity(of: $of, after: $after) { sequence what by { kind } thing { id } } }";

    [Fact]
    public async Task answers_at_once_and_after_each_change()
    {
        await using var api = await Api.FoundedAsync();
        var maja = await api.PersonAsync("Maja");
        var programme = await api.ProgrammeAsync(maja);
        await using var follower = await api.FollowAsync(maja, Programme, new { id = programme });
        Assert.Equal("""{"data":{"programme":{"name":"Programme"}}""", await follower.NextAsync());
        await RenameAsync(api, maja, programme, "Spring");
        Assert.Equal("""{"data":{"programme":{"name":"Spring"}}""", await follower.NextAsync());
    }

    [Fact]
    public async Task is_not_asked_again_for_what_cannot_concern_it()
    {
        await using var api = await Api.FoundedAsync();
        var maja = await api.PersonAsync("Maja");
        var programme = await api.ProgrammeAsync(maja);
        await using var follower = await api.FollowAsync(maja, Programme, new { id = programme });
        await follower.NextAsync();
        for (var i = 0; i < 5; i++)
        {
            await api.PersonAsync($"Somebody {i}");
            await RenameAsync(api, maja, programme, $"Spring {i}");
            Assert.Equal($$$"""{"data":{"programme":{"name":"Spring {{{i}}}"}}""", await follower.NextAsync());
        }

        Assert.Equal(6, follower.Events.Count);
    }

    [Theory]
    [InlineData(0, Sending.IfChanged)]
    [InlineData(1, Sending.Never)]
    public async Task after_a_number_sends_only_what_lies_beyond_it(int behind, Sending sends)
    {
        await using var api = await Api.FoundedAsync();
        var maja = await api.PersonAsync("Maja");
        var programme = await api.ProgrammeAsync(maja);
        var after = api.State.Sequence - 1 + behind;
        await using var follower = await api.FollowAsync(maja, Programme, new { id = programme, after = $"{after}" });
        await follower.NextAsync();
        Assert.Equal(sends, Assert.Single(follower.Events).When);
    }

    [Fact]
    public async Task after_a_number_of_the_future_waits_for_it()
    {
        await using var api = await Api.FoundedAsync();
        var maja = await api.PersonAsync("Maja");
        var programme = await api.ProgrammeAsync(maja);
        var after = api.State.Sequence + 2;
        await using var follower = await api.FollowAsync(maja, Programme, new { id = programme, after = $"{after}" });
        var next = follower.NextAsync();
        for (var i = 1; i <= 3; i++)
        {
            Assert.False(next.IsCompleted);
            await RenameAsync(api, maja, programme, $"Spring {i}");
            if (i < 2) continue;
            Assert.Equal($$$"""{"data":{"programme":{"name":"Spring {{{i}}}"}}""", await next);
            next = follower.NextAsync();
        }

        Assert.Equal([Sending.Never, Sending.IfChanged], follower.Events.Select(happened => happened.When));
    }

    [Fact]
    public async Task hears_every_event_in_order_while_many_write()
    {
        await using var api = await Api.FoundedAsync();
        await using var follower = await api.FollowAsync(Actor.Operator, Feed, new { after = "0" });
        var writers = Enumerable.Range(0, 8).Select(writer => Task.Run(async () =>
        {
            for (var i = 0; i < 50; i++) await api.PersonAsync($"Person {writer} {i}");
        })).ToArray();
        // The founding and two regions came before.
        for (var expected = 1; expected <= 3 + 400; expected++)
        {
            var entry = JsonSerializer.Deserialize<JsonElement>($"{await follower.NextAsync()}}}").GetProperty("data").GetProperty("activity");
            Assert.Equal($"{expected}", entry.GetProperty("sequence").GetString());
        }

        await Task.WhenAll(writers);
        Assert.Equal(Enumerable.Range(1, 403).Select(i => (long)i), follower.Events.Select(happened => happened.Sequence));
    }

    [Fact]
    public async Task hears_only_what_the_viewer_may_read()
    {
        await using var api = await Api.FoundedAsync();
        var (ana, ben) = (await api.PersonAsync("Ana"), await api.PersonAsync("Ben"));
        await using var follower = await api.FollowAsync(ana, Feed, new { });
        var next = follower.NextAsync();
        await UpdateAsync(api, ben, "Benno");
        await UpdateAsync(api, ana, "Anna");
        Assert.Equal(
            $$$$"""{"data":{"activity":{"sequence":"{{{{api.State.Sequence}}}}","what":"person.updated.1","by":{"kind":"PERSON"},"thing":{"id":"{{{{ana}}}}"}}}""",
            await next);
    }

    [Fact]
    public async Task of_one_thing_ends_when_its_history_may_not_be_read()
    {
        await using var api = await Api.FoundedAsync();
        var (ana, ben) = (await api.PersonAsync("Ana"), await api.PersonAsync("Ben"));
        foreach (var of in new[] { ben.ToString(), "per_00000000000000000000000007", "no id" })
        {
            await using var follower = await api.FollowAsync(ana, Feed, new { of });
            Assert.Null(await follower.NextAsync());
        }
    }

    [Fact]
    public async Task ends_with_an_error_and_not_silently_when_the_silo_stops()
    {
        var api = await Api.FoundedAsync();
        await using var follower = await api.FollowAsync(Actor.Operator, Feed, new { });
        var next = follower.NextAsync();
        await api.DisposeAsync();
        Assert.Contains("SERVER_STOPPING", await next, StringComparison.Ordinal);
    }

    private static Task<JsonElement> RenameAsync(Api api, Actor by, string programme, string name) => api.DoneAsync(
        by, "mutation($id: ID!, $name: String!) { updateProgramme(input: {programme: $id, name: $name}) { errors { code } } }", new { id = programme, name });

    private static Task<JsonElement> UpdateAsync(Api api, Actor person, string name) => api.DoneAsync(
        person, "mutation($id: ID!, $name: String!) { updatePerson(input: {person: $id, name: $name}) { errors { code } } }", new { id = person.ToString(), name });
}

/// <summary>Reads a subscription's answers one by one, and keeps the events that they were made from.</summary>
public sealed class Follower(ResponseStream stream, List<LiveEvent> events) : IAsyncDisposable
{
    private readonly IAsyncEnumerator<StreamedResponse> answers = stream.GetAsyncEnumerator();

    public IReadOnlyList<LiveEvent> Events => events;

    /// <summary>Errors and data of the next answer, without its closing brace; null at the end.</summary>
    public async Task<string?> NextAsync() =>
        await answers.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30)) ? Encoding.UTF8.GetString(answers.Current.Answer.Span) : null;

    public async ValueTask DisposeAsync()
    {
        try
        {
            await answers.DisposeAsync();
        }
        catch (NotSupportedException)
        {
            // A test that has failed left it waiting.
        }
    }
}
