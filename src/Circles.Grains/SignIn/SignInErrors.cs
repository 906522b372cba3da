using Circles.Grains.Kernel;

namespace Circles.Grains.SignIn;

/// <summary>Refusals about trusted providers of identities and the secrets of clients.</summary>
public static class SignInErrors
{
    /// <summary>Not the address of an OpenID Connect issuer: https, without a query and a fragment.</summary>
    public static Refusal IssuerInvalid() => Refusal.Of(
        "ISSUER_INVALID", $"An issuer's address begins with https:// and has no query and no fragment.", "address");

    /// <summary>The provider knows another person of the network under this name.</summary>
    public static Refusal IdentityTaken() => Refusal.Of("IDENTITY_TAKEN", $"This identity is another person's.", "subject");

    /// <summary>A secret's and a token's scopes are grants that the client has.</summary>
    public static Refusal ScopeNotGranted(string path) => Refusal.Of("SCOPE_NOT_GRANTED", $"The client was not granted this.", path);

    /// <summary>Two good secrets are enough for changing one for the other.</summary>
    public static Refusal SecretsTooMany() => Refusal.Of(
        "SECRETS_TOO_MANY", $"A client has at most {Limits.SignIn.SecretsMax} secrets that work. Revoke one first.", "client");

    /// <summary>The client keeps fetching tokens and does not use those that it has.</summary>
    public static Refusal ClientTokensTooMany() => Refusal.Of(
        "CLIENT_TOKENS_TOO_MANY",
        $"The client has {Limits.SignIn.ClientTokensMax} tokens that still work: use one of them until it runs out.",
        retryable: true);
}
