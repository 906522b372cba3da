using System.Collections.Immutable;
using Circles.Grains.Access;
using Circles.Grains.Kernel;
using NodaTime;

namespace Circles.Grains.Networks;

internal static class NetworkDecider
{
    /// <summary>The first command of a network: by the platform's operator only.</summary>
    public static Decision Found(NetworkState state, NetworkCommand.Found c, Envelope envelope)
    {
        if (envelope.By is not Actor.PlatformOperator) return KernelErrors.NotAllowed();
        var id = envelope.NewId<Network>();
        if (state.Network is { } there) return there.Id == id ? Decision.Nothing(id) : NetworkErrors.SlugTaken();
        return Check.All(
            Slug(c.Slug),
            Check.Name(c.Name, "name"),
            Check.Languages(c.Languages, "languages"),
            c.Languages.IsEmpty ? KernelErrors.Required("languages") : null,
            Check.TimeZone(c.TimeZone, "timeZone")) ?? new NetworkEvent.Founded(id, c.Slug, c.Name, c.Languages, c.TimeZone);
    }

    public static Decision Decide(NetworkState state, NetworkCommand command, Envelope envelope)
    {
        if (!Authority.RunsNetwork(state, envelope.By)) return KernelErrors.NotAllowed();
        var network = state.Network!;
        return command switch
        {
            NetworkCommand.Describe c => Describe(network, c),
            NetworkCommand.DefineRegion c => DefineRegion(network, c),
            NetworkCommand.RemoveRegion c when !network.Regions.ContainsKey(c.Code) => Decision.Nothing(network.Id),
            NetworkCommand.RemoveRegion c when IsUsed(state, c.Code) => NetworkErrors.RegionInUse(),
            NetworkCommand.RemoveRegion c => new NetworkEvent.RegionRemoved(network.Id, c.Code),
            // Whoever runs a network does not say how much of the platform it gets.
            NetworkCommand.SetQuotas when envelope.By is not Actor.PlatformOperator => KernelErrors.NotAllowed(),
            NetworkCommand.SetQuotas c when c.Quotas == network.Quotas => Decision.Nothing(network.Id),
            NetworkCommand.SetQuotas c =>
                Check.All(Quota(c.Quotas.People, "people"), Quota(c.Quotas.CostPerMinute, "costPerMinute"))
                ?? new NetworkEvent.QuotasSet(network.Id, c.Quotas),
            _ => throw new System.Diagnostics.UnreachableException($"Decide has no case for {command.GetType().Name}."),
        };
    }

    private static Decision Describe(Network network, NetworkCommand.Describe c)
    {
        var change = new NetworkEvent.Described(
            network.Id, c.Name.Against(network.Name), c.Languages.Against(network.Languages), c.TimeZone.Against(network.TimeZone));
        return Check.All(
                change.Name.Given ? Check.Name(change.Name.Value, "name") : null,
                change.Languages.Given ? Check.Languages(change.Languages.Value, "languages") : null,
                change.Languages is { Given: true, Value.IsEmpty: true } ? KernelErrors.Required("languages") : null,
                change.TimeZone.Given ? Check.TimeZone(change.TimeZone.Value, "timeZone") : null)
            ?? (change == new NetworkEvent.Described(network.Id, default, default, default) ? Decision.Nothing(network.Id) : change);
    }

    private static Decision DefineRegion(Network network, NetworkCommand.DefineRegion c)
    {
        var before = network.Regions.GetValueOrDefault(c.Code);
        var neighbours = c.Neighbours.ToImmutableSortedSet(StringComparer.Ordinal);
        var change = new NetworkEvent.RegionDefined(network.Id, c.Code, c.Name, c.Parent, neighbours.ToValueList(), c.Peripheral);
        var refused = Check.All(
            Check.Line(c.Code, "code", Limits.NameMax),
            Check.Name(c.Name, "name"),
            c.Parent is not null && !network.Regions.ContainsKey(c.Parent) ? KernelErrors.NoSuchRegion("parent") : null,
            c.Parent is not null && network.Within(c.Parent, c.Code) ? NetworkErrors.RegionInsideItself() : null,
            neighbours.Any(code => code == c.Code || !network.Regions.ContainsKey(code)) ? KernelErrors.NoSuchRegion("neighbours") : null,
            before is null && network.Regions.Count >= Limits.RegionsMax ? KernelErrors.TooMany("code", Limits.RegionsMax) : null);
        if (refused is not null) return refused;
        var same = before is not null && before.Name == c.Name && before.Parent == c.Parent && before.Peripheral == c.Peripheral
            && before.Neighbours.SetEquals(neighbours);
        return same ? Decision.Nothing(network.Id) : change;
    }

    private static bool IsUsed(NetworkState state, string code) =>
        state.Network!.Regions.Values.Any(region => region.Parent == code)
        || state.Organisations.Values.Any(organisation => organisation.Region == code)
        || state.People.Values.Any(person => person.Profile.Region == code)
        || state.Programmes.Values.Any(programme => programme.Region == code)
        || state.Grants.Values.Concat(state.Clients.Values.Select(client => client.Grants)).Any(grants => grants.Any(grant => grant.Region == code));

    private static Refusal? Quota(int? quota, string path) => quota < 1 ? NetworkErrors.QuotaTooSmall(path) : null;

    /// <summary>A DNS label (RFC 1035, with a digit first allowed by RFC 1123), since it stands in host names.</summary>
    private static Refusal? Slug(string slug) =>
        slug.Length is >= 1 and <= 63
        && slug[0] != '-' && slug[^1] != '-'
        && slug.All(c => c is >= 'a' and <= 'z' or >= '0' and <= '9' or '-')
            ? null
            : NetworkErrors.SlugInvalid();
}
