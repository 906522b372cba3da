using Circles.Grains.Access;
using Circles.Grains.Kernel;
using NodaTime;

namespace Circles.Grains.SignIn;

/// <summary>What a client fetches its access tokens with. The secret itself is shown once and never kept.</summary>
/// <param name="Hash">SHA-256 of the secret in lower-case hexadecimal.</param>
/// <param name="Label">What its owner calls it.</param>
/// <param name="Scopes">Of the client's grants those that its tokens may have; empty for all.</param>
public sealed record Secret(
    Id<Secret> Id, Id<Client> Client, string Hash, string Label, ValueList<Grant> Scopes, Actor AddedBy, Instant AddedAt, Instant? ExpiresAt, Instant? RevokedAt)
    : IIdentified
{
    public static string Prefix => "sec";

    /// <summary>When a token was last fetched with it.</summary>
    public Instant? LastUsedAt { get; init; }

    /// <summary>The tokens fetched with it; those that have run out leave with the next one.</summary>
    public ValueList<ClientToken> Tokens { get; init; } = [];

    public bool IsGoodAt(Instant now) => RevokedAt is null && (ExpiresAt is null || now < ExpiresAt);
}

/// <summary>A short-lived token that a client fetched for itself.</summary>
/// <param name="Hash">As a secret's.</param>
/// <param name="Scopes">What it may use of the client's grants, as long as the client has them.</param>
public sealed record ClientToken(string Hash, ValueList<Grant> Scopes, Instant ExpiresAt);
