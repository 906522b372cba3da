using Circles.Grains.Kernel;
using NodaTime;

namespace Circles.Grains.SignIn;

/// <summary>An OpenID Connect provider whose access tokens let people into this network, and into no other.</summary>
/// <param name="Address">The issuer identifier, letter by letter as the provider's tokens have it in <c>iss</c>.</param>
/// <param name="Audience">What the tokens that are for Circles have in <c>aud</c>; never the id of a program that signs people in.</param>
/// <param name="SubjectClaim">The claim that names the person at the provider: <c>sub</c>, or <c>oid</c> with Entra ID.</param>
/// <param name="TrustsEmail">Whether an e-mail address that the provider says it verified names the person with that address.</param>
/// <param name="EndedAt">From then on its tokens are worth nothing; null while it is trusted.</param>
public sealed record Issuer(
    Id<Issuer> Id, string Address, string Audience, string SubjectClaim, bool TrustsEmail, Instant TrustedAt, Instant? EndedAt) : IIdentified
{
    public static string Prefix => "iss";

    public bool IsTrusted => EndedAt is null;

    /// <summary>The one that a token names; null when this network trusts none of that name.</summary>
    public static Issuer? Trusted(NetworkState state, string address) =>
        state.Issuers.Values.FirstOrDefault(issuer => issuer.IsTrusted && string.Equals(issuer.Address, address, StringComparison.Ordinal));
}

/// <summary>Whom a provider knows: its own name for them, which is never given to another.</summary>
/// <param name="Subject">The value of the issuer's <see cref="Issuer.SubjectClaim"/>.</param>
public readonly record struct Identity(Id<Issuer> Issuer, string Subject);
