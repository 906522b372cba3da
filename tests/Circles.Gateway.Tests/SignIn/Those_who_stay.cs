using System.Net;
using System.Text.Json;
using Circles.Gateway.Hosting;
using Circles.Tests.Postgres;

namespace Circles.Gateway.Tests.SignIn;

/// <summary>Sockets that were let in by a credential that is good no more, and nodes that hear of it from another.</summary>
public sealed class Those_who_stay
{
    [Fact]
    public async Task are_sent_away_within_a_minute_of_their_tokens_end()
    {
        await using var doors = await Doors.OpenAsync();
        await using var socket = await Node.LetInAsync(doors.Gateway, "first", doors.Token(new { exp = doors.Time.GetUtcNow().AddMinutes(10).ToUnixTimeSeconds() }));
        doors.Time.Advance(TimeSpan.FromMinutes(9));
        await socket.IsQuietAsync();
        doors.Time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal((4403, "Forbidden"), await socket.ClosedAsync());
    }

    [Theory]
    [InlineData("unlinkIdentity")]
    [InlineData("endTrust")]
    [InlineData("revokeSecret")]
    public async Task are_sent_away_within_a_minute_where_nothing_happens_after_they_were_turned_out(string how)
    {
        await using var doors = await Doors.OpenAsync();
        var client = await doors.RegisterClientAsync();
        var (id, secret) = await doors.AddSecretAsync(client);
        var token = how == "revokeSecret" ? await doors.AccessAsync(client, secret) : doors.Token();
        await using var socket = await Node.LetInAsync(doors.Gateway, "first", token);
        await doors.DoAsync(how, how switch
        {
            "unlinkIdentity" => new { person = doors.Ana, issuer = doors.Issuer, subject = "ana-1" },
            "endTrust" => new { issuer = doors.Issuer },
            _ => new { secret = id },
        });
        Assert.Equal(HttpStatusCode.Unauthorized, await doors.KnockAsync(token));
        // To the check and no further: beyond it, a close that is not answered yet would be cut off.
        doors.Time.Advance(Limits.Stream.TokenChecked);
        Assert.Equal((4403, "Forbidden"), await socket.ClosedAsync());
    }

    [Fact]
    public async Task are_let_in_by_a_fetched_token_for_an_hour()
    {
        await using var doors = await Doors.OpenAsync();
        var client = await doors.RegisterClientAsync();
        var token = await doors.AccessAsync(client, (await doors.AddSecretAsync(client)).Secret);
        doors.Time.Advance(TimeSpan.FromMinutes(59));
        await using var socket = await Node.LetInAsync(doors.Gateway, "first", token);
        doors.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal((4403, "Forbidden"), await socket.ClosedAsync());
    }

    /// <summary>A node answers a question for a state within <c>CatchUpWait</c>, 5 s, or not at all: then it knows what was revoked.</summary>
    [Fact]
    public async Task are_known_and_turned_out_on_every_node_within_five_seconds()
    {
        var (owner, service) = await (await SharedServer.Started).CreateDatabaseAsync();
        string[] more =
        [
            "--Circles:Journal=postgres", $"--Circles:MasterKey={Gateway.MasterKey}", $"--ConnectionStrings:Journal={service}",
            $"--ConnectionStrings:JournalOwner={owner}",
        ];
        await using var doors = await Doors.OpenAsync(more);
        await using var other = await Gateway.StartAsync(time: doors.Time, more: ["--Circles:ProviderNetworks=127.0.0.1", .. more]);
        var client = await doors.RegisterClientAsync();
        var (id, secret) = await doors.AddSecretAsync(client);
        var tokens = new[] { await doors.AccessAsync(client, secret), doors.Token() };
        await CatchUpAsync();
        foreach (var token in tokens) Assert.Equal(HttpStatusCode.OK, await KnockAsync(token));
        await doors.DoAsync("revokeSecret", new { secret = id });
        await doors.DoAsync("unlinkIdentity", new { person = doors.Ana, issuer = doors.Issuer, subject = "ana-1" });
        await CatchUpAsync();
        foreach (var token in tokens) Assert.Equal(HttpStatusCode.Unauthorized, await KnockAsync(token));

        async Task<HttpStatusCode> KnockAsync(string token)
        {
            using var answer = await other.AskAsync("{ network { slug } }", network: "first", token: token);
            return answer.StatusCode;
        }

        async Task CatchUpAsync()
        {
            using var here = await doors.Gateway.AskAsync("{ network { slug } }", network: "first");
            using var request = Gateway.Post(JsonSerializer.Serialize(new { query = "{ network { slug } }" }), "first");
            request.Headers.Add("Circles-At-Least", here.Headers.GetValues("Circles-Sequence").Single());
            using var there = await other.Http.SendAsync(request);
            Assert.Equal(HttpStatusCode.OK, there.StatusCode);
        }
    }
}
