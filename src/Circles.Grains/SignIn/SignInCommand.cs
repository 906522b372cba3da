using Circles.Grains.Access;
using Circles.Grains.Kernel;
using Circles.Grains.People;
using NodaTime;

namespace Circles.Grains.SignIn;

/// <summary>What can be asked of the ways in: trusted providers of identities, and the secrets of clients.</summary>
public abstract record SignInCommand : Command
{
    /// <summary>Trusts a provider, or changes how the one with this address is read.</summary>
    public sealed record TrustIssuer(string Address, string Audience, string SubjectClaim, bool TrustsEmail) : SignInCommand;

    /// <summary>Its tokens are worth nothing from now on, and whom it knew is forgotten.</summary>
    public sealed record EndTrust(Id<Issuer> Issuer) : SignInCommand;

    /// <summary>Says which person a provider knows under a name of its own.</summary>
    public sealed record LinkIdentity(Id<Person> Person, Id<Issuer> Issuer, string Subject) : SignInCommand;

    public sealed record UnlinkIdentity(Id<Person> Person, Id<Issuer> Issuer, string Subject) : SignInCommand;

    /// <summary>A client has at most two good ones: the next is added, the program is given it, the old one is revoked.</summary>
    /// <param name="Hash">Of a secret made at the edge, where randomness is; only the caller ever has the secret.</param>
    /// <param name="Scopes">Empty for all of the client's grants.</param>
    public sealed record AddSecret(Id<Client> Client, string Label, string Hash, ValueList<Grant> Scopes, Instant? ExpiresAt) : SignInCommand;

    /// <summary>With it go the tokens that were fetched with it.</summary>
    public sealed record RevokeSecret(Id<Secret> Secret) : SignInCommand;

    /// <summary>By the client itself, which showed the secret.</summary>
    /// <param name="Hash">Of a token made at the edge.</param>
    /// <param name="Scopes">Empty for all that the secret may have.</param>
    public sealed record FetchToken(Id<Secret> Secret, string Hash, ValueList<Grant> Scopes) : SignInCommand;

    private SignInCommand()
    {
    }
}
