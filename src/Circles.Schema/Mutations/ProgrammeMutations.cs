using Circles.Grains.Applications;
using Circles.Grains.Circles;
using Circles.Grains.Kernel;
using Circles.Grains.Organisations;
using Circles.Grains.People;
using Circles.Grains.Programmes;
using Circles.GraphQL.Types;
using Circles.Schema.Types;
using NodaTime;
using static Circles.GraphQL.Types.Scalars;

namespace Circles.Schema.Mutations;

/// <summary>Programmes and the applications to them.</summary>
internal static class ProgrammeMutations
{
    private static readonly InputType PackInput = new("PackInput", "A version of a process pack.", () =>
    [
        new("name", Scalars.Text.NonNull, "The pack's name, for example `lse`."),
        new("version", Scalars.Text, "Null for the newest one."),
    ]);

    public static IEnumerable<Field<RequestContext>> All =>
    [
        Mutation.Of(
            "startProgramme",
            "Starts a programme from a process pack and pins it to that version.",
            ("programme", ProgrammeType.Type),
            () =>
            [
                new("name", Scalars.Text.NonNull, "The programme's name."),
                new("pack", PackInput.NonNull, "Its rules."),
                new("region", Scalars.Text, "The code of the region it runs in; null for the whole network."),
                new("organisation", Id, "Who runs it."),
                new("mode", Enums.MeetingMode.NonNull, "How its people meet."),
                new("startsOn", CustomScalars.LocalDate.NonNull, "Its first day."),
                new("endsOn", CustomScalars.LocalDate, "Its last day."),
                new("managers", Id.NonNull.List.NonNull, "Who answers for it; at least one, and not oneself."),
            ],
            (input, query) => new ProgrammeCommand.Start(
                input.Text("name"),
                query.Asked.Packs.Find(input.Input("pack")!.Text("name"), input.Input("pack")!.TextOrNull("version"))
                    ?? throw new InputRefusedException(ProgrammeErrors.NoSuchPack()),
                input.TextOrNull("region"),
                input.TextOrNull("organisation") is { } organisation ? Reading.ParseId<Organisation>(organisation) : null,
                input.Get<MeetingMode>("mode"),
                input.Get<LocalDate>("startsOn"),
                input.Get<LocalDate?>("endsOn"),
                input.Ids<Person>("managers"))),
        Mutation.Of(
            "updateProgramme",
            "Changes what is given and leaves the rest.",
            ("programme", ProgrammeType.Type),
            () =>
            [
                new("programme", Id.NonNull, "Which."),
                new("name", Scalars.Text, "A new name."),
                new("region", Scalars.Text, "The code of another region; null for the whole network."),
                new("mode", Enums.MeetingMode, "Another way of meeting."),
                new("startsOn", CustomScalars.LocalDate, "Another first day."),
                new("endsOn", CustomScalars.LocalDate, "Another last day; null for none."),
            ],
            (input, _) => new ProgrammeCommand.Update(
                input.Id<Programme>("programme"),
                input.Patch<string>("name"),
                input.Clearable<string>("region"),
                input.PatchValue<MeetingMode>("mode"),
                input.PatchValue<LocalDate>("startsOn"),
                input.Clearable<LocalDate?>("endsOn"))),
        Mutation.Of(
            "addProgrammeManager",
            "Appoints a manager: somebody else.",
            ("programme", ProgrammeType.Type),
            () => ProgrammeAndPerson,
            (input, _) => new ProgrammeCommand.AddManager(input.Id<Programme>("programme"), input.Id<Person>("person"))),
        Mutation.Of(
            "removeProgrammeManager",
            "Ends a manager's part; the last one stays.",
            ("programme", ProgrammeType.Type),
            () => ProgrammeAndPerson,
            (input, _) => new ProgrammeCommand.RemoveManager(input.Id<Programme>("programme"), input.Id<Person>("person"))),
        Mutation.Of(
            "declareProgramme",
            "Says that something the pack's gates ask for is done or waived, for example that mentors are trained.",
            ("programme", ProgrammeType.Type),
            () =>
            [
                new("programme", Id.NonNull, "Which."),
                new("what", Scalars.Text.NonNull, "The gate condition's `declaration`."),
            ],
            (input, _) => new ProgrammeCommand.Declare(input.Id<Programme>("programme"), input.Text("what"))),
        Mutation.Of(
            "advanceProgramme",
            "Goes to the next stage, through its gate.",
            ("programme", ProgrammeType.Type),
            () =>
            [
                new("programme", Id.NonNull, "Which."),
                new("to", Scalars.Text.NonNull, "The id of the stage expected, so that two who advance at once do not skip one."),
            ],
            (input, _) => new ProgrammeCommand.Advance(input.Id<Programme>("programme"), input.Text("to"))),
        Mutation.Of(
            "closeProgramme",
            "Closes a programme whose circles are closed.",
            ("programme", ProgrammeType.Type),
            () => [new("programme", Id.NonNull, "Which.")],
            (input, _) => new ProgrammeCommand.Close(input.Id<Programme>("programme"))),
        Mutation.Of(
            "applyToProgramme",
            "Applies in a role: for oneself, or as a manager for somebody.",
            ("application", ApplicationType.Type),
            () =>
            [
                new("programme", Id.NonNull, "Where to."),
                new("person", Id.NonNull, "Who applies."),
                new("role", Enums.CircleRole.NonNull, "As what."),
                new("kind", Scalars.Text, "One of the pack's words for the role, where it has some."),
                new("motivation", Scalars.Text, "In the person's own words."),
            ],
            (input, _) => new ApplicationCommand.Apply(
                input.Id<Programme>("programme"),
                input.Id<Person>("person"),
                input.Get<CircleRole>("role"),
                input.TextOrNull("kind"),
                input.TextOrNull("motivation"))),
        Mutation.Of(
            "withdrawApplication",
            "Takes one's own application back.",
            ("application", ApplicationType.Type),
            () =>
            [
                new("application", Id.NonNull, "Which."),
                new("because", Scalars.Text, "Why, for the managers."),
            ],
            (input, _) => new ApplicationCommand.Withdraw(input.Id<Application>("application"), input.TextOrNull("because"))),
        Mutation.Of(
            "decideApplication",
            "Accepts or declines, with a reason. By a manager of the programme.",
            ("application", ApplicationType.Type),
            () =>
            [
                new("application", Id.NonNull, "Which."),
                new("accept", Scalars.Boolean.NonNull, "False declines."),
                new("because", Scalars.Text.NonNull, "Why, for the person."),
            ],
            (input, _) => new ApplicationCommand.Decide(input.Id<Application>("application"), input.Get<bool>("accept"), input.Text("because"))),
    ];

    private static IReadOnlyList<InputField> ProgrammeAndPerson =>
    [
        new("programme", Id.NonNull, "Which."),
        new("person", Id.NonNull, "Who."),
    ];
}
