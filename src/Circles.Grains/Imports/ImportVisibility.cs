using Circles.Grains.Access;
using Circles.Grains.Kernel;

namespace Circles.Grains.Imports;

/// <summary>Who may import, and who may see an import's rows.</summary>
public static class ImportVisibility
{
    /// <summary>Who made it; for organisations and people also who runs the network. Rows about circles are for nobody else.</summary>
    public static readonly Rule<Import> Found = new(InState, new(Audience.ItsMaker, IsMaker), new(Audience.NetworkOperator, RunsNetwork));

    /// <summary>Who runs a region reads in organisations and people; who manages a programme, its circles and sessions. Each row is
    /// decided by its own slice besides.</summary>
    public static bool MayImport(NetworkState state, Actor actor, ImportKind kind) => kind switch
    {
        ImportKind.Organisations or ImportKind.People => Authority.RunsSomewhere(state, actor),
        _ => actor is Actor.Member member && state.ProgrammesByManager.ContainsKey(member.Person),
    };

    public static bool CanSee(NetworkState state, Actor actor, Import import) => Found.Allows(state, actor, import);

    private static bool IsMaker(NetworkState state, Actor actor, Import import) => actor == import.By;

    private static bool RunsNetwork(NetworkState state, Actor actor, Import import) =>
        import.Kind is ImportKind.Organisations or ImportKind.People && Authority.RunsNetwork(state, actor);

    private static bool InState(NetworkState state, Import import, out Import same) => state.Imports.TryGetValue(import.Id, out same!);
}
