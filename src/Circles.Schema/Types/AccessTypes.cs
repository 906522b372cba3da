using System.Globalization;
using Circles.Grains.Access;
using Circles.Grains.Documents;
using Circles.Grains.Kernel;
using Circles.Grains.SignIn;
using Circles.GraphQL.Types;
using Circles.Schema.Federation;
using static Circles.GraphQL.Types.Scalars;

namespace Circles.Schema.Types;

public static class GrantType
{
    public static readonly ObjectType<Grant> Type = new("Grant", "A role and where it holds.", () =>
    [
        new("role", Enums.Role.NonNull, "The role.", (grant, _) => (object)grant.Role),
        new("region", RegionType.Type, "For a regional admin: the region, with all below it.",
            (grant, query) => Regions.Find(query.Snapshot, grant.Region)),
        new("organisation", OrganisationType.Type, "For an organisation's admin: which.",
            (grant, query) => grant.Organisation is { } id ? query.Snapshot.Organisations.GetValueOrDefault(id) : null),
        new("neighbours", Scalars.Boolean.NonNull, "For a regional admin: whether it holds in the regions that border on it as well.",
            (grant, _) => grant.Neighbours),
    ])
    {
        Guard = Seen.WithItsParent,
    };
}

public static class ClientType
{
    public static readonly ObjectType<Client> Type = new("Client", "A partner's program: a portal, a front end, a script.", () =>
    [
        new("id", Id.NonNull, "Opaque; for good.", (client, _) => client.Id.ToString()),
        new("name", Scalars.Text.NonNull, "What its partner calls it.", (client, _) => client.Name),
        new("grants", GrantType.Type.NonNull.List.NonNull, "What it may do.", (client, _) => client.Grants.OrderBy(grant => grant.Role)),
        new("registeredAt", CustomScalars.DateTime.NonNull, "When it was registered.", (client, _) => (object)client.RegisteredAt),
        new("isRestricted", Scalars.Boolean.NonNull, "Whether it may run its registered documents and nothing else.", (client, _) => client.IsRestricted),
        new("documents", TrustedDocumentType.Connection.NonNull, "Its registered documents, by the name of their first operation.",
            (client, query) => Connections.Page(query, client.Documents.Values, TrustedDocumentType.PlaceOf, TrustedDocumentType.ByOperation))
        {
            Arguments = Connections.Arguments(),
        },
        new("secrets", SecretType.Connection.NonNull, "What it fetches its access tokens with, the newest first.", (client, query) => Connections.Page(
            query,
            query.Snapshot.SecretsByClient.GetValueOrDefault(client.Id, []).Select(id => query.Snapshot.Secrets[id]),
            secret => secret.Id,
            Ordering<Secret>.ByAge(newestFirst: true)))
        {
            Arguments = Connections.Arguments(),
        },
    ])
    {
        Guard = Seen.Under(AccessVisibility.Clients),
        Interfaces = [NodeType.Type],
        AppliedDirectives = [Subgraph.KeyById],
    };

    public static readonly ObjectType<Connection<Client>> Connection = Connections.Of<Client>("Client", Type, "clients");
}

public static class TrustedDocumentType
{
    public static readonly ObjectType<TrustedDocument> Type = new("TrustedDocument", "A document that a client may name instead of sending it.", () =>
    [
        new("hash", Scalars.Text.NonNull, "SHA-256 of its text, as 64 small hexadecimal digits. Requests name it by this.", (document, _) => document.Hash),
        new("operations", Scalars.Text.NonNull.List.NonNull, "The names of its operations.", (document, _) => document.Operations),
        new("text", Scalars.Text.NonNull, "The document.", (document, _) => document.Text),
        new("registeredAt", CustomScalars.DateTime.NonNull, "When it was registered.", (document, _) => (object)document.RegisteredAt),
    ])
    {
        Guard = Seen.WithItsParent,
    };

    public static readonly ObjectType<Connection<TrustedDocument>> Connection =
        Connections.Of<TrustedDocument>("TrustedDocument", Type, "registered documents");

    internal static readonly Ordering<TrustedDocument> ByOperation = Ordering<TrustedDocument>.Ordinal(document => document.Operations.FirstOrDefault(""));

    /// <summary>Documents have no ids; the first half of the hash stands for one in a list's cursors.</summary>
    internal static AnyId PlaceOf(TrustedDocument document) =>
        new("doc", UInt128.Parse(document.Hash.AsSpan(0, 32), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
}

public static class TokenType
{
    public static readonly ObjectType<Token> Type = new("Token", "A bearer token. Its secret was shown once and is not kept.", () =>
    [
        new("id", Id.NonNull, "Opaque; for good. `revokeToken` takes it.", (token, _) => token.Id.ToString()),
        new("label", Scalars.Text.NonNull, "What it is for.", (token, _) => token.Label),
        new("bearer", ActorType.Type.NonNull, "Whom it speaks for.", (token, _) => token.Bearer),
        new("issuedBy", ActorType.Type.NonNull, "Who issued it.", (token, _) => token.IssuedBy),
        new("issuedAt", CustomScalars.DateTime.NonNull, "When.", (token, _) => (object)token.IssuedAt),
        new("expiresAt", CustomScalars.DateTime, "When it stops working, if ever.", (token, _) => (object?)token.ExpiresAt),
        new("revokedAt", CustomScalars.DateTime, "When it was revoked.", (token, _) => (object?)token.RevokedAt),
    ])
    {
        Guard = Seen.Under(AccessVisibility.Tokens),
        Interfaces = [NodeType.Type],
        AppliedDirectives = [Subgraph.KeyById],
    };

    public static readonly ObjectType<Connection<Token>> Connection = Connections.Of<Token>("Token", Type, "tokens");
}
