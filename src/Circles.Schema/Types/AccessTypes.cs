using Circles.Grains.Access;
using Circles.Grains.Kernel;
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
    ]);
}

public static class ClientType
{
    public static readonly ObjectType<Client> Type = new("Client", "A partner's program: a portal, a front end, a script.", () =>
    [
        new("id", Id.NonNull, "Opaque; for good.", (client, _) => client.Id.ToString()),
        new("name", Scalars.Text.NonNull, "What its partner calls it.", (client, _) => client.Name),
        new("grants", GrantType.Type.NonNull.List.NonNull, "What it may do.", (client, _) => client.Grants.OrderBy(grant => grant.Role)),
        new("registeredAt", CustomScalars.DateTime.NonNull, "When it was registered.", (client, _) => (object)client.RegisteredAt),
    ])
    {
        Interfaces = [NodeType.Type],
        AppliedDirectives = [Subgraph.KeyById],
    };

    public static readonly ObjectType<Connection<Client>> Connection = Connections.Of<Client>("Client", Type, "clients");
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
        Interfaces = [NodeType.Type],
        AppliedDirectives = [Subgraph.KeyById],
    };

    public static readonly ObjectType<Connection<Token>> Connection = Connections.Of<Token>("Token", Type, "tokens");
}
