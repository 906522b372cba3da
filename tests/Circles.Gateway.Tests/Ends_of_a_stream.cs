using System.Text.Json;
using Circles.Gateway.Streams;

namespace Circles.Gateway.Tests;

/// <summary>What ends a socket or a stream of events from the server's side.</summary>
public sealed class Ends_of_a_stream
{
    private const string Feed = "subscription { activity { what } }";
    private const string Name = "subscription ($id: ID!) { circle(id: $id) { name } }";

    [Fact]
    public async Task come_with_the_next_event_after_the_token_was_revoked()
    {
        await using var village = await Village.AtNoonAsync();
        var (token, id) = await village.IssueAsync("Ben");
        await using var socket = await Node.LetInAsync(village.Gateway, Village.Network, token);
        socket.Subscribe("1", Name, new { id = village.Circle });
        Assert.Contains("Oaks", await socket.MessageAsync(), StringComparison.Ordinal);
        await village.DoAsync("revokeToken", new { token = id });
        await village.RenameAsync("Elms");
        Assert.Equal((4403, "Forbidden"), await socket.ClosedAsync());
    }

    [Fact]
    public async Task come_with_the_next_request_after_the_token_was_revoked()
    {
        await using var village = await Village.AtNoonAsync();
        var (token, id) = await village.IssueAsync("Ben");
        await using var socket = await Node.LetInAsync(village.Gateway, Village.Network, token);
        await village.DoAsync("revokeToken", new { token = id });
        socket.Subscribe("1", "mutation ($id: ID!) { renameCircle(input: {circle: $id, name: \"Elms\"}) { errors { code } } }", new { id = village.Circle });
        Assert.Equal((4403, "Forbidden"), await socket.ClosedAsync());
        var there = await village.Gateway.DataAsync("query ($id: ID!) { circle(id: $id) { name } }", new { id = village.Circle }, Village.Network, village.People["Ben"].Token);
        Assert.Equal("Oaks", there.GetProperty("circle").GetProperty("name").GetString());
    }

    [Fact]
    public async Task come_within_a_minute_where_nothing_happens_after_the_token_was_revoked()
    {
        await using var village = await Village.AtNoonAsync();
        var (token, id) = await village.IssueAsync("Ben");
        await using var socket = await Node.LetInAsync(village.Gateway, Village.Network, token);
        using var events = await OpenAsync(village, token);
        await village.DoAsync("revokeToken", new { token = id });
        // To the check and no further: beyond it, a close that is not answered yet would be cut off.
        village.Time!.Advance(Limits.Stream.TokenChecked);
        Assert.Equal((4403, "Forbidden"), await socket.ClosedAsync());
        Assert.DoesNotContain("complete", await village.Time.PassUntil(events.RestAsync(), TimeSpan.FromSeconds(1)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task come_within_a_minute_after_the_token_has_run_out()
    {
        await using var village = await Village.AtNoonAsync();
        var (token, _) = await village.IssueAsync("Ben", village.Time!.GetUtcNow().AddHours(1));
        await using var socket = await Node.LetInAsync(village.Gateway, Village.Network, token);
        village.Time.Advance(TimeSpan.FromMinutes(59));
        await socket.IsQuietAsync();
        village.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal((4403, "Forbidden"), await socket.ClosedAsync());
    }

    [Fact]
    public async Task do_not_come_for_an_idle_network_however_long_nothing_happens()
    {
        await using var village = await Village.AtNoonAsync();
        await using var socket = await village.SocketAsync("Ben");
        socket.Subscribe("1", Name, new { id = village.Circle });
        await socket.MessageAsync();
        for (var i = 0; i < 30; i++)
        {
            village.Time!.Advance(TimeSpan.FromMinutes(2));
            await socket.IsQuietAsync();
        }

        await village.RenameAsync("Elms");
        Assert.Contains("Elms", await socket.MessageAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task come_in_order_when_the_server_stops()
    {
        var village = new Village();
        await village.InitializeAsync();
        await using var socket = await village.SocketAsync("Ben");
        await using var fresh = await Node.SocketAsync(village.Gateway);
        socket.Subscribe("1", Feed);
        await socket.IsQuietAsync();
        using var events = await OpenAsync(village, village.People["Ben"].Token);
        var began = System.Diagnostics.Stopwatch.StartNew();
        await village.DisposeAsync();
        Assert.InRange(began.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(20));
        // No word of an end of the operation: the client comes back, to another server.
        Assert.Equal((1001, "Server stopping"), await socket.ClosedAsync());
        Assert.Equal((1001, "Server stopping"), await fresh.ClosedAsync());
        Assert.DoesNotContain("complete", await events.RestAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("graphql-ws")]
    [InlineData("graphql-sse")]
    public async Task are_no_end_for_a_client_that_finds_the_server_again(string library)
    {
        var village = new Village();
        await village.InitializeAsync();
        await using var ben = village.Client(library, "Ben");
        ben.Follow("name", Name, new { id = village.Circle });
        Assert.Equal("""{"circle":{"name":"Oaks"}}""", await ben.DataAsync());
        await village.DisposeAsync();
        await using var again = await Gateway.StartAsync(data: village.Gateway.DataPath, more: $"--urls={village.Gateway.Address}");
        Assert.True((await ben.NextAsync("connected")).GetProperty("connected").GetBoolean() || (await ben.NextAsync("connected")).GetProperty("connected").GetBoolean());
        Assert.Equal("""{"circle":{"name":"Oaks"}}""", await ben.DataAsync());
        await again.DataAsync(
            "mutation ($id: ID!) { renameCircle(input: {circle: $id, name: \"Elms\"}) { errors { code } } }", new { id = village.Circle }, Village.Network, village.People["Ben"].Token);
        Assert.Equal("""{"circle":{"name":"Elms"}}""", await ben.DataAsync());
    }

    [Fact]
    public async Task come_to_a_reader_who_does_not_read()
    {
        await using var village = await Village.AtNoonAsync();
        var seats = village.Gateway.Services.GetRequiredService<Seats>();
        await using var socket = await village.SocketAsync("Ben");
        socket.Subscribe("feed", Feed);
        // An operation begins beside what else comes over its socket.
        for (var patience = System.Diagnostics.Stopwatch.StartNew(); seats.Of(Village.Network) == 0; await socket.IsQuietAsync())
            Assert.True(patience.Elapsed < TimeSpan.FromMinutes(1), "It did not begin.");
        socket.Do("pause");
        // More than the machine's own buffers hold on the way.
        for (var i = 0; i < 200; i++) socket.Do("long", new { bytes = 256 * 1024 });
        for (var patience = System.Diagnostics.Stopwatch.StartNew(); seats.Of(Village.Network) > 0;)
        {
            Assert.True(patience.Elapsed < TimeSpan.FromMinutes(1), "It was not cut off.");
            village.Time!.Advance(TimeSpan.FromSeconds(1));
            // Others are served meanwhile.
            using var live = await village.Gateway.Http.GetAsync("/health/live");
        }

        socket.Do("resume");
        // 1013 where the reader came back in time for it; else it was dropped.
        Assert.Contains((await socket.ClosedAsync()).Code, new[] { 1013, 1006 });
    }

    [Fact]
    public async Task do_not_come_to_a_reader_who_is_slow_but_hears_less_and_the_newest()
    {
        await using var village = await Village.AtNoonAsync();
        await using var socket = await village.SocketAsync("Ben");
        socket.Subscribe("name", Name, new { id = village.Circle });
        await socket.MessageAsync();
        socket.Do("pause");
        for (var i = 0; i < 10; i++) await village.RenameAsync($"Name {i}");
        socket.Do("resume");
        string last;
        var heard = 0;
        do
        {
            last = await socket.MessageAsync();
            heard++;
        }
        while (!last.Contains("Name 9", StringComparison.Ordinal));
        Assert.InRange(heard, 1, 10);
        await socket.IsQuietAsync();
    }

    private static Task<EventsReader> OpenAsync(Village village, string token) => EventsReader.OpenAsync(
        village.Gateway, Gateway.Post(JsonSerializer.Serialize(new { query = Feed }), Village.Network, token, "text/event-stream"));
}
