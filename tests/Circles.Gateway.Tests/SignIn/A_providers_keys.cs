using System.Net;
using Circles.Gateway.Access;
using Microsoft.AspNetCore.Http;

namespace Circles.Gateway.Tests.SignIn;

/// <summary>A provider that changes its keys, is slow, wrong, huge or sends its callers elsewhere.</summary>
public sealed class A_providers_keys
{
    private static readonly TimeSpan Stale = Limits.SignIn.KeysFresh + TimeSpan.FromSeconds(1);

    [Fact]
    public async Task are_fetched_once_and_kept()
    {
        await using var doors = await Doors.OpenAsync();
        for (var i = 0; i < 20; i++) Assert.Equal(HttpStatusCode.OK, await doors.KnockAsync(doors.Token()));
        Assert.Equal(["/.well-known/openid-configuration", "/keys"], doors.Provider.Asked);
    }

    [Fact]
    public async Task are_changed_at_once_when_a_token_names_a_new_one_and_the_old_one_is_dead_then()
    {
        await using var doors = await Doors.OpenAsync();
        var old = doors.Token();
        Assert.Equal(HttpStatusCode.OK, await doors.KnockAsync(old));
        doors.Time.Advance(Limits.SignIn.KeysRefetchWait);
        doors.Provider.Rotate();
        Assert.Equal(HttpStatusCode.OK, await doors.KnockAsync(doors.Token()));
        Assert.Equal(HttpStatusCode.Unauthorized, await doors.KnockAsync(old));
    }

    [Fact]
    public async Task that_were_taken_back_are_dead_within_ten_minutes_though_no_token_names_a_new_one()
    {
        await using var doors = await Doors.OpenAsync();
        var old = doors.Token();
        Assert.Equal(HttpStatusCode.OK, await doors.KnockAsync(old));
        doors.Provider.Rotate();
        doors.Time.Advance(Stale);
        // The first one is served as before, and has the keys fetched anew.
        await doors.KnockAsync(old);
        for (var patience = System.Diagnostics.Stopwatch.StartNew(); await doors.KnockAsync(old) == HttpStatusCode.OK;)
            Assert.True(patience.Elapsed < TimeSpan.FromMinutes(1), "The old key still serves.");
    }

    [Fact]
    public async Task are_asked_for_once_however_many_tokens_name_unknown_ones()
    {
        await using var doors = await Doors.OpenAsync();
        Assert.Equal(HttpStatusCode.OK, await doors.KnockAsync(doors.Token()));
        var strange = Enumerable.Range(0, 50).Select(i => doors.Token(header: new { kid = $"strange-{i}" })).ToList();
        foreach (var token in strange.Take(25)) Assert.Equal(HttpStatusCode.Unauthorized, await doors.KnockAsync(token));
        Assert.Equal(1, doors.Provider.Asked.Count(path => path == "/keys"));
        doors.Time.Advance(Limits.SignIn.KeysRefetchWait);
        await Task.WhenAll(strange.Select(token => doors.KnockAsync(token)));
        Assert.Equal(2, doors.Provider.Asked.Count(path => path == "/keys"));
        Assert.Equal(HttpStatusCode.OK, await doors.KnockAsync(doors.Token()));
    }

    public static TheoryData<string> Faults => ["silent", "slow", "huge", "endless", "failing", "elsewhere", "no JSON", "of another name", "without keys", "empty"];

    [Theory, MemberData(nameof(Faults))]
    public async Task that_cannot_be_fetched_let_nobody_in_and_are_answered_for_in_five_seconds(string fault)
    {
        await using var doors = await Doors.OpenAsync();
        await using var trap = await Provider.StartAsync();
        Break(doors.Provider, trap, fault);
        var (began, token) = (doors.Time.GetUtcNow(), doors.Token());
        Assert.Equal(HttpStatusCode.Unauthorized, await doors.Time.PassUntil(doors.KnockAsync(token), TimeSpan.FromMilliseconds(10)));
        if (fault == "silent") Assert.InRange(Limits.SignIn.KeysWait, TimeSpan.Zero, TimeSpan.FromSeconds(5));
        Assert.Empty(trap.Asked);
        Assert.True(doors.Time.GetUtcNow() >= began);
    }

    [Theory, MemberData(nameof(Faults))]
    public async Task that_are_known_serve_on_while_they_cannot_be_fetched_anew(string fault)
    {
        await using var doors = await Doors.OpenAsync();
        await using var trap = await Provider.StartAsync();
        Assert.Equal(HttpStatusCode.OK, await doors.KnockAsync(doors.Token()));
        Break(doors.Provider, trap, fault);
        doors.Time.Advance(Stale);
        for (var i = 0; i < 3; i++) Assert.Equal(HttpStatusCode.OK, await doors.KnockAsync(doors.Token()));
        doors.Time.Advance(Limits.SignIn.KeysKept);
        Assert.Equal(HttpStatusCode.Unauthorized, await doors.Time.PassUntil(doors.KnockAsync(doors.Token()), TimeSpan.FromMilliseconds(10)));
        Assert.Empty(trap.Asked);
    }

    [Fact]
    public async Task are_strong_and_have_names_of_their_own()
    {
        await using var doors = await Doors.OpenAsync();
        var (weak, twin) = (new SigningKey("weak", bits: 1024), new SigningKey("twin"));
        doors.Provider.Instead = http => http.Response.WriteAsJsonAsync<object>(http.Request.Path == "/keys"
            ? new { keys = new[] { weak.Public, twin.Public, new SigningKey("twin").Public, doors.Provider.Key.Public, new { kty = "oct", kid = "shared", k = "AAAA" } } }
            : new { issuer = doors.Provider.Address, jwks_uri = $"{doors.Provider.Address}/keys" });
        Assert.Equal(HttpStatusCode.OK, await doors.KnockAsync(doors.Token()));
        foreach (var key in new[] { weak, twin }) Assert.Equal(HttpStatusCode.Unauthorized, await doors.KnockAsync(doors.Token(key: key)));
    }

    private static void Break(Provider provider, Provider trap, string fault)
    {
        if (fault == "of another name") provider.Name = "https://elsewhere.example";
        if (fault == "without keys") provider.KeysPlace = $"{provider.Address}/none";
        if (fault is "of another name" or "without keys") return;
        provider.Instead = async http =>
        {
            var (response, gone) = (http.Response, http.RequestAborted);
            switch (fault)
            {
                case "silent":
                    await ((Task)new TaskCompletionSource().Task.WaitAsync(gone)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                    break;
                case "slow":
                    for (var i = 0; i < 10_000 && !gone.IsCancellationRequested; i++) await response.WriteAsync(" ", gone);
                    await ((Task)new TaskCompletionSource().Task.WaitAsync(gone)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                    break;
                case "huge":
                    response.ContentLength = 1L << 40;
                    await response.WriteAsync("{", gone);
                    break;
                case "endless":
                    while (!gone.IsCancellationRequested) await response.Body.WriteAsync(new byte[64 * 1024], gone);
                    break;
                case "elsewhere":
                    response.Redirect($"{trap.Address}{http.Request.Path}");
                    break;
                case "failing":
                    response.StatusCode = 500;
                    break;
                case "no JSON":
                    await response.WriteAsync("<html>", gone);
                    break;
            }
        };
    }
}

public sealed class What_the_server_asks_of_others
{
    [Theory]
    [InlineData("93.184.216.34", true)]
    [InlineData("2606:4700:4700::1111", true)]
    [InlineData("127.0.0.1", false)]
    [InlineData("127.8.8.8", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("10.0.0.1", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("172.31.255.255", false)]
    [InlineData("192.168.1.1", false)]
    [InlineData("198.18.0.1", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("::", false)]
    [InlineData("::1", false)]
    [InlineData("::ffff:127.0.0.1", false)]
    [InlineData("::ffff:93.184.216.34", true)]
    [InlineData("::7f00:1", false)]
    [InlineData("64:ff9b::7f00:1", false)]
    [InlineData("2002:7f00:1::", false)]
    [InlineData("2001:0:7f00:1::", false)]
    [InlineData("fc00::1", false)]
    [InlineData("fd00:ec2::254", false)]
    [InlineData("fe80::1", false)]
    [InlineData("ff02::1", false)]
    public void is_asked_on_the_public_internet_only(string address, bool allowed)
    {
        using var outside = new Outside(Hosting.Settings.Read(new Microsoft.Extensions.Configuration.ConfigurationBuilder().Build()));
        Assert.Equal(allowed, outside.IsAllowed(IPAddress.Parse(address)));
    }

    /// <summary>A listener on every address of this machine hears whether anything comes, to whatever name of it.</summary>
    [Fact]
    public async Task never_reaches_this_machine_nor_its_networks()
    {
        using var trap = new System.Net.Sockets.TcpListener(IPAddress.IPv6Any, 0);
        trap.Server.DualMode = true;
        trap.Start();
        var port = ((IPEndPoint)trap.LocalEndpoint).Port;
        await using var doors = await Doors.OpenAsync();
        await using var gateway = await Gateway.StartAsync();
        await gateway.FoundAsync("first");
        string[] addresses =
        [
            $"http://127.0.0.1:{port}", $"http://localhost:{port}", $"http://[::1]:{port}", $"https://127.0.0.1:{port}", $"https://localhost:{port}", $"https://[::1]:{port}",
            $"https://[::ffff:127.0.0.1]:{port}", $"https://0.0.0.0:{port}", $"https://2130706433:{port}", $"https://0x7f.1:{port}", $"https://127.1:{port}", $"https://127.0.0.2:{port}",
            "https://169.254.169.254", "https://[fd00:ec2::254]", $"https://{Dns.GetHostName()}:{port}",
        ];
        foreach (var address in addresses)
        {
            var trusted = await gateway.DataAsync(
                "mutation ($address: String!) { trustIssuer(input: { address: $address, audience: \"https://circles.example\" }) { errors { code } } }", new { address });
            Assert.Equal("[]", trusted.GetProperty("trustIssuer").GetProperty("errors").GetRawText());
            using var answer = await gateway.AskAsync("{ network { slug } }", token: doors.Token(new { iss = address, exp = 4_000_000_000, nbf = 0 }));
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        }

        Assert.False(trap.Pending());
    }

    [Fact]
    public async Task never_follows_a_provider_to_where_it_may_not_be_asked()
    {
        await using var trap = await Provider.StartAsync("127.0.0.2");
        await using var doors = await Doors.OpenAsync();
        doors.Provider.KeysPlace = $"{trap.Address}/keys";
        Assert.Equal(HttpStatusCode.Unauthorized, await doors.KnockAsync(doors.Token()));
        Assert.Contains("/.well-known/openid-configuration", doors.Provider.Asked);
        Assert.Empty(trap.Asked);
    }
}
