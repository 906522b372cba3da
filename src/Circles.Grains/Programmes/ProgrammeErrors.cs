using Circles.Grains.Kernel;
using Circles.Grains.Packs;

namespace Circles.Grains.Programmes;

/// <summary>Refusals about programmes.</summary>
public static class ProgrammeErrors
{
    /// <summary>The programme is closed; nothing in it changes any more.</summary>
    public static Refusal Closed() => Refusal.Of("PROGRAMME_CLOSED", $"This programme is closed.", "programme");

    /// <summary>The server has no pack of that name and version.</summary>
    public static Refusal NoSuchPack() => Refusal.Of("PACK_UNKNOWN", $"There is no process pack of this name and version.", "pack");

    /// <summary>A pack of this version is in use with other rules: a change of rules is a new version.</summary>
    public static Refusal PackVersionChanged(PackKey pack) => Refusal.Of(
        "PACK_VERSION_CHANGED", $"The network uses {pack} with other rules; changed rules need a new version.", "pack");

    /// <summary>The pack does not know this way of meeting.</summary>
    public static Refusal ModeNotInPack(string path) =>
        Refusal.Of("MODE_NOT_IN_PACK", $"The programme's process pack does not allow this way of meeting.", path);

    /// <summary>A programme always has at least one manager.</summary>
    public static Refusal NeedsManager() => Refusal.Of("PROGRAMME_NEEDS_MANAGER", $"A programme needs at least one manager.", "managers");

    /// <summary>A manager is appointed by somebody else, since a manager may see into circles.</summary>
    public static Refusal NotOneself() => Refusal.Of("MANAGER_NOT_ONESELF", $"You cannot make yourself a manager.", "managers");

    /// <summary>The end lies before the start.</summary>
    public static Refusal EndsBeforeStart() => Refusal.Of("ENDS_BEFORE_START", $"The end lies before the start.", "endsOn");

    /// <summary>Stages are entered in the pack's order, one by one.</summary>
    public static Refusal NotNextStage() => Refusal.Of("STAGE_NOT_NEXT", $"This is not the next stage.", "to");

    /// <summary>A condition of the next stage's gate is not met. Retryable: it can be met later.</summary>
    public static Refusal GateClosed(GateRule rule) =>
        Refusal.Of("STAGE_GATE_CLOSED", $"Not done yet: {rule.Title}", "to", retryable: true) with { About = rule.Title };

    /// <summary>No gate of the pack asks for this declaration.</summary>
    public static Refusal NothingToDeclare() =>
        Refusal.Of("NOTHING_TO_DECLARE", $"The programme's process pack does not ask for this declaration.", "what");

    /// <summary>The programme's stage does not allow this. Retryable: a later stage may.</summary>
    public static Refusal StageClosed(string path) =>
        Refusal.Of("STAGE_CLOSED", $"The programme's present stage does not allow this.", path, retryable: true);

    /// <summary>Circles are closed before their programme is. Retryable once they are.</summary>
    public static Refusal CirclesOpen() =>
        Refusal.Of("PROGRAMME_HAS_OPEN_CIRCLES", $"Circles of this programme are still open.", "programme", retryable: true);
}
