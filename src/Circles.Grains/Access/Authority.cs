using System.Collections.Immutable;
using Circles.Grains.Circles;
using Circles.Grains.Kernel;
using Circles.Grains.Organisations;
using Circles.Grains.People;
using Circles.Grains.Programmes;

namespace Circles.Grains.Access;

/// <summary>Who may do what: pure questions over a state and an actor. Who may see what stands in the slices' <c>Visibility</c>.</summary>
public static class Authority
{
    private static readonly ImmutableHashSet<Grant> None = [];

    /// <summary>The roles granted to an actor in this network; of a past state, those that the actor has today as well.</summary>
    public static ImmutableHashSet<Grant> GrantsOf(NetworkState state, Actor actor) =>
        state.Today is { } today ? OwnGrants(state, actor).Intersect(OwnGrants(today, actor)) : OwnGrants(state, actor);

    private static ImmutableHashSet<Grant> OwnGrants(NetworkState state, Actor actor) => actor switch
    {
        Actor.Member member => state.Grants.GetValueOrDefault(member.Person, None),
        Actor.Program program => !state.Clients.TryGetValue(program.Client, out var client) ? None
            : program.Scopes is { } scopes ? client.Grants.Intersect(scopes) : client.Grants,
        _ => None,
    };

    /// <summary>Is a program that may run its registered documents and nothing else.</summary>
    public static bool IsRestricted(NetworkState state, Actor actor) =>
        actor is Actor.Program program && state.Clients.TryGetValue(program.Client, out var client) && client.IsRestricted;

    /// <summary>Runs the whole network: its operator, or the platform's.</summary>
    public static bool RunsNetwork(NetworkState state, Actor actor) =>
        actor is Actor.PlatformOperator || GrantsOf(state, actor).Contains(new Grant(Role.NetworkOperator));

    /// <summary>Runs what lies in a region: the network's operator, or an admin of that region or of one above it.</summary>
    /// <param name="region">Null for what lies in no region: only the network's operator runs that.</param>
    public static bool RunsRegion(NetworkState state, Actor actor, string? region) =>
        RunsNetwork(state, actor) || AdminsRegion(state, actor, region);

    /// <summary>Is an admin of the region or of one above it.</summary>
    public static bool AdminsRegion(NetworkState state, Actor actor, string? region)
    {
        foreach (var grant in GrantsOf(state, actor))
            if (grant is { Role: Role.RegionalAdmin, Region: { } root } && (state.Network!.Within(region, root) || Borders(state, grant, region)))
                return true;
        return false;
    }

    /// <summary>Whether the grant reaches into the neighbours of its region, and the region is or lies in one of them.</summary>
    private static bool Borders(NetworkState state, Grant grant, string? region) =>
        grant.Neighbours
        && state.Network!.Regions.TryGetValue(grant.Region!, out var its)
        && its.Neighbours.Any(neighbour => state.Network.Within(region, neighbour));

    /// <summary>Is an admin of the organisation itself.</summary>
    public static bool AdminsOrganisation(NetworkState state, Actor actor, Id<Organisation> organisation)
    {
        foreach (var grant in GrantsOf(state, actor))
            if (grant.Role == Role.OrganisationAdmin && grant.Organisation == organisation) return true;
        return false;
    }

    /// <summary>Keeps the organisation's record: its own admin, or whoever runs the region it lies in.</summary>
    public static bool KeepsOrganisation(NetworkState state, Actor actor, Organisation organisation) =>
        AdminsOrganisation(state, actor, organisation.Id) || RunsRegion(state, actor, organisation.Region);

    /// <summary>Reads settings and numbers to give support.</summary>
    public static bool Supports(NetworkState state, Actor actor) => GrantsOf(state, actor).Contains(new Grant(Role.SupportReader));

    /// <summary>Is an admin of some region, or runs the network.</summary>
    public static bool RunsSomewhere(NetworkState state, Actor actor) => RunsNetwork(state, actor) || AdminsSomewhere(state, actor);

    /// <summary>Is an admin of some region.</summary>
    public static bool AdminsSomewhere(NetworkState state, Actor actor) =>
        GrantsOf(state, actor).Any(grant => grant.Role == Role.RegionalAdmin);

    /// <summary>Is one of the programme's managers: the only ones who see into its confidential parts, and only as its pack says.</summary>
    public static bool Manages(Actor actor, Programme programme) =>
        actor is Actor.Member member && programme.Managers.Contains(member.Person);

    /// <summary>The same; of a past state, today as well.</summary>
    public static bool Manages(NetworkState state, Actor actor, Programme programme) =>
        Manages(actor, programme)
        && (state.Today is not { } today || (today.Programmes.TryGetValue(programme.Id, out var now) && Manages(actor, now)));

    /// <summary>Manages the programme, or runs the region it lies in; of a past state, today as well.</summary>
    public static bool Runs(NetworkState state, Actor actor, Programme programme) =>
        (Manages(actor, programme) || RunsRegion(state, actor, programme.Region))
        && (state.Today is not { } today || (today.Programmes.TryGetValue(programme.Id, out var now) && Runs(today, actor, now)));

    /// <summary>The actor's own part in a circle, or null.</summary>
    public static CircleRole? RoleIn(Actor actor, Circle circle) =>
        actor is Actor.Member member && circle.Members.TryGetValue(member.Person, out var seat) ? seat.Role : null;

    public static bool Is(Actor actor, Id<Person> person) => actor is Actor.Member member && member.Person == person;
}
