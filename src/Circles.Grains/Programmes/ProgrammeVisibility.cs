using Circles.Grains.Access;
using Circles.Grains.Kernel;
using Circles.Grains.Networks;

namespace Circles.Grains.Programmes;

/// <summary>Who may see programmes: everyone inside the network. Their numbers and gates: those who run them.</summary>
public static class ProgrammeVisibility
{
    public static readonly Rule<Programme> Found = new(InState, new Ground<Programme>(Audience.Everybody, IsInside));

    /// <summary>Who fits whom, and who applied: only those who answer for the programme.</summary>
    public static readonly Rule<Programme> Management = new(InState, new Ground<Programme>(Audience.Manager, IsManager));

    /// <summary>Counts of its applications, circles and sessions, and what its gates still wait for.</summary>
    public static readonly Rule<Programme> Numbers = new(
        InState,
        new(Audience.Manager, IsManager),
        new(Audience.OperatorInNumbers, RunsNetwork),
        new(Audience.AdminInNumbers, AdminsRegion));

    private static bool IsInside(NetworkState state, Actor actor, Programme programme) => NetworkVisibility.IsInside(state, actor);

    private static bool IsManager(NetworkState state, Actor actor, Programme programme) => Authority.Manages(actor, programme);

    private static bool RunsNetwork(NetworkState state, Actor actor, Programme programme) => Authority.RunsNetwork(state, actor);

    private static bool AdminsRegion(NetworkState state, Actor actor, Programme programme) =>
        Authority.AdminsRegion(state, actor, programme.Region);

    private static bool InState(NetworkState state, Programme programme, out Programme same) =>
        state.Programmes.TryGetValue(programme.Id, out same!);
}
