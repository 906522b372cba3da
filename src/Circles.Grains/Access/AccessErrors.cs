using Circles.Grains.Kernel;

namespace Circles.Grains.Access;

/// <summary>Refusals about roles, clients and tokens.</summary>
public static class AccessErrors
{
    /// <summary>Only a regional admin has a region.</summary>
    public static Refusal RoleHasNoRegion(string path) => Refusal.Of("ROLE_HAS_NO_REGION", $"This role is not bound to a region.", path);

    /// <summary>Only an organisation's admin has an organisation.</summary>
    public static Refusal RoleHasNoOrganisation(string path) =>
        Refusal.Of("ROLE_HAS_NO_ORGANISATION", $"This role is not bound to an organisation.", path);

    /// <summary>A token is kept as its SHA-256 in small hexadecimal digits.</summary>
    public static Refusal HashInvalid() =>
        Refusal.Of("TOKEN_HASH_INVALID", $"A token's hash is its SHA-256 in 64 small hexadecimal digits.", "hash");

    /// <summary>The same token was issued before: each speaks for one bearer, once.</summary>
    public static Refusal TokenTaken() => Refusal.Of("TOKEN_TAKEN", $"This token was issued before.", "hash");

    /// <summary>A token that never works is a mistake.</summary>
    public static Refusal ExpiresInThePast() => Refusal.Of("EXPIRES_IN_THE_PAST", $"The expiry must lie in the future.", "expiresAt");

    /// <summary>A token that somebody issues for themselves is forgotten sooner or later, and must not work for ever.</summary>
    public static Refusal ExpiresTooLate() => Refusal.Of(
        "EXPIRES_TOO_LATE", $"A personal token works for at most {(int)Limits.SignIn.PersonalTokenLife.TotalDays} days.", "expiresAt");

    /// <summary>Somebody has as many personal tokens as one may have.</summary>
    public static Refusal PersonalTokensTooMany() => Refusal.Of(
        "PERSONAL_TOKENS_TOO_MANY", $"A person has at most {Limits.SignIn.PersonalTokensMax} personal tokens that work. Revoke one first.");
}
