using Circles.Grains.Networks;
using Circles.Grains.Registry;
using Circles.GraphQL.Types;
using Circles.Schema.Federation;
using static Circles.GraphQL.Types.Scalars;

namespace Circles.Schema.Types;

public static class RegisteredNetworkType
{
    public static readonly ObjectType<RegisteredNetwork> Type = new("RegisteredNetwork", "A network as the platform knows it.", () =>
    [
        new("id", Id.NonNull, "Opaque; for good. Not the id that the network has in itself.", (network, _) => network.Id.ToString()),
        new("slug", Scalars.Text.NonNull, "What the header `Circles-Network` names it by.", (network, _) => network.Slug),
        new("registeredAt", CustomScalars.DateTime.NonNull, "When it was registered.", (network, _) => (object)network.RegisteredAt),
        new("standing", Enums.NetworkStanding.NonNull, "Whether it may be entered.", (network, _) => (object)network.Standing),
        new("because", Scalars.Text, "Why it was suspended or closed; null while it is active.", (network, _) => network.Because),
        new("since", CustomScalars.DateTime.NonNull, "When it came to its standing.", (network, _) => (object)network.Since),
    ])
    {
        Interfaces = [NodeType.Type],
        AppliedDirectives = [Subgraph.KeyById],
    };

    public static readonly ObjectType<Connection<RegisteredNetwork>> Connection =
        Connections.Of<RegisteredNetwork>("RegisteredNetwork", Type, "registered networks");

    internal static readonly Ordering<RegisteredNetwork> BySlug = Ordering<RegisteredNetwork>.Ordinal(network => network.Slug);
}

public static class QuotasType
{
    public static readonly ObjectType<Quotas> Type = new("Quotas", "What a network may use; null is without a bound of its own.", () =>
    [
        new("people", Int, "How many people it may have at a time.", (quotas, _) => (object?)quotas.People),
        new("costPerMinute", Int, "What its requests may cost together in a minute, as `extensions.cost` counts.",
            (quotas, _) => (object?)quotas.CostPerMinute),
    ]);
}
