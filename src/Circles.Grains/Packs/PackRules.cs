using Circles.Grains.Circles;
using Circles.Grains.Kernel;
using Circles.Grains.Programmes;

namespace Circles.Grains.Packs;

/// <summary>The rules by which the parts of a pack fit together. They hold for a pack from any source, a file or not.</summary>
internal static class PackRules
{
    /// <returns>Path in the pack (<c>stages.2.gate.0</c>), rule and message of everything that does not fit.</returns>
    public static IEnumerable<(string Path, string Rule, string Message)> Check(ProcessPack pack) =>
    [
        .. Repeated(pack), .. Roles(pack), .. Forms(pack), .. InPerson(pack), .. Gates(pack), .. Activities(pack), .. Agendas(pack),
    ];

    private static IEnumerable<(string Path, string Rule, string Message)> Repeated(ProcessPack pack) =>
    [
        .. Twice("roles", pack.Roles, role => PackWords.Of(role.Role)),
        .. Twice("forms", pack.Forms, form => PackWords.Of(form.Form)),
        .. Twice("stages", pack.Stages, stage => stage.Id),
        .. Twice("matchFields", pack.MatchFields, field => PackWords.Of(field.By)),
        .. Twice("agendas", pack.Agendas, AgendaKey),
        .. pack.Roles.SelectMany((role, i) => Twice($"roles.{i}.kinds", role.Kinds, kind => kind.Id)),
        .. pack.Forms.SelectMany((form, i) => Twice($"forms.{i}.seats", form.Seats, seat => PackWords.Of(seat.Role))),
    ];

    private static string AgendaKey(PackAgenda agenda) =>
        $"{PackWords.Of(agenda.At)} of {(agenda.Form is { } form ? PackWords.Of(form) : "every form")}";

    private static IEnumerable<(string Path, string Rule, string Message)> Twice<T>(string path, ValueList<T> items, Func<T, string> key)
    {
        var seen = new HashSet<string>();
        for (var i = 0; i < items.Count; i++)
            if (!seen.Add(key(items[i])))
                yield return ($"{path}.{i}", PackRule.DuplicateItem, $"\"{key(items[i])}\" stands here for the second time.");
    }

    private static IEnumerable<(string Path, string Rule, string Message)> Roles(ProcessPack pack)
    {
        for (var i = 0; i < pack.Roles.Count; i++)
        {
            var (role, apply) = (pack.Roles[i].Role, pack.Roles[i].Apply);
            if (apply is not { } activity) continue;
            if (ApplyAs(role) != activity)
            {
                yield return ($"roles.{i}.apply", PackRule.ApplyOfAnotherRole,
                    $"The role \"{PackWords.Of(role)}\" cannot be applied for by \"{PackWords.Of(activity)}\".");
            }
            else if (!pack.Stages.Any(stage => stage.Opens.Contains(activity)))
            {
                yield return (
                    $"roles.{i}.apply", PackRule.ApplyNeverOpens,
                    $"No stage opens \"{PackWords.Of(activity)}\", so nobody could apply.");
            }
        }
    }

    private static IEnumerable<(string Path, string Rule, string Message)> Forms(ProcessPack pack)
    {
        for (var i = 0; i < pack.Forms.Count; i++)
        {
            var form = pack.Forms[i];
            for (var j = 0; j < form.Seats.Count; j++)
            {
                var seat = form.Seats[j];
                if (pack.Role(seat.Role) is null)
                    yield return (
                        $"forms.{i}.seats.{j}.role", PackRule.UnknownRole,
                        $"The pack has no role \"{PackWords.Of(seat.Role)}\".");
                if (seat.Min > seat.Max)
                    yield return (
                        $"forms.{i}.seats.{j}.min", PackRule.MinAboveMax,
                        $"The least, {seat.Min}, is more than the most, {seat.Max}.");
            }

            if (form.Seats.Sum(seat => seat.Min) < 2)
                yield return (
                    $"forms.{i}.seats", PackRule.TooFewSeats,
                    "A circle has at least two members; the least of all seats together is fewer.");
            if (form.Seats.Sum(seat => seat.Max) > Limits.CircleMembersMax)
                yield return (
                    $"forms.{i}.seats", PackRule.TooManySeats,
                    $"A circle has at most {Limits.CircleMembersMax} members; the most of all seats together is more.");
            if (form.Diary is not { } diary) continue;
            if (form.SeatsOf(diary.Keeper) is null)
                yield return (
                    $"forms.{i}.diary.keeper", PackRule.DiaryWithoutSeat,
                    $"\"{PackWords.Of(diary.Keeper)}\" has no seat in this form.");
            if (diary.Remarks is { } remarks && form.SeatsOf(remarks) is null)
                yield return (
                    $"forms.{i}.diary.remarks", PackRule.DiaryWithoutSeat,
                    $"\"{PackWords.Of(remarks)}\" has no seat in this form.");
        }
    }

    private static IEnumerable<(string Path, string Rule, string Message)> InPerson(ProcessPack pack)
    {
        if (!pack.InPersonAt.IsEmpty && !pack.Modes.Contains(MeetingMode.Blended))
            yield return (
                "inPersonAt", PackRule.InPersonWithoutBlended,
                "Only blended circles have sessions that are due in person, and \"blended\" is no mode of the pack.");
    }

    private static IEnumerable<(string Path, string Rule, string Message)> Gates(ProcessPack pack)
    {
        if (!pack.Stages[0].Gate.IsEmpty)
            yield return (
                "stages.0.gate", PackRule.GateOnFirstStage,
                "A programme starts in its first stage, so no gate stands before that.");
        for (var i = 0; i < pack.Stages.Count; i++)
        {
            for (var j = 0; j < pack.Stages[i].Gate.Count; j++)
            {
                if (pack.Stages[i].Gate[j].Role is not { } role) continue;
                if (pack.Role(role) is not { } known)
                    yield return ($"stages.{i}.gate.{j}.role", PackRule.UnknownRole, $"The pack has no role \"{PackWords.Of(role)}\".");
                else if (known.Apply is null)
                    yield return (
                        $"stages.{i}.gate.{j}.role", PackRule.GateWithoutApplicants,
                        $"Nobody applies as \"{PackWords.Of(role)}\", so the gate could not be passed.");
            }
        }
    }

    private static IEnumerable<(string Path, string Rule, string Message)> Activities(ProcessPack pack)
    {
        var open = new HashSet<Activity>();
        for (var i = 0; i < pack.Stages.Count; i++)
        {
            var stage = pack.Stages[i];
            for (var j = 0; j < stage.Closes.Count; j++)
            {
                if (!open.Remove(stage.Closes[j]))
                    yield return (
                        $"stages.{i}.closes.{j}", PackRule.ClosedWhileNotOpen,
                        $"\"{PackWords.Of(stage.Closes[j])}\" is not open when this stage begins.");
            }

            for (var j = 0; j < stage.Opens.Count; j++)
            {
                var activity = stage.Opens[j];
                if (!open.Add(activity))
                    yield return (
                        $"stages.{i}.opens.{j}", PackRule.OpenedWhileOpen,
                        $"\"{PackWords.Of(activity)}\" is open already when this stage begins.");
                if (IsApply(activity) && !pack.Roles.Any(role => role.Apply == activity))
                    yield return (
                        $"stages.{i}.opens.{j}", PackRule.ApplyWithoutRole,
                        $"No role of the pack is applied for by \"{PackWords.Of(activity)}\".");
            }
        }
    }

    private static IEnumerable<(string Path, string Rule, string Message)> Agendas(ProcessPack pack)
    {
        for (var i = 0; i < pack.Agendas.Count; i++)
        {
            if (pack.Agendas[i].Form is { } form && pack.Form(form) is null)
                yield return ($"agendas.{i}.form", PackRule.UnknownForm, $"The pack has no form \"{PackWords.Of(form)}\".");
        }
    }

    private static Activity? ApplyAs(CircleRole role) => role switch
    {
        CircleRole.Mentee => Activity.ApplyAsMentee,
        CircleRole.Mentor => Activity.ApplyAsMentor,
        CircleRole.Peer => Activity.ApplyAsPeer,
        _ => null,
    };

    private static bool IsApply(Activity activity) => activity is Activity.ApplyAsMentee or Activity.ApplyAsMentor or Activity.ApplyAsPeer;
}
