using System.Net;
using System.Text;

namespace Circles.Gateway.Tests.SignIn;

/// <summary>RFC 8725, case by case.</summary>
public sealed class A_providers_token(Doors doors) : IClassFixture<Doors>
{
    private static readonly SigningKey Strangers = new("key-1");

    private static readonly Dictionary<string, Func<Doors, IEnumerable<string>>> Bad = new(StringComparer.Ordinal)
    {
        ["not signed"] = doors => new[] { "none", "None", "NONE", "nOnE" }.SelectMany(alg => Unsigned(doors, alg)),
        ["signed with the public key as a shared one"] = doors => doors.Provider.Key.SharedKeys.Select(sign => Forged(doors, new() { ["alg"] = "HS256" }, sign)),
        ["signed with another algorithm's name"] = doors => [doors.Token(header: new { alg = "PS256" }), doors.Token(header: new { alg = "ES256" }), doors.Token(header: new { alg = "RS1" })],
        ["signed by a stranger with a known key's name"] = doors => [doors.Token(key: Strangers)],
        ["signed by a stranger whose key comes along"] = doors =>
        [
            doors.Token(key: Strangers, header: new { jwk = Strangers.Public }),
            doors.Token(key: Strangers, header: new { jku = $"{doors.Other.Address}/trap" }),
            doors.Token(key: Strangers, header: new { x5u = $"{doors.Other.Address}/trap" }),
            doors.Token(key: Strangers, header: new { x5c = new[] { "MIIB" } }),
        ],
        ["of an issuer that nobody trusts"] = doors => [doors.Token(new { iss = "https://issuer.example" }), doors.Token(new { iss = (string?)null }), doors.Token(new { iss = $"{doors.Provider.Address}/" })],
        ["of the other network's issuer"] = doors => [doors.Secret(doors.Other.Token(doors.Time.GetUtcNow())), doors.Secret(doors.Other.Token(doors.Time.GetUtcNow(), new { iss = doors.Provider.Address }))],
        ["for another audience"] = doors => [doors.Token(new { aud = "https://elsewhere.example" }), doors.Token(new { aud = (string?)null }), doors.Token(new { aud = Array.Empty<string>() })],
        ["that has run out"] = doors => [doors.Token(new { exp = Seconds(doors, -31) }), doors.Token(new { exp = (long?)null }), doors.Token(new { exp = 0 }), doors.Token(new { exp = "tomorrow" })],
        ["that is not good yet"] = doors => [doors.Token(new { nbf = Seconds(doors, 31) })],
        ["with an unknown key's name"] = doors => [doors.Token(header: new { kid = "key-99" }), doors.Token(header: new { kid = (string?)null }), doors.Token(header: new { kid = "" })],
        ["with a key's name that leads elsewhere"] = doors => new[] { "../../../../../../dev/null", "/dev/null", "key-1' OR '1'='1", $"{doors.Other.Address}/trap", "key-1\0", "KEY-1" }
            .Select(kid => doors.Token(header: new { kid })),
        ["that demands an extension"] = doors => [doors.Token(header: new { crit = new[] { "b64" }, b64 = false })],
        ["that is an id token"] = doors =>
        [
            doors.Token(new { aud = "portal" }, new { typ = "JWT" }),
            doors.Token(new { client_id = Provider.Audience }, new { typ = "JWT" }),
            doors.Token(new { client_id = (string?)null, azp = Provider.Audience }, new { typ = "JWT" }),
            doors.Token(new { client_id = (string?)null }, new { typ = "JWT" }),
            doors.Token(new { at_hash = "x" }, new { typ = "JWT" }),
            doors.Token(new { typ = "ID" }, new { typ = "JWT" }),
            doors.Token(header: new { typ = "logout+jwt" }),
        ],
        ["of somebody whom nobody linked"] = doors => [doors.Token(new { sub = "ana-2" }), doors.Token(new { sub = (string?)null }), doors.Token(new { sub = "ana-2", email = "ana@example.org", email_verified = true })],
        ["that was changed"] = doors => [Changed(doors.Token()), doors.Token()[..^2], doors.Token() + "AA", Encoding.ASCII.GetString(new byte[20]).Replace('\0', '.')],
        ["that is no token"] = _ => ["eyJ..", "eyJhbGciOiJSUzI1NiJ9.e30.AA", "eyJ9.eyJ9.eyJ9", "eyJhbGciOiJSUzI1NiJ9.bm8.AA", $"eyJ{new string('A', 5_000)}.A.A", $"eyJ{new string('A', 20_000)}.A.A"],
    };

    public static TheoryData<string> Kinds => [.. Bad.Keys];

    [Fact]
    public async Task lets_in_the_person_that_it_names()
    {
        var seen = await doors.Gateway.DataAsync("{ viewer { actor { person { id } } } }", network: "first", token: doors.Token());
        Assert.Equal(doors.Ana, seen.GetProperty("viewer").GetProperty("actor").GetProperty("person").GetProperty("id").GetString());
    }

    [Fact]
    public async Task of_any_type_is_one_for_access_when_it_names_another_program_than_whom_it_is_for()
    {
        Assert.Equal(HttpStatusCode.OK, await doors.KnockAsync(doors.Token(new { typ = "Bearer", azp = "portal", client_id = (string?)null }, new { typ = "JWT" })));
        Assert.Equal(HttpStatusCode.OK, await doors.KnockAsync(doors.Token(header: new { typ = (string?)null })));
        Assert.Equal(HttpStatusCode.OK, await doors.KnockAsync(doors.Token(new { aud = new[] { "account", Provider.Audience } })));
    }

    [Fact]
    public async Task is_good_for_as_long_as_clocks_may_differ()
    {
        Assert.Equal(HttpStatusCode.OK, await doors.KnockAsync(doors.Token(new { exp = Seconds(doors, -29) })));
        Assert.Equal(HttpStatusCode.OK, await doors.KnockAsync(doors.Token(new { nbf = Seconds(doors, 29) })));
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task is_refused_as_no_token_is_when_it_is_one(string kind)
    {
        var tokens = Bad[kind](doors).ToList();
        Assert.NotEmpty(tokens);
        var none = await doors.RefusalAsync(null);
        foreach (var token in tokens) Assert.Equal((token, none), (token, await doors.RefusalAsync(token)));
        Assert.DoesNotContain("/trap", doors.Other.Asked);
    }

    [Fact]
    public async Task is_worth_nothing_in_another_network()
    {
        var none = await doors.RefusalAsync(null, "second");
        Assert.Equal(none, await doors.RefusalAsync(doors.Token(), "second"));
        Assert.Equal(none, await doors.RefusalAsync(doors.Token(), "absent"));
        Assert.Equal(none, await doors.RefusalAsync(doors.Token(), "platform"));
    }

    private static long Seconds(Doors doors, int from) => doors.Time.GetUtcNow().AddSeconds(from).ToUnixTimeSeconds();

    private static IEnumerable<string> Unsigned(Doors doors, string alg)
    {
        var signed = Forged(doors, new() { ["alg"] = alg }, _ => []);
        return [signed, $"{signed}AAAA", signed.TrimEnd('.')];
    }

    private static string Forged(Doors doors, Dictionary<string, object?> header, Func<byte[], byte[]> sign)
    {
        var good = doors.Token().Split('.');
        var payload = System.Text.Json.JsonSerializer.Deserialize<Dictionary<string, object?>>(System.Buffers.Text.Base64Url.DecodeFromChars(good[1]))!;
        return Provider.Signed(new(header) { ["typ"] = "at+jwt", ["kid"] = doors.Provider.Key.Kid }, payload, sign);
    }

    private static string Changed(string token)
    {
        var parts = token.Split('.');
        var payload = Encoding.UTF8.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(parts[1])).Replace("ana-1", "ana-3", StringComparison.Ordinal);
        return $"{parts[0]}.{Provider.Part(Encoding.UTF8.GetBytes(payload))}.{parts[2]}";
    }
}
