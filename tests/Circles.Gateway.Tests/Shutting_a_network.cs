using System.Net;
using System.Text.Json;

namespace Circles.Gateway.Tests;

/// <summary>The platform's operator suspends, resumes and closes networks; their people find the door shut.</summary>
public sealed class Shutting_a_network
{
    private const string Query = "{ network { slug } }";

    [Fact]
    public async Task Keeps_its_people_out_until_it_is_resumed_and_loses_nothing()
    {
        await using var village = await Village.AtNoonAsync();
        var gateway = village.Gateway;
        await AskPlatformAsync(gateway, "suspendNetwork", new { slug = Village.Network, because = "Unpaid" });
        using (var shut = await gateway.AskAsync(Query, network: Village.Network, token: village.People["Ben"].Token))
            Assert.Equal((HttpStatusCode.Forbidden, "NETWORK_SUSPENDED"), (shut.StatusCode, await Gateway.CodeOf(shut)));
        // A stranger is not told that there is such a network.
        using (var stranger = await gateway.AskAsync(Query, network: Village.Network, token: "wrong"))
            Assert.Equal((HttpStatusCode.Unauthorized, "UNAUTHENTICATED"), (stranger.StatusCode, await Gateway.CodeOf(stranger)));
        // The platform's operator goes in and out.
        await gateway.DataAsync(Query, network: Village.Network);
        await AskPlatformAsync(gateway, "resumeNetwork", new { slug = Village.Network });
        var data = await gateway.DataAsync(
            "query ($id: ID!) { circle(id: $id) { name } }", new { id = village.Circle }, Village.Network, village.People["Ben"].Token);
        Assert.Equal(JsonValueKind.String, data.GetProperty("circle").GetProperty("name").ValueKind);
    }

    [Fact]
    public async Task Ends_the_connections_that_are_open()
    {
        await using var village = await Village.AtNoonAsync();
        await using var socket = await village.SocketAsync("Ben");
        await AskPlatformAsync(village.Gateway, "suspendNetwork", new { slug = Village.Network, because = "Unpaid" });
        village.Time!.Advance(Limits.Stream.TokenChecked);
        Assert.Equal((4403, "Forbidden"), await socket.ClosedAsync());
    }

    [Fact]
    public async Task For_good_makes_it_unknown_to_its_people_and_its_slug_taken()
    {
        await using var village = await Village.AtNoonAsync();
        var gateway = village.Gateway;
        await AskPlatformAsync(gateway, "closeNetwork", new { slug = Village.Network, because = "It is over" });
        using (var shut = await gateway.AskAsync(Query, network: Village.Network, token: village.People["Ben"].Token))
            Assert.Equal((HttpStatusCode.Unauthorized, "UNAUTHENTICATED"), (shut.StatusCode, await Gateway.CodeOf(shut)));
        using (var closed = await gateway.AskAsync(Query, network: Village.Network))
            Assert.Equal((HttpStatusCode.Gone, "NETWORK_CLOSED"), (closed.StatusCode, await Gateway.CodeOf(closed)));
        var again = (await gateway.DataAsync(
            "mutation ($input: CreateNetworkInput!) { createNetwork(input: $input) { errors { code } } }",
            new { input = new { slug = Village.Network, name = "Again", languages = new[] { "en" }, timeZone = "Europe/Warsaw" } },
            Silo.Slug.Platform)).GetProperty("createNetwork");
        Assert.Equal("NETWORK_SLUG_TAKEN", again.GetProperty("errors")[0].GetProperty("code").GetString());
    }

    [Fact]
    public async Task Is_told_in_the_registry_that_only_the_platforms_operator_reads()
    {
        await using var village = await Village.AtNoonAsync();
        var gateway = village.Gateway;
        await gateway.FoundAsync("second");
        await AskPlatformAsync(gateway, "suspendNetwork", new { slug = "second", because = "Unpaid" });
        const string List = "{ networks(first: 10) { totalCount nodes { slug standing because } } }";
        var told = (await gateway.DataAsync(List, network: Silo.Slug.Platform)).GetProperty("networks");
        Assert.Equal(
            [(Village.Network, "ACTIVE", null), ("second", "SUSPENDED", "Unpaid")],
            told.GetProperty("nodes").EnumerateArray().Select(node =>
                (node.GetProperty("slug").GetString(), node.GetProperty("standing").GetString(), node.GetProperty("because").GetString())));
        var inside = (await gateway.DataAsync(List, network: Village.Network, token: village.People["Ben"].Token)).GetProperty("networks");
        Assert.Equal(0, inside.GetProperty("totalCount").GetInt32());
    }

    [Fact]
    public async Task Counts_for_those_that_came_before_there_was_a_registry()
    {
        var data = Gateway.NewFolder();
        await using (var gateway = await Gateway.StartAsync(data: data)) await gateway.FoundAsync("first");
        // The platform's stream of an earlier version holds no registry.
        foreach (var file in Directory.GetFiles(data, $"{Silo.Slug.Platform}*", SearchOption.AllDirectories)) File.Delete(file);
        await using var later = await Gateway.StartAsync(data: data);
        await AskPlatformAsync(later, "suspendNetwork", new { slug = "first", because = "Unpaid" });
    }

    private static async Task AskPlatformAsync(Gateway gateway, string mutation, object input)
    {
        var type = $"{char.ToUpperInvariant(mutation[0])}{mutation[1..]}Input";
        var answer = (await gateway.DataAsync(
            $"mutation ($input: {type}!) {{ {mutation}(input: $input) {{ registered {{ slug }} errors {{ code path }} }} }}",
            new { input },
            Silo.Slug.Platform)).GetProperty(mutation);
        Assert.Equal("[]", answer.GetProperty("errors").GetRawText());
        Assert.Equal(JsonValueKind.Object, answer.GetProperty("registered").ValueKind);
    }
}
