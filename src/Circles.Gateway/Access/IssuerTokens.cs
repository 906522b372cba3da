using System.Text.Json;
using Circles.Grains.Kernel;
using Circles.Grains.People;
using Circles.Grains.SignIn;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Circles.Gateway.Access;

/// <summary>Access tokens of the OpenID Connect providers that a network trusts: JSON Web Tokens, signed.</summary>
/// <remarks>
/// What a token says of where its key is (<c>jwk</c>, <c>jku</c>, <c>x5c</c>, <c>x5u</c>) is never looked at, and its <c>kid</c> is only
/// compared. Sources: RFC 8725, RFC 9068.
/// </remarks>
internal sealed class IssuerTokens(IssuerKeys keys, TimeProvider time)
{
    /// <summary>Asymmetric ones only: with those that share a key, the published key could sign.</summary>
    private static readonly string[] Algorithms =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512,
        SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];

    /// <summary>Under what names providers tell the program that an access token was given to.</summary>
    private static readonly string[] GivenTo = ["azp", "client_id", "appid", "cid"];

    private readonly JsonWebTokenHandler reader = new() { MapInboundClaims = false, MaximumTokenSizeInBytes = Limits.SignIn.SignedTokenMax };

    /// <returns>The person of this network that a good token names; null for any other token.</returns>
    public async ValueTask<Actor?> BearerOfAsync(NetworkState state, string text, CancellationToken cancel)
    {
        if (Read(text) is not { } token || !IsSound(token) || Issuer.Trusted(state, token.Issuer) is not { } issuer) return null;
        if (await keys.FindAsync(issuer.Address, token.Kid, cancel) is not { } key || (key.Alg is { Length: > 0 } alg && alg != token.Alg)) return null;
        var checkedToken = await reader.ValidateTokenAsync(token, RulesOf(issuer, key));
        if (!checkedToken.IsValid || !IsForAccess(token, issuer.Audience)) return null;
        return PersonIn(state, issuer, token) is { } person && state.People.ContainsKey(person) ? new Actor.Member(person) : null;
    }

    private JsonWebToken? Read(string text)
    {
        try
        {
            return reader.ReadJsonWebToken(text);
        }
        catch (Exception e) when (e is ArgumentException or SecurityTokenException or FormatException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Whether it says what has to be said before its key is looked for. Extensions that must be understood (<c>crit</c>) are not.</summary>
    private static bool IsSound(JsonWebToken token) =>
        Algorithms.Contains(token.Alg, StringComparer.Ordinal) && !string.IsNullOrEmpty(token.Kid) && !string.IsNullOrEmpty(token.Issuer)
        && !token.TryGetHeaderValue<object>("crit", out _);

    private TokenValidationParameters RulesOf(Issuer issuer, JsonWebKey key) => new()
    {
        ValidAlgorithms = Algorithms,
        ValidIssuer = issuer.Address,
        ValidAudience = issuer.Audience,
        IssuerSigningKey = key,
        TryAllIssuerSigningKeys = false,
        RequireSignedTokens = true,
        RequireExpirationTime = true,
        LifetimeValidator = (begins, ends, _, _) => IsNow(begins, ends),
        IncludeTokenOnFailedValidation = false,
        LogTokenId = false,
    };

    private bool IsNow(DateTime? begins, DateTime? ends)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return ends > now - Limits.SignIn.ClockSkew && (begins is null || begins <= now + Limits.SignIn.ClockSkew);
    }

    /// <summary>
    /// An access token says so (<c>at+jwt</c>, RFC 9068). One of another type must name the program that it was given to, and that must
    /// not be whom it is for: an id token is for the program that it was given to. Nor may it say that it is something else.
    /// </summary>
    private static bool IsForAccess(JsonWebToken token, string audience)
    {
        if (token.Typ is { Length: > 0 } type && (Same(type, "at+jwt") || Same(type, "application/at+jwt"))) return true;
        if (token.Typ is { Length: > 0 } other && !Same(other, "JWT")) return false;
        if (token.TryGetPayloadValue<string>("typ", out var use) && !Same(use, "Bearer")) return false;
        if (token.TryGetPayloadValue<object>("at_hash", out _) || token.TryGetPayloadValue<object>("c_hash", out _)) return false;
        var givenTo = GivenTo.Where(name => token.TryGetPayloadValue<string>(name, out var value) && !string.IsNullOrEmpty(value))
            .Select(token.GetPayloadValue<string>).ToList();
        return givenTo.Count > 0 && !givenTo.Contains(audience, StringComparer.Ordinal);
    }

    private static Id<Person>? PersonIn(NetworkState state, Issuer issuer, JsonWebToken token)
    {
        if (token.TryGetPayloadValue<string>(issuer.SubjectClaim, out var subject) && subject is not null
            && state.PersonByIdentity.TryGetValue(new Identity(issuer.Id, subject), out var linked)) return linked;
        return issuer.TrustsEmail && IsVerified(token) && token.TryGetPayloadValue<string>("email", out var email) && email is not null
            && state.PersonByEmail.TryGetValue(email.ToLowerInvariant(), out var person)
                ? person
                : null;
    }

    /// <summary>Some providers write the boolean as a string.</summary>
    private static bool IsVerified(JsonWebToken token) =>
        token.TryGetPayloadValue<object>("email_verified", out var verified) && verified is true or "true";

    private static bool Same(string? one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
