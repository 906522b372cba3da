using Microsoft.Extensions.Primitives;

namespace Circles.Gateway.Access;

/// <summary>Tokens as they cross the wire.</summary>
internal static class BearerToken
{
    private const string Scheme = "Bearer ";

    /// <summary>The token; null when the header holds none, more than one, or one longer than any that is taken.</summary>
    public static string? In(StringValues authorization)
    {
        if (authorization.Count != 1 || authorization[0] is not { } header) return null;
        if (!header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)) return null;
        var token = header[Scheme.Length..].Trim();
        return token.Length == 0 || token.Length > (IsSigned(token) ? Limits.SignIn.SignedTokenMax : Limits.TokenMax) ? null : token;
    }

    /// <summary>Whether it has the shape of a JSON Web Token that is signed and not encrypted (RFC 7519): three parts, an object first.</summary>
    public static bool IsSigned(string token) => token.StartsWith("eyJ", StringComparison.Ordinal) && token.AsSpan().Count('.') == 2;
}
