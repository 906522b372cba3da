using System.Text;
using System.Text.Unicode;
using Circles.Grains.Circles;
using Circles.Grains.Kernel;
using Circles.Grains.Programmes;

namespace Circles.Grains.Packs;

/// <summary>Reads a process pack from its file (docs/process-packs.md) and checks it.</summary>
/// <remarks>
/// All faults are told at once, in two rounds: first what stands in the file by itself, and when that is in order, what
/// refers to something else in it. So a misspelt role is one fault, not one more at each place that names the role.
/// </remarks>
public static class PackReader
{
    /// <param name="fileName">As it is told in faults.</param>
    /// <param name="utf8">The file's bytes; a byte order mark is allowed.</param>
    public static PackReading Read(string fileName, ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > Limits.Pack.FileBytesMax)
        {
            return new PackReading(
                null, [new PackFault(fileName, 1, 1, PackRule.FileTooLarge, $"A pack has at most {Limits.Pack.FileBytesMax / 1024} KiB.")]);
        }

        var source = new PackSource(fileName, utf8.ToArray());
        var pack = Read(source);
        return source.HasFaults ? new PackReading(null, source.Faults()) : new PackReading(pack, []);
    }

    private static ProcessPack? Read(PackSource source)
    {
        if (!Utf8.IsValid(source.Utf8))
        {
            source.Fault(FirstBroken(source), PackRule.NotUtf8, "A pack is written in UTF-8; this byte is not.");
            return null;
        }

        if (PackJson.Parse(source) is not { } root) return null;
        var pack = Pack(source, root);
        if (source.HasFaults) return null;
        foreach (var (path, rule, message) in PackRules.Check(pack)) source.Fault(root.Find(path), rule, message);
        return pack;
    }

    private static ProcessPack Pack(PackSource source, PackNode node)
    {
        var pack = new PackObject(
            source, node, "a process pack",
            "$schema?", "name", "version", "title", "origin", "managerMayMentor", "managerInRing", "noticeDays", "retentionMonths?", "modes",
            "inPersonAt", "visibilities", "circleNamedBy", "roles", "forms", "stages", "agendas?", "matchFields?");
        return new ProcessPack(
            new PackKey(pack.Name("name"), pack.Version("version")),
            pack.Texts("title", Limits.NameMax),
            pack.Texts("origin", Limits.LineMax),
            pack.Flag("managerMayMentor"),
            pack.Flag("managerInRing"),
            pack.Number("noticeDays", 0, Limits.Pack.NoticeDaysMax),
            pack.Words<MeetingMode>("modes", min: 1),
            pack.Words<SessionPosition>("inPersonAt", min: 0),
            pack.Words<CircleAudience>("visibilities", min: 1),
            pack.Word<NamedBy>("circleNamedBy") ?? default,
            pack.List("roles", 1, Enum.GetValues<CircleRole>().Length, item => Role(source, item)),
            pack.List("forms", 1, Enum.GetValues<CircleForm>().Length, item => Form(source, item)),
            pack.List("stages", 1, Limits.Pack.StagesMax, item => Stage(source, item)),
            pack.List("agendas", 0, Limits.Pack.AgendasMax, item => Agenda(source, item)),
            pack.List("matchFields", 0, Enum.GetValues<MatchBy>().Length, item => MatchField(source, item)))
        {
            RetentionMonths = pack.Inner("retentionMonths") is null
                ? Limits.Pack.RetentionMonths
                : pack.Number("retentionMonths", 1, Limits.Pack.RetentionMonthsMax),
        };
    }

    private static PackRole? Role(PackSource source, PackNode node)
    {
        var role = new PackObject(source, node, "a role", "role", "title", "apply?", "kinds?");
        var word = role.Word<CircleRole>("role");
        var title = role.Texts("title", Limits.NameMax);
        var apply = role.Word("apply", Activity.ApplyAsMentee, Activity.ApplyAsMentor, Activity.ApplyAsPeer);
        var kinds = role.List("kinds", 0, Limits.Pack.KindsMax, item =>
        {
            var kind = new PackObject(source, item, "a kind", "id", "title");
            return new PackTerm(kind.Name("id"), kind.Texts("title", Limits.NameMax));
        });
        return word is { } known ? new PackRole(known, title, apply, kinds) : null;
    }

    private static PackForm? Form(PackSource source, PackNode node)
    {
        var form = new PackObject(source, node, "a form", "form", "title", "seats", "diary?");
        var word = form.Word<CircleForm>("form");
        var title = form.Texts("title", Limits.NameMax);
        var seats = form.List("seats", 1, Enum.GetValues<CircleRole>().Length, item =>
        {
            var seat = new PackObject(source, item, "a seat rule", "role", "min", "max");
            var role = seat.Word<CircleRole>("role");
            var min = seat.Number("min", 0, Limits.CircleMembersMax);
            var max = seat.Number("max", 1, Limits.CircleMembersMax);
            return role is { } known ? new SeatRule(known, min, max) : null;
        });
        var diary = form.Inner("diary") is { } inner ? Diary(source, inner) : null;
        return word is { } shape ? new PackForm(shape, title, seats, diary) : null;
    }

    private static DiaryRule? Diary(PackSource source, PackNode node)
    {
        var diary = new PackObject(source, node, "a diary rule", "keeper", "rotates", "remarks?");
        var keeper = diary.Word<CircleRole>("keeper");
        var rotates = diary.Flag("rotates");
        var remarks = diary.Word<CircleRole>("remarks");
        return keeper is { } known ? new DiaryRule(known, rotates, remarks) : null;
    }

    private static PackStage Stage(PackSource source, PackNode node)
    {
        var stage = new PackObject(source, node, "a stage", "id", "title", "opens?", "closes?", "gate?");
        return new PackStage(
            stage.Name("id"),
            stage.Texts("title", Limits.NameMax),
            stage.Words<Activity>("opens", min: 0),
            stage.Words<Activity>("closes", min: 0),
            stage.List("gate", 0, Limits.Pack.GateRulesMax, item => Gate(source, item)));
    }

    /// <summary>A gate's further keys depend on its kind, so that a key which would mean nothing is refused.</summary>
    private static GateRule? Gate(PackSource source, PackNode node)
    {
        var kind = PackWords.KindOf(node);
        var gate = kind switch
        {
            GateKind.AcceptedApplications =>
                new PackObject(source, node, "a gate of accepted applications", "kind", "title", "role", "atLeast"),
            GateKind.CirclesFormed => new PackObject(source, node, "a gate of circles formed", "kind", "title", "atLeast"),
            GateKind.SessionsHeld => new PackObject(source, node, "a gate of sessions held", "kind", "title", "atLeast"),
            GateKind.Declared => new PackObject(source, node, "a gate of something declared", "kind", "title", "what"),
            _ => new PackObject(source, node, "a gate", "kind", "title", "role?", "atLeast?", "what?"),
        };
        gate.Word<GateKind>("kind");
        var title = gate.Texts("title", Limits.LineMax);
        var role = gate.Word<CircleRole>("role");
        var atLeast = gate.Number("atLeast", 1, Limits.Pack.AtLeastMax);
        var what = gate.Inner("what") is null ? null : gate.Name("what");
        return kind is { } known ? new GateRule(known, title, role, known == GateKind.Declared ? 0 : atLeast, what) : null;
    }

    private static PackAgenda? Agenda(PackSource source, PackNode node)
    {
        var agenda = new PackObject(source, node, "an agenda", "at", "form?", "inPersonAdvised", "items");
        var at = agenda.Word<SessionPosition>("at");
        var form = agenda.Word<CircleForm>("form");
        var advised = agenda.Flag("inPersonAdvised");
        var items = agenda.List("items", 1, Limits.Pack.AgendaItemsMax, item => PackObject.TextsOf(source, item, Limits.LineMax));
        return at is { } known ? new PackAgenda(known, form, advised, items) : null;
    }

    private static MatchField? MatchField(PackSource source, PackNode node)
    {
        var field = new PackObject(source, node, "a match field", "by", "weight");
        var by = field.Word<MatchBy>("by");
        var weight = field.Number("weight", 1, Limits.Pack.WeightMax);
        return by is { } known ? new MatchField(known, weight) : null;
    }

    private static int FirstBroken(PackSource source)
    {
        var at = 0;
        while (Rune.DecodeFromUtf8(source.Utf8[at..], out _, out var read) == System.Buffers.OperationStatus.Done) at += read;
        return at + source.Preamble;
    }
}
