using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Primitives;

namespace Circles.Gateway.Access;

/// <summary>Tokens as they cross the wire. Only their hashes are kept and compared.</summary>
internal static class BearerToken
{
    private const string Scheme = "Bearer ";

    /// <summary>256 random bits as text that fits into a header and an address.</summary>
    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Limits.TokenBytes));

    /// <summary>SHA-256 in lower-case hexadecimal. The token is random and long, so nothing slower is needed.</summary>
    public static string Hash(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    /// <summary>The token's hash; null when the header holds none, or more than one.</summary>
    public static string? HashIn(StringValues authorization)
    {
        if (authorization.Count != 1 || authorization[0] is not { } header) return null;
        if (!header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)) return null;
        var token = header[Scheme.Length..].Trim();
        return token.Length is 0 or > Limits.TokenMax ? null : Hash(token);
    }
}
