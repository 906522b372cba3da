using Circles.Grains.Access;
using Circles.Grains.SignIn;
using Circles.GraphQL.Types;
using Circles.Schema.Federation;
using static Circles.GraphQL.Types.Scalars;

namespace Circles.Schema.Types;

public static class IssuerType
{
    public static readonly ObjectType<Issuer> Type = new("Issuer", "An OpenID Connect provider whose access tokens let people into this network.", () =>
    [
        new("id", Id.NonNull, "Opaque; for good.", (issuer, _) => issuer.Id.ToString()),
        new("address", Scalars.Text.NonNull, "The issuer identifier, as its tokens have it in `iss`.", (issuer, _) => issuer.Address),
        new("audience", Scalars.Text.NonNull, "What its tokens for Circles have in `aud`.", (issuer, _) => issuer.Audience),
        new("subjectClaim", Scalars.Text.NonNull, "The claim that names the person at the provider.", (issuer, _) => issuer.SubjectClaim),
        new("trustsEmail", Scalars.Boolean.NonNull, "Whether an e-mail address that it verified names the person who has it here.", (issuer, _) => issuer.TrustsEmail),
        new("trustedAt", CustomScalars.DateTime.NonNull, "Since when.", (issuer, _) => (object)issuer.TrustedAt),
        new("endedAt", CustomScalars.DateTime, "When the trust ended; null while it lasts.", (issuer, _) => (object?)issuer.EndedAt),
    ])
    {
        Guard = Seen.Under(SignInVisibility.Issuers),
        Interfaces = [NodeType.Type],
        AppliedDirectives = [Subgraph.KeyById],
    };

    public static readonly ObjectType<Connection<Issuer>> Connection = Connections.Of<Issuer>("Issuer", Type, "providers of identities");
}

public static class IdentityType
{
    public static readonly ObjectType<Identity> Type = new("Identity", "The name under which a provider knows a person.", () =>
    [
        new("issuer", IssuerType.Type, "The provider; null for those who may not see it.",
            (identity, query) => Visibility.Find(query.Snapshot, query.Viewer, identity.Issuer)),
        new("address", Scalars.Text.NonNull, "The provider's address.", (identity, query) => query.Snapshot.Issuers[identity.Issuer].Address),
        new("subject", Scalars.Text.NonNull, "The provider's own name for the person.", (identity, _) => identity.Subject),
    ])
    {
        Guard = Seen.WithItsParent,
    };
}

public static class SecretType
{
    public static readonly ObjectType<Secret> Type = new("ClientSecret", "What a client fetches access tokens with. The secret itself was shown once and is not kept.", () =>
    [
        new("id", Id.NonNull, "Opaque; for good. `revokeSecret` takes it.", (secret, _) => secret.Id.ToString()),
        new("label", Scalars.Text.NonNull, "What it is for.", (secret, _) => secret.Label),
        new("scopes", GrantType.Type.NonNull.List.NonNull, "The client's grants that its tokens may have; empty for all.", (secret, _) => secret.Scopes),
        new("addedBy", ActorType.Type.NonNull, "Who added it.", (secret, _) => secret.AddedBy),
        new("addedAt", CustomScalars.DateTime.NonNull, "When.", (secret, _) => (object)secret.AddedAt),
        new("expiresAt", CustomScalars.DateTime, "When it stops working, if ever.", (secret, _) => (object?)secret.ExpiresAt),
        new("revokedAt", CustomScalars.DateTime, "When it was revoked.", (secret, _) => (object?)secret.RevokedAt),
        new("lastUsedAt", CustomScalars.DateTime, "When a token was last fetched with it; null when none ever was.", (secret, _) => (object?)secret.LastUsedAt),
    ])
    {
        Guard = Seen.Under(SignInVisibility.Secrets),
        Interfaces = [NodeType.Type],
        AppliedDirectives = [Subgraph.KeyById],
    };

    public static readonly ObjectType<Connection<Secret>> Connection = Connections.Of<Secret>("ClientSecret", Type, "secrets");
}
