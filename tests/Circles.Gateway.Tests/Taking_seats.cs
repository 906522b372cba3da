using Circles.Gateway.Access;
using Circles.Gateway.Streams;
using Circles.Grains.Kernel;
using Circles.Silo;

namespace Circles.Gateway.Tests;

public sealed class Taking_seats(Village village) : IClassFixture<Village>
{
    [Fact]
    public async Task ends_for_one_viewer_and_goes_on_for_others()
    {
        var seats = new Seats();
        var network = await village.Gateway.Services.GetRequiredService<INetworks>().OpenAsync(Village.Network);
        var (ben, cyla) = (Visitor(network, "Ben"), Visitor(network, "Cyla"));
        var taken = Enumerable.Range(0, Limits.Stream.OfViewerMax).Select(_ => seats.Take(ben)).ToList();
        Assert.All(taken, Assert.NotNull);
        Assert.Null(seats.Take(ben));
        using (var other = seats.Take(cyla)) Assert.NotNull(other);
        taken[0]!.Dispose();
        taken[0]!.Dispose();
        Assert.Equal(Limits.Stream.OfViewerMax - 1, seats.Of(Village.Network));
        Assert.NotNull(seats.Take(ben));
        Assert.Null(seats.Take(ben));
    }

    [Fact]
    public async Task ends_when_a_network_is_full()
    {
        var seats = new Seats();
        var network = await village.Gateway.Services.GetRequiredService<INetworks>().OpenAsync(Village.Network);
        for (var i = 0; i < Limits.Stream.OfNetworkMax; i++)
            Assert.NotNull(seats.Take(new Visitor(network, new Actor.Member(new((UInt128)(i / Limits.Stream.OfViewerMax))))));
        Assert.Null(seats.Take(Visitor(network, "Ben")));
        Assert.Equal(Limits.Stream.OfNetworkMax, seats.Of(Village.Network));
    }

    [Fact]
    public async Task ends_with_the_subscription()
    {
        var seats = village.Gateway.Services.GetRequiredService<Seats>();
        await using var socket = await village.SocketAsync("Ben");
        socket.Subscribe("1", "subscription ($id: ID!) { circle(id: $id) { name } }", new { id = village.Circle });
        await socket.MessageAsync();
        Assert.Equal(1, seats.Of(Village.Network));
        socket.Send("""{"id":"1","type":"complete"}""");
        for (var patience = System.Diagnostics.Stopwatch.StartNew(); seats.Of(Village.Network) > 0;)
        {
            Assert.True(patience.Elapsed < TimeSpan.FromSeconds(30), "The seat was not given back.");
            await socket.IsQuietAsync();
        }
    }

    private Visitor Visitor(INetwork network, string name) => new(network, Actor.Parse(village.People[name].Id));
}
