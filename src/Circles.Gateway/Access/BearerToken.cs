using Circles.Schema;
using Microsoft.Extensions.Primitives;

namespace Circles.Gateway.Access;

/// <summary>Tokens as they cross the wire. Only their hashes are kept and compared.</summary>
internal static class BearerToken
{
    private const string Scheme = "Bearer ";

    /// <summary>The token's hash; null when the header holds none, or more than one.</summary>
    public static string? HashIn(StringValues authorization)
    {
        if (authorization.Count != 1 || authorization[0] is not { } header) return null;
        if (!header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)) return null;
        var token = header[Scheme.Length..].Trim();
        return token.Length is 0 or > Limits.TokenMax ? null : TokenSecret.Hash(token);
    }
}
