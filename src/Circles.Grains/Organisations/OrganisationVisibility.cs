using Circles.Grains.Access;
using Circles.Grains.Kernel;
using Circles.Grains.Networks;

namespace Circles.Grains.Organisations;

/// <summary>Who may see organisations: everyone inside the network; drafts of showcases only those who may change them.</summary>
public static class OrganisationVisibility
{
    public static readonly Rule<Organisation> Found = new(InState, new Ground<Organisation>(Audience.Everybody, IsInside));

    /// <summary>What it is good at: everybody once it is published.</summary>
    public static readonly Rule<Organisation> Presented = new(
        InState,
        new(Audience.OfPublished, IsPublished),
        new(Audience.NetworkOperator, RunsNetwork),
        new(Audience.RegionalAdmin, AdminsRegion),
        new(Audience.OrganisationAdmin, AdminsIt));

    /// <inheritdoc cref="NetworkVisibility.IsInside(NetworkState, Actor)"/>
    /// <remarks>Of a past state: was inside then and is inside today.</remarks>
    public static bool CanSeeAny(NetworkState state, Actor actor) =>
        NetworkVisibility.IsInside(state, actor) && (state.Today is not { } today || NetworkVisibility.IsInside(today, actor));

    /// <remarks>Of a past state: one that the actor might have seen then, if one can be seen today.</remarks>
    public static Showcase? Showcase(NetworkState state, Actor actor, Organisation organisation) =>
        organisation.Showcase is { } showcase && Presented.Allows(state, actor, organisation) ? showcase : null;

    private static bool IsInside(NetworkState state, Actor actor, Organisation organisation) => NetworkVisibility.IsInside(state, actor);

    private static bool IsPublished(NetworkState state, Actor actor, Organisation organisation) =>
        organisation.Showcase is { Published: true };

    private static bool RunsNetwork(NetworkState state, Actor actor, Organisation organisation) =>
        organisation.Showcase is not null && Authority.RunsNetwork(state, actor);

    private static bool AdminsRegion(NetworkState state, Actor actor, Organisation organisation) =>
        organisation.Showcase is not null && Authority.AdminsRegion(state, actor, organisation.Region);

    private static bool AdminsIt(NetworkState state, Actor actor, Organisation organisation) =>
        organisation.Showcase is not null && Authority.AdminsOrganisation(state, actor, organisation.Id);

    private static bool InState(NetworkState state, Organisation organisation, out Organisation same) =>
        state.Organisations.TryGetValue(organisation.Id, out same!);
}
