using System.Diagnostics;
using Circles.Grains.Applications;
using Circles.Grains.Circles;
using Circles.Grains.Kernel;
using Circles.Grains.Packs;
using Circles.Grains.Sessions;

namespace Circles.Grains.Programmes;

/// <summary>The way from stage to stage: what the pack asks for before the next one.</summary>
public static class ProgrammeGates
{
    /// <summary>The stage after this one, or null after the last.</summary>
    public static PackStage? Next(ProcessPack pack, string stage)
    {
        for (var i = 0; i + 1 < pack.Stages.Count; i++)
            if (pack.Stages[i].Id == stage) return pack.Stages[i + 1];
        return null;
    }

    /// <summary>What managers may declare done in programmes of this pack.</summary>
    public static IEnumerable<string> Declarations(ProcessPack pack) =>
        from stage in pack.Stages
        from rule in stage.Gate
        where rule.Kind == GateKind.Declared
        select rule.What;

    /// <summary>The conditions of a stage's gate that are not met yet.</summary>
    public static IEnumerable<GateRule> Unmet(NetworkState state, Programme programme, PackStage stage) =>
        stage.Gate.Where(rule => !IsMet(state, programme, rule));

    private static bool IsMet(NetworkState state, Programme programme, GateRule rule) => rule.Kind switch
    {
        GateKind.Declared => rule.What is { } what && programme.Declared.ContainsKey(what),
        GateKind.AcceptedApplications => state.ApplicationsByProgramme.GetValueOrDefault(programme.Id, [])
            .Select(id => state.Applications[id])
            .Count(application => application.Status == ApplicationStatus.Accepted && (rule.Role is null || application.Role == rule.Role))
            >= rule.AtLeast,
        GateKind.CirclesFormed => Circles(state, programme).Count() >= rule.AtLeast,
        GateKind.SessionsHeld => Circles(state, programme).All(circle => HeldIn(state, circle) >= rule.AtLeast),
        _ => throw new UnreachableException($"No such gate: {rule.Kind}."),
    };

    private static IEnumerable<Circle> Circles(NetworkState state, Programme programme) =>
        state.CirclesByProgramme.GetValueOrDefault(programme.Id, []).Select(id => state.Circles[id]).Where(circle => circle.IsOpen);

    private static int HeldIn(NetworkState state, Circle circle) =>
        state.SessionsByCircle.GetValueOrDefault(circle.Id, []).Count(id => state.Sessions[id].Status == SessionStatus.Held);
}
