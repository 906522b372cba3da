using System.Text.Json;

namespace Circles.Gateway.Tests;

/// <summary>The rules of graphql-transport-ws, each asked of the server by npm's ws.</summary>
public sealed class The_socket_protocol(Village village) : IClassFixture<Village>
{
    private const string Typename = """{"id":"1","type":"subscribe","payload":{"query":"{ __typename }"}}""";

    private Gateway Gateway => village.Gateway;

    private string Init => $$$"""{"type":"connection_init","payload":{"Authorization":"Bearer {{{village.People["Ben"].Token}}}","Circles-Network":"first"}}""";

    [Theory]
    [InlineData("graphql-ws")]
    [InlineData(null)]
    [InlineData("GRAPHQL-TRANSPORT-WS")]
    public async Task closes_with_4406_when_the_client_speaks_another_protocol(string? protocol)
    {
        await using var socket = await Node.SocketAsync(Gateway, protocol);
        Assert.Equal((4406, "Subprotocol not acceptable"), await socket.ClosedAsync());
    }

    [Fact]
    public async Task closes_with_4408_when_nobody_says_who_they_are_within_three_seconds()
    {
        await using var noon = await Village.AtNoonAsync();
        await using var socket = await Node.SocketAsync(noon.Gateway);
        await using var other = await Node.LetInAsync(noon.Gateway, Village.Network, noon.People["Ben"].Token);
        await socket.IsQuietAsync();
        noon.Time!.Advance(TimeSpan.FromSeconds(2.9));
        await socket.IsQuietAsync();
        noon.Time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal((4408, "Connection initialisation timeout"), await socket.ClosedAsync());
        await other.IsQuietAsync();
    }

    [Fact]
    public async Task acknowledges_a_good_token_in_the_payload_of_connection_init()
    {
        await using var socket = await Node.SocketAsync(Gateway);
        socket.Send(Init);
        Assert.Equal("""{"type":"connection_ack"}""", await socket.MessageAsync());
    }

    [Fact]
    public async Task acknowledges_a_good_token_in_the_headers()
    {
        await using var socket = await Node.SocketAsync(Gateway, headers: Headers());
        socket.Send("""{"type":"connection_init"}""");
        Assert.Equal("""{"type":"connection_ack"}""", await socket.MessageAsync());
    }

    [Theory]
    [InlineData("""{"type":"connection_init"}""")]
    [InlineData("""{"type":"connection_init","payload":{"Authorization":"Bearer nobody's","Circles-Network":"first"}}""")]
    [InlineData("""{"type":"connection_init","payload":{"Authorization":7,"Circles-Network":"first"}}""")]
    [InlineData("""{"type":"connection_init","payload":{"Authorization":"Bearer nobody's","Circles-Network":"never-founded"}}""")]
    public async Task closes_with_4403_alike_without_a_good_token(string init)
    {
        await using var socket = await Node.SocketAsync(Gateway);
        socket.Send(init);
        Assert.Equal((4403, "Forbidden"), await socket.ClosedAsync());
    }

    [Theory]
    [InlineData("soon", 4400)]
    [InlineData("-1", 4400)]
    [InlineData("1000000", 1013)]
    public async Task closes_when_it_does_not_know_what_Circles_At_Least_asks_for(string number, int code)
    {
        await using var socket = await Node.SocketAsync(Gateway);
        socket.Send(InitAtLeast(number));
        Assert.Equal(code, (await socket.ClosedAsync()).Code);
    }

    [Fact]
    public async Task acknowledges_as_soon_as_it_knows_what_Circles_At_Least_asks_for()
    {
        var circle = await village.FormAsync();
        var next = await village.SequenceAsync() + 1;
        await using var inPayload = await Node.SocketAsync(Gateway);
        inPayload.Send(InitAtLeast($"{next}"));
        var headers = Headers();
        headers["Circles-At-Least"] = $"{next}";
        await using var inHeaders = await Node.SocketAsync(Gateway, headers: headers);
        inHeaders.Send(Init);
        await village.RenameAsync("Elms", circle);
        Assert.Equal("""{"type":"connection_ack"}""", await inPayload.MessageAsync());
        Assert.Equal("""{"type":"connection_ack"}""", await inHeaders.MessageAsync());
    }

    [Fact]
    public async Task takes_no_token_from_the_headers_for_a_page_of_another_origin()
    {
        await using var foreign = await Node.SocketAsync(Gateway, headers: Headers("https://elsewhere.example"));
        foreign.Send("""{"type":"connection_init"}""");
        Assert.Equal((4403, "Forbidden"), await foreign.ClosedAsync());

        await using var own = await Node.SocketAsync(Gateway, headers: Headers($"http://{Gateway.Address.Authority}"));
        own.Send("""{"type":"connection_init"}""");
        Assert.Equal("""{"type":"connection_ack"}""", await own.MessageAsync());

        await using var knowing = await Node.SocketAsync(Gateway, headers: Headers("https://elsewhere.example"));
        knowing.Send(Init);
        Assert.Equal("""{"type":"connection_ack"}""", await knowing.MessageAsync());
    }

    [Fact]
    public async Task closes_with_4401_when_asked_before_the_acknowledgement()
    {
        await using var socket = await Node.SocketAsync(Gateway);
        socket.Send(Typename);
        Assert.Equal((4401, "Unauthorized"), await socket.ClosedAsync());
    }

    [Fact]
    public async Task closes_with_4429_when_initialised_twice()
    {
        await using var socket = await BenAsync();
        socket.Send(Init);
        Assert.Equal((4429, "Too many initialisation requests"), await socket.ClosedAsync());
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("no JSON")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"type":1}""")]
    [InlineData("""{"type":"start"}""")]
    [InlineData("""{"type":"connection_ack"}""")]
    [InlineData("""{"type":"next","id":"1","payload":{}}""")]
    [InlineData("""{"type":"connection_init","payload":"token"}""")]
    [InlineData("""{"type":"ping","payload":"now"}""")]
    [InlineData("""{"type":"complete"}""")]
    [InlineData("""{"type":"subscribe","payload":{"query":"{ __typename }"}}""")]
    [InlineData("""{"type":"subscribe","id":"","payload":{"query":"{ __typename }"}}""")]
    [InlineData("""{"type":"subscribe","id":1,"payload":{"query":"{ __typename }"}}""")]
    [InlineData("""{"type":"subscribe","id":"1"}""")]
    [InlineData("""{"type":"subscribe","id":"1","payload":{}}""")]
    [InlineData("""{"type":"subscribe","id":"1","payload":{"query":1}}""")]
    [InlineData("""{"type":"subscribe","id":"1","payload":{"query":"{ __typename }","variables":"none"}}""")]
    [InlineData("""{"type":"ping","payload":{"a":1,"a":2}}""")]
    public async Task closes_with_4400_on_what_is_no_message(string text)
    {
        await using var socket = await BenAsync();
        socket.Send(text);
        var (code, reason) = await socket.ClosedAsync();
        Assert.Equal(4400, code);
        Assert.NotEmpty(reason);
    }

    [Fact]
    public async Task closes_with_4400_on_an_id_that_is_too_long()
    {
        await using var socket = await BenAsync();
        socket.Subscribe(new string('i', 129), "{ __typename }");
        Assert.Equal(4400, (await socket.ClosedAsync()).Code);
    }

    [Fact]
    public async Task closes_with_4400_on_a_binary_frame()
    {
        await using var socket = await BenAsync();
        socket.Do("binary", new { text = """{"type":"ping"}""" });
        Assert.Equal((4400, "Messages are text."), await socket.ClosedAsync());
    }

    [Fact]
    public async Task closes_with_1007_on_text_that_is_not_UTF_8()
    {
        await using var socket = await BenAsync();
        socket.Do("broken");
        Assert.Equal(1007, (await socket.ClosedAsync()).Code);
    }

    [Fact]
    public async Task puts_a_message_together_from_its_fragments()
    {
        await using var socket = await BenAsync();
        socket.Do("fragments", new { parts = new[] { """{"id":"1","type":"sub""", "", """scribe","payload":{"query":""", "\"{ __typename }\"}}" } });
        Assert.Equal("Query", (await NextOf(socket, "1")).GetProperty("data").GetProperty("__typename").GetString());
    }

    [Fact]
    public async Task takes_a_message_of_256_KiB_and_closes_with_1009_on_a_longer_one()
    {
        await using var socket = await BenAsync();
        socket.Do("long", new { bytes = 256 * 1024 });
        Assert.Equal(256 * 1024, (await socket.MessageAsync()).Length);
        socket.Do("long", new { bytes = (256 * 1024) + 1 });
        Assert.Equal(1009, (await socket.ClosedAsync()).Code);
    }

    [Fact]
    public async Task answers_a_ping_with_a_pong_of_the_same_payload_even_before_anything_else()
    {
        await using var socket = await Node.SocketAsync(Gateway);
        socket.Send("""{"type":"ping","payload":{"sent":[1,"ą"]}}""");
        Assert.Equal("""{"type":"pong","payload":{"sent":[1,"ą"]}}""", await socket.MessageAsync());
    }

    [Fact]
    public async Task takes_a_pong_that_nobody_asked_for()
    {
        await using var socket = await BenAsync();
        socket.Send("""{"type":"pong","payload":{}}""");
        await socket.IsQuietAsync();
    }

    [Fact]
    public async Task answers_a_query_once_and_completes_it()
    {
        await using var socket = await BenAsync();
        socket.Subscribe("q", "{ network { slug } }");
        Assert.Equal("first", (await NextOf(socket, "q")).GetProperty("data").GetProperty("network").GetProperty("slug").GetString());
        Assert.Equal("""{"id":"q","type":"complete"}""", await socket.MessageAsync());
    }

    [Fact]
    public async Task does_a_mutation()
    {
        var circle = await village.FormAsync();
        await using var socket = await BenAsync();
        socket.Subscribe("m", "mutation ($id: ID!) { renameCircle(input: {circle: $id, name: \"Elms\"}) { circle { name } errors { code } } }", new { id = circle });
        Assert.Equal("""{"circle":{"name":"Elms"},"errors":[]}""", (await NextOf(socket, "m")).GetProperty("data").GetProperty("renameCircle").GetRawText());
        Assert.Equal("""{"id":"m","type":"complete"}""", await socket.MessageAsync());
    }

    [Theory]
    [InlineData("{", "GRAPHQL_PARSE_FAILED")]
    [InlineData("{ nothing }", "GRAPHQL_VALIDATION_FAILED")]
    [InlineData("subscription { circle(id: \"x\") { nothing } }", "GRAPHQL_VALIDATION_FAILED")]
    [InlineData("query A { __typename } query B { __typename }", "OPERATION_RESOLUTION_FAILURE")]
    [InlineData("query ($id: ID!) { node(id: $id) { id } }", "BAD_USER_INPUT")]
    [InlineData("subscription ($id: ID!) { node(id: $id) { id } }", "BAD_USER_INPUT")]
    public async Task tells_of_an_operation_that_cannot_be_run_by_an_error_and_stays_open(string query, string code)
    {
        await using var socket = await BenAsync();
        socket.Subscribe("1", query);
        var told = JsonSerializer.Deserialize<JsonElement>(await socket.MessageAsync());
        Assert.Equal(("1", "error"), (told.GetProperty("id").GetString(), told.GetProperty("type").GetString()));
        Assert.Equal(code, told.GetProperty("payload")[0].GetProperty("extensions").GetProperty("code").GetString());
        await socket.IsQuietAsync();
        // The error has ended it: its id is free.
        socket.Send(Typename);
        await NextOf(socket, "1");
    }

    [Fact]
    public async Task closes_with_4409_when_an_id_is_taken()
    {
        await using var socket = await BenAsync();
        socket.Subscribe("same", "subscription { activity { sequence } }");
        socket.Subscribe("same", "{ __typename }");
        Assert.Equal((4409, "Subscriber for same already exists"), await socket.ClosedAsync());
    }

    [Fact]
    public async Task lets_an_id_be_used_again_after_either_side_completed()
    {
        await using var socket = await BenAsync();
        for (var round = 0; round < 3; round++)
        {
            socket.Send(Typename);
            await NextOf(socket, "1");
            Assert.Equal("""{"id":"1","type":"complete"}""", await socket.MessageAsync());
            socket.Subscribe("1", "subscription { activity { sequence } }");
            socket.Send("""{"id":"1","type":"complete"}""");
        }

        await socket.IsQuietAsync();
    }

    [Fact]
    public async Task tells_nothing_more_of_an_operation_that_its_client_has_completed()
    {
        var circle = await village.FormAsync();
        await using var socket = await BenAsync();
        socket.Subscribe("s", "subscription ($id: ID!) { circle(id: $id) { name } }", new { id = circle });
        await NextOf(socket, "s");
        socket.Send("""{"id":"s","type":"complete"}""");
        await socket.IsQuietAsync();
        await village.RenameAsync("Elms", circle);
        await socket.IsQuietAsync();
    }

    [Fact]
    public async Task takes_a_complete_of_an_operation_that_is_over()
    {
        await using var socket = await BenAsync();
        socket.Send("""{"id":"never","type":"complete"}""");
        await socket.IsQuietAsync();
    }

    [Fact]
    public async Task has_room_for_a_hundred_operations_and_tells_the_next_one_so()
    {
        await using var socket = await BenAsync();
        for (var i = 0; i < 100; i++) socket.Subscribe($"{i}", "subscription { activity { sequence } }");
        socket.Subscribe("more", "{ __typename }");
        var told = await socket.MessageAsync();
        Assert.StartsWith("""{"id":"more","type":"error","payload":[{"message":""", told, StringComparison.Ordinal);
        Assert.Contains("TOO_MANY_OPERATIONS", told, StringComparison.Ordinal);
        socket.Send("""{"id":"7","type":"complete"}""");
        socket.Subscribe("more", "{ __typename }");
        await NextOf(socket, "more");
    }

    [Fact]
    public async Task answers_a_close_with_a_close()
    {
        await using var socket = await BenAsync();
        socket.Subscribe("1", "subscription { activity { sequence } }");
        socket.Do("close");
        Assert.Equal(1000, (await socket.ClosedAsync()).Code);
    }

    private string InitAtLeast(string number) => Init.Replace("\"payload\":{", $"\"payload\":{{\"Circles-At-Least\":\"{number}\",", StringComparison.Ordinal);

    private Task<Node> BenAsync() => village.SocketAsync("Ben");

    private Dictionary<string, string> Headers(string? origin = null)
    {
        var headers = new Dictionary<string, string> { ["Authorization"] = $"Bearer {village.People["Ben"].Token}", ["Circles-Network"] = Village.Network };
        if (origin is not null) headers["Origin"] = origin;
        return headers;
    }

    private static async Task<JsonElement> NextOf(Node socket, string id)
    {
        var told = JsonSerializer.Deserialize<JsonElement>(await socket.MessageAsync());
        Assert.Equal((id, "next"), (told.GetProperty("id").GetString(), told.GetProperty("type").GetString()));
        return told.GetProperty("payload");
    }
}
