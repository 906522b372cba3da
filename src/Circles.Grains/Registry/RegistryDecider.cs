using System.Diagnostics;
using Circles.Grains.Kernel;
using Circles.Grains.Networks;

namespace Circles.Grains.Registry;

internal static class RegistryDecider
{
    public static Decision Decide(NetworkState state, RegistryCommand command, Envelope envelope) => command switch
    {
        RegistryCommand.Register c => Register(state, c, envelope),
        RegistryCommand.Suspend c => OnExisting(state, c.Slug, envelope, there =>
            there.Standing == NetworkStanding.Suspended
                ? Decision.Nothing(there.Id)
                : Because(c.Because) ?? new RegistryEvent.NetworkSuspended(there.Id, c.Because)),
        RegistryCommand.Resume c => OnExisting(state, c.Slug, envelope, there =>
            there.Standing == NetworkStanding.Active ? Decision.Nothing(there.Id) : new RegistryEvent.NetworkResumed(there.Id)),
        RegistryCommand.Close c => OnExisting(state, c.Slug, envelope, there =>
            Because(c.Because) ?? new RegistryEvent.NetworkClosed(there.Id, c.Because)),
        _ => throw new UnreachableException($"Decide has no case for {command.GetType().Name}."),
    };

    private static Decision Register(NetworkState state, RegistryCommand.Register c, Envelope envelope)
    {
        if (envelope.By is not Actor.PlatformOperator || state.Network!.Slug != Network.Platform) return KernelErrors.NotAllowed();
        if (c.Slugs.IsEmpty) return KernelErrors.Required("slugs");
        return Decision.Done(Id(0), c.Slugs
            .Distinct(StringComparer.Ordinal)
            .Where(slug => !state.RegisteredBySlug.ContainsKey(slug))
            .Select((slug, i) => new RegistryEvent.NetworkRegistered(Id(i), slug)));

        Id<RegisteredNetwork> Id(int i) => (envelope with { Seed = envelope.Seed + (uint)i }).NewId<RegisteredNetwork>();
    }

    /// <summary>Only the platform's stream holds registered networks, and only its operator knows of any.</summary>
    private static Decision OnExisting(NetworkState state, string slug, Envelope envelope, Func<RegisteredNetwork, Decision> decide)
    {
        if (!state.RegisteredBySlug.TryGetValue(slug, out var id) || !RegistryVisibility.CanSee(state, envelope.By, state.Registered[id]))
            return KernelErrors.NotFound("slug");
        var there = state.Registered[id];
        if (there.Standing != NetworkStanding.Closed) return decide(there);
        return envelope.Command is RegistryCommand.Close ? Decision.Nothing(id) : RegistryErrors.Closed();
    }

    private static Decision? Because(string because) => Check.All(Check.Text(because, "because", Limits.LineMax));
}
