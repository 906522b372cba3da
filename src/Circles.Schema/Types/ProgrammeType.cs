using Circles.Grains.Access;
using Circles.Grains.Applications;
using Circles.Grains.Circles;
using Circles.Grains.Kernel;
using Circles.Grains.Packs;
using Circles.Grains.People;
using Circles.Grains.Programmes;
using Circles.GraphQL.Execution;
using Circles.GraphQL.Types;
using Circles.Schema.Federation;
using static Circles.GraphQL.Types.Scalars;

namespace Circles.Schema.Types;

public static class ProgrammeType
{
    public static readonly ObjectType<Programme> Type = new(
        "Programme", "A mentoring programme: started from a process pack and pinned to that version of it.", () =>
    [
        new("id", Id.NonNull, "Opaque; survives a rename.", (programme, _) => programme.Id.ToString()),
        new("name", Scalars.Text.NonNull, "The programme's name.", (programme, _) => programme.Name),
        new("pack", ProcessPackType.Type.NonNull, "Its rules.", (programme, query) => (object)query.Snapshot.PackOf(programme)),
        new("region", RegionType.Type, "Where it runs; null for the whole network.",
            (programme, query) => Regions.Find(query.Snapshot, programme.Region)),
        new("organisation", OrganisationType.Type, "Who runs it.",
            (programme, query) => programme.Organisation is { } id ? query.Snapshot.Organisations.GetValueOrDefault(id) : null),
        new("mode", Enums.MeetingMode.NonNull, "How its people meet, unless their circle says otherwise.",
            (programme, _) => (object)programme.Mode),
        new("startsOn", CustomScalars.LocalDate.NonNull, "Its first day.", (programme, _) => (object)programme.StartsOn),
        new("endsOn", CustomScalars.LocalDate, "Its last day, if one is set.", (programme, _) => (object?)programme.EndsOn),
        new("isOpen", Scalars.Boolean.NonNull, "Whether anything in it may still change.", (programme, _) => programme.IsOpen),
        new("closedAt", CustomScalars.DateTime, "When it was closed.", (programme, _) => (object?)programme.ClosedAt),
        new("stage", StageType.Type.NonNull, "The stage it is in.", (programme, query) =>
            (object)new StageOf(programme, query.Snapshot.PackOf(programme).Stage(programme.Stage)!)),
        new("stages", StageType.Type.NonNull.List.NonNull, "All its stages, in order.", (programme, query) =>
            query.Snapshot.PackOf(programme).Stages.Select(stage => new StageOf(programme, stage))),
        new("nextStage", StageType.Type, "The stage after this one; null in the last.", (programme, query) =>
            ProgrammeGates.Next(query.Snapshot.PackOf(programme), programme.Stage) is { } next ? new StageOf(programme, next) : null),
        new("managers", PersonType.Type.NonNull.List.NonNull, "Who answers for it.",
            (programme, query) => People.Visible(query, programme.Managers)),
        new("applications", ApplicationType.Connection.NonNull, "Applications that the viewer may see, the newest first.",
            (programme, query) => Connections.Page(
                query,
                query.Snapshot.ApplicationsByProgramme.GetValueOrDefault(programme.Id, [])
                    .Select(id => query.Snapshot.Applications[id])
                    .Where(application => Selected(query, application)),
                application => application.Id,
                Ordering<Application>.ByAge(newestFirst: true)))
        {
            Arguments = Connections.Arguments(
                new("status", Enums.ApplicationStatus, "Only those that stand so."),
                new("role", Enums.CircleRole, "Only those in this role.")),
        },
        new("circles", CircleType.Connection.NonNull, "Circles that the viewer may see.", (programme, query) => Connections.Page(
            query,
            query.Snapshot.CirclesByProgramme.GetValueOrDefault(programme.Id, [])
                .Select(id => query.Snapshot.Circles[id])
                .Where(circle => CircleVisibility.CanSee(query.Snapshot, query.Viewer, circle)),
            circle => circle.Id,
            Ordering<Circle>.ByAge()))
        {
            Arguments = Connections.Arguments(),
        },
        new("suggestions", MatchType.Type.NonNull.List.NonNull,
            "Who fits a person best, by the fields that the pack matches by; only for the programme's managers, else empty.",
            (programme, query) => Suggestions(query, programme))
        {
            Arguments =
            [
                new("for", Id.NonNull, "The person to find somebody for."),
                new("first", Int.NonNull, "How many.", Default: 10, Min: 1, Max: Limits.PageMax) { IsSize = true },
            ],
        },
        new("numbers", NumbersType.Type, "Counts for those who run the programme or its region; null for others.",
            (programme, query) => Authority.Runs(query.Snapshot, query.Viewer, programme)
                ? Numbers.OfProgramme(query.Snapshot, programme)
                : null),
        new("startedAt", CustomScalars.DateTime.NonNull, "When it was started here.", (programme, _) => (object)programme.StartedAt),
    ])
    {
        Interfaces = [NodeType.Type],
        AppliedDirectives = [Subgraph.KeyById],
    };

    public static readonly ObjectType<Connection<Programme>> Connection = Connections.Of<Programme>("Programme", Type, "programmes");

    private static IEnumerable<Match> Suggestions(FieldContext query, Programme programme)
    {
        var (state, viewer) = (query.Snapshot, query.Viewer);
        if (!Authority.Manages(state, viewer, programme) || !Id<Person>.TryParse(query.Text("for"), out var id)) return [];
        if (!state.People.TryGetValue(id, out var person) || !PersonVisibility.CanSee(state, viewer, person)) return [];
        var visible = state.People.Values.Where(other => PersonVisibility.CanSee(state, viewer, other));
        return Matching.For(state, programme, person, visible).Take(query.Int("first"));
    }

    private static bool Selected(FieldContext query, Application application) =>
        ApplicationVisibility.CanSee(query.Snapshot, query.Viewer, application)
        && (query.Get<ApplicationStatus?>("status") is not { } status || application.Status == status)
        && (query.Get<CircleRole?>("role") is not { } role || application.Role == role);
}

/// <summary>A stage as it stands in one programme.</summary>
public sealed record StageOf(Programme Programme, PackStage Stage);

public static class StageType
{
    public static readonly ObjectType<StageOf> Type = new("Stage", "A step of a programme.", () =>
    [
        new("id", Scalars.Text.NonNull, "The pack's word for it.", (of, _) => of.Stage.Id),
        new("title", Scalars.Text.NonNull, "Its title in the viewer's language.", (of, query) => of.Stage.Title.In(query.Language)),
        new("isCurrent", Scalars.Boolean.NonNull, "Whether the programme is in it now.", (of, _) => of.Stage.Id == of.Programme.Stage),
        new("opens", Enums.Activity.NonNull.List.NonNull, "What can be done from here on.", (of, _) => of.Stage.Opens),
        new("closes", Enums.Activity.NonNull.List.NonNull, "What can no longer be done.", (of, _) => of.Stage.Closes),
        new("gate", GateConditionType.Type.NonNull.List.NonNull, "What must be true before it is entered.",
            (of, _) => of.Stage.Gate.Select(rule => new GateOf(of, rule))),
    ]);
}

/// <summary>A gate's condition as it stands in one programme.</summary>
public sealed record GateOf(StageOf Stage, GateRule Rule);

public static class GateConditionType
{
    public static readonly ObjectType<GateOf> Type = new("GateCondition", "One thing that a stage's gate asks for.", () =>
    [
        new("title", Scalars.Text.NonNull, "What is asked for, in the viewer's language.", (gate, query) => gate.Rule.Title.In(query.Language)),
        new("declaration", Scalars.Text, "What `declareProgramme` says to meet it; null when it is met by what happens.", (gate, _) => gate.Rule.What),
        new("isMet", Scalars.Boolean, "Whether it is met; null for those who do not run the programme.", (gate, query) =>
            Authority.Runs(query.Snapshot, query.Viewer, gate.Stage.Programme)
                ? !ProgrammeGates.Unmet(query.Snapshot, gate.Stage.Programme, gate.Stage.Stage).Contains(gate.Rule)
                : (object?)null),
    ]);
}

public static class MatchType
{
    public static readonly ObjectType<Match> Type = new("Match", "How well somebody fits somebody else. Managers decide; this only helps them look.", () =>
    [
        new("person", PersonType.Type.NonNull, "Who.", (match, _) => match.Person),
        new("score", Int.NonNull, "0 to 100: the share of the pack's weights that is met.", (match, _) => match.Score),
        new("on", Enums.MatchBy.NonNull.List.NonNull, "What speaks for it, the heaviest first.", (match, _) => match.On),
    ]);
}

public static class ProcessPackType
{
    public static readonly ObjectType<ProcessPack> Type = new("ProcessPack", "A programme's rules, as versioned data.", () =>
    [
        new("name", Scalars.Text.NonNull, "The pack's name, for example `lse`.", (pack, _) => pack.Key.Name),
        new("version", Scalars.Text.NonNull, "A version names one text for good.", (pack, _) => pack.Key.Version),
        new("title", Scalars.Text.NonNull, "Its title in the viewer's language.", (pack, query) => pack.Title.In(query.Language)),
        new("origin", Scalars.Text.NonNull, "Where its rules come from.", (pack, query) => pack.Origin.In(query.Language)),
        new("managerMayMentor", Scalars.Boolean.NonNull, "Whether a manager may also be a mentor.", (pack, _) => pack.ManagerMayMentor),
        new("managerInRing", Scalars.Boolean.NonNull, "Whether a manager reads diaries.", (pack, _) => pack.ManagerInRing),
        new("noticeDays", Int.NonNull, "How many days before a session a change is told, at the least.", (pack, _) => pack.NoticeDays),
        new("retentionMonths", Int.NonNull, "How many months after closing what people wrote is kept; then it is erased.",
            (pack, _) => pack.RetentionMonths),
        new("modes", Enums.MeetingMode.NonNull.List.NonNull, "How its people may meet.", (pack, _) => pack.Modes),
        new("visibilities", Enums.CircleVisibility.NonNull.List.NonNull, "What circles may be; the first is the default.", (pack, _) => pack.Visibilities),
        new("forms", CircleFormRuleType.Type.NonNull.List.NonNull, "The forms of its circles.", (pack, _) => pack.Forms),
        new("matchFields", Enums.MatchBy.NonNull.List.NonNull, "What people are matched by, the heaviest first.",
            (pack, _) => pack.MatchFields.OrderByDescending(field => field.Weight).Select(field => field.By)),
        new("roles", RoleRuleType.Type.NonNull.List.NonNull, "The roles that people have.", (pack, _) => pack.Roles),
    ]);
}

public static class CircleFormRuleType
{
    public static readonly ObjectType<PackForm> Type = new("CircleFormRule", "A form that circles may have.", () =>
    [
        new("form", Enums.CircleForm.NonNull, "The form.", (rule, _) => (object)rule.Form),
        new("title", Scalars.Text.NonNull, "Its name in the viewer's language.", (rule, query) => rule.Title.In(query.Language)),
        new("seats", SeatRuleType.Type.NonNull.List.NonNull, "How many of each role.", (rule, _) => rule.Seats),
        new("diaryKeeper", Enums.CircleRole, "The role that keeps the diary; null when there is none.", (rule, _) => (object?)rule.Diary?.Keeper),
        new("diaryRotates", Scalars.Boolean.NonNull, "Whether those in that role take turns.", (rule, _) => rule.Diary?.Rotates ?? false),
    ]);
}

public static class SeatRuleType
{
    public static readonly ObjectType<SeatRule> Type = new("SeatRule", "How many of a role a circle has.", () =>
    [
        new("role", Enums.CircleRole.NonNull, "The role.", (rule, _) => (object)rule.Role),
        new("min", Int.NonNull, "At the least when the circle meets.", (rule, _) => rule.Min),
        new("max", Int.NonNull, "At the most.", (rule, _) => rule.Max),
    ]);
}

public static class RoleRuleType
{
    public static readonly ObjectType<PackRole> Type = new("RoleRule", "A role that people have in a programme.", () =>
    [
        new("role", Enums.CircleRole.NonNull, "The role.", (rule, _) => (object)rule.Role),
        new("title", Scalars.Text.NonNull, "Its name in the viewer's language.", (rule, query) => rule.Title.In(query.Language)),
        new("apply", Enums.Activity, "The activity that applying in it is; null when nobody applies.", (rule, _) => (object?)rule.Apply),
        new("kinds", RoleKindType.Type.NonNull.List.NonNull, "What one says of oneself when applying.", (rule, _) => rule.Kinds),
    ]);
}

public static class RoleKindType
{
    public static readonly ObjectType<PackTerm> Type = new("RoleKind", "A word of the pack, such as employer or entrepreneur.", () =>
    [
        new("id", Scalars.Text.NonNull, "What `applyToProgramme` is given.", (term, _) => term.Id),
        new("title", Scalars.Text.NonNull, "The word in the viewer's language.", (term, query) => term.Title.In(query.Language)),
    ]);
}
