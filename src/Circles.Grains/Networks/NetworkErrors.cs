using Circles.Grains.Kernel;

namespace Circles.Grains.Networks;

/// <summary>Refusals of the network's own commands.</summary>
public static class NetworkErrors
{
    /// <summary>The slug cannot stand in a host name.</summary>
    public static Refusal SlugInvalid() => Refusal.Of(
        "NETWORK_SLUG_INVALID", $"A network's address has 1 to 63 small letters a to z, digits and inner hyphens.", "slug");

    /// <summary>A network with this slug is there already.</summary>
    public static Refusal SlugTaken() => Refusal.Of("NETWORK_SLUG_TAKEN", $"There is a network with this address already.", "slug");

    /// <summary>A region cannot lie inside itself or inside one of its own parts.</summary>
    public static Refusal RegionInsideItself() =>
        Refusal.Of("REGION_INSIDE_ITSELF", $"A region cannot lie inside itself.", "parent");

    /// <summary>To let nobody in, a network is suspended.</summary>
    public static Refusal QuotaTooSmall(string path) =>
        Refusal.Of("QUOTA_TOO_SMALL", $"A quota is at least 1; leave it out for none.", path);

    /// <summary>The network has as many people as the platform's operator lets it have.</summary>
    public static Refusal PeopleQuotaReached(int max) => Refusal.Of(
        "PEOPLE_QUOTA_REACHED", $"This network may have {max} people at most. The platform's operator can raise that.");

    /// <summary>Something still lies in the region, or somebody administers it.</summary>
    public static Refusal RegionInUse() =>
        Refusal.Of("REGION_IN_USE", $"Something still lies in this region.", "code");
}
