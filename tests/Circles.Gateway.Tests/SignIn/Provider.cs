using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Circles.Gateway.Tests.SignIn;

/// <summary>A small OpenID Connect provider on this machine: a configuration, keys that can be changed, and tokens of any kind.</summary>
internal sealed class Provider : IAsyncDisposable
{
    public const string Audience = "https://circles.example";

    private readonly WebApplication app;
    private readonly List<SigningKey> keys = [];
    private int made;

    private Provider(WebApplication app) => this.app = app;

    public string Address => app.Urls.First();

    /// <summary>Paths that were asked for.</summary>
    public ConcurrentQueue<string> Asked { get; } = new();

    /// <summary>What answers instead of the document, where a test says so.</summary>
    public Func<HttpContext, Task>? Instead { get; set; }

    /// <summary>Where its configuration says that the keys are; its own place unless set.</summary>
    public string? KeysPlace { get; set; }

    /// <summary>What its configuration says that its name is; its address unless set.</summary>
    public string? Name { get; set; }

    public SigningKey Key => keys[^1];

    public static async Task<Provider> StartAsync(string host = "127.0.0.1")
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://{host}:0");
        var built = builder.Build();
        var provider = new Provider(built);
        provider.Rotate();
        built.Run(provider.AnswerAsync);
        await built.StartAsync();
        return provider;
    }

    /// <summary>From now on it signs with another key, and tells of no other.</summary>
    public void Rotate(bool keep = false)
    {
        if (!keep) keys.Clear();
        keys.Add(new SigningKey($"key-{++made}"));
    }

    /// <summary>An access token as RFC 9068 has it, good for an hour. What is given replaces or adds; null takes away.</summary>
    public string Token(DateTimeOffset now, object? payload = null, object? header = null, SigningKey? key = null)
    {
        key ??= Key;
        var claims = new Dictionary<string, object?>
        {
            ["iss"] = Address,
            ["aud"] = Audience,
            ["sub"] = "ana-1",
            ["client_id"] = "portal",
            ["iat"] = now.ToUnixTimeSeconds(),
            ["nbf"] = now.ToUnixTimeSeconds(),
            ["exp"] = now.AddHours(1).ToUnixTimeSeconds(),
            ["jti"] = Guid.NewGuid().ToString(),
        };
        return Signed(Merged(new() { ["alg"] = "RS256", ["typ"] = "at+jwt", ["kid"] = key.Kid }, header), Merged(claims, payload), key.Sign);
    }

    public static string Signed(Dictionary<string, object?> header, Dictionary<string, object?> payload, Func<byte[], byte[]> sign)
    {
        var text = $"{Part(JsonSerializer.SerializeToUtf8Bytes(header))}.{Part(JsonSerializer.SerializeToUtf8Bytes(payload))}";
        return $"{text}.{Part(sign(Encoding.ASCII.GetBytes(text)))}";
    }

    public static string Part(byte[] bytes) => Base64Url.EncodeToString(bytes);

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private static Dictionary<string, object?> Merged(Dictionary<string, object?> some, object? more)
    {
        foreach (var (name, value) in more is null ? [] : JsonSerializer.SerializeToElement(more).EnumerateObject().Select(one => (one.Name, one.Value)))
        {
            if (value.ValueKind == JsonValueKind.Null) some.Remove(name);
            else some[name] = value;
        }

        return some;
    }

    private async Task AnswerAsync(HttpContext http)
    {
        var path = http.Request.Path.Value!;
        Asked.Enqueue(path);
        if (Instead is { } instead) await instead(http);
        else if (path == "/.well-known/openid-configuration") await http.Response.WriteAsJsonAsync(new { issuer = Name ?? Address, jwks_uri = KeysPlace ?? $"{Address}/keys" });
        else if (path == "/keys") await http.Response.WriteAsJsonAsync(new { keys = keys.Select(key => key.Public) });
        else http.Response.StatusCode = 404;
    }
}

/// <summary>An RSA key of a provider, or of somebody who would be one.</summary>
internal sealed class SigningKey(string kid, int bits = 2048)
{
    private readonly RSA rsa = RSA.Create(bits);

    public string Kid => kid;

    public object Public
    {
        get
        {
            var numbers = rsa.ExportParameters(includePrivateParameters: false);
            return new { kty = "RSA", use = "sig", alg = "RS256", kid, n = Provider.Part(numbers.Modulus!), e = Provider.Part(numbers.Exponent!) };
        }
    }

    public byte[] Sign(byte[] text) => rsa.SignData(text, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

    /// <summary>With the public key as if it were a shared one, in the ways that it is written.</summary>
    public IEnumerable<Func<byte[], byte[]>> SharedKeys =>
        new[] { Encoding.ASCII.GetBytes(rsa.ExportSubjectPublicKeyInfoPem()), rsa.ExportSubjectPublicKeyInfo(), rsa.ExportParameters(false).Modulus!, rsa.ExportRSAPublicKey() }
            .Select(key => new Func<byte[], byte[]>(text => HMACSHA256.HashData(key, text)));
}
