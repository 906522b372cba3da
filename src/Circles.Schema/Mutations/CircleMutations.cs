using Circles.Grains.Circles;
using Circles.Grains.Diaries;
using Circles.Grains.Kernel;
using Circles.Grains.People;
using Circles.Grains.Programmes;
using Circles.Grains.Sessions;
using Circles.GraphQL.Types;
using Circles.Schema.Types;
using NodaTime;
using static Circles.GraphQL.Types.Scalars;

namespace Circles.Schema.Mutations;

/// <summary>Circles, their sessions and their diaries.</summary>
internal static class CircleMutations
{
    private static readonly InputType SeatInput = new("SeatInput", "Who takes which part.", () =>
    [
        new("person", Id.NonNull, "Who."),
        new("role", Enums.CircleRole.NonNull, "As what."),
    ]);

    private static readonly InputType AttendedInput = new("AttendedInput", "Whether somebody came.", () =>
    [
        new("person", Id.NonNull, "Who."),
        new("attendance", Enums.Attendance.NonNull, "Whether they came."),
    ]);

    public static IEnumerable<Field<RequestContext>> All => [.. Circles, .. Sessions, .. Diaries];

    private static IEnumerable<Field<RequestContext>> Circles =>
    [
        Mutation.Of(
            "formCircle",
            "Forms a circle. By a manager of the programme.",
            ("circle", CircleType.Type),
            () =>
            [
                new("programme", Id.NonNull, "Whose rules it follows."),
                new("form", Enums.CircleForm.NonNull, "Its shape."),
                new("visibility", Enums.CircleVisibility, "Who finds it; the pack's default when left out."),
                new("mode", Enums.MeetingMode, "How it meets; the programme's when left out."),
                new("name", Scalars.Text, "Its members may choose another."),
                new("description", Scalars.Text, "What it is for."),
                new("reference", Scalars.Text, "The programme's own key."),
                new("members", SeatInput.NonNull.List.NonNull, "Who is in it from the start.", Default: Array.Empty<object>()),
            ],
            (input, _) => new CircleCommand.Form(
                input.Id<Programme>("programme"),
                input.Get<CircleForm>("form"),
                input.Get<CircleAudience?>("visibility"),
                input.Get<MeetingMode?>("mode"),
                input.TextOrNull("name"),
                input.TextOrNull("description"),
                input.TextOrNull("reference"),
                input.Inputs("members").Select(seat => new Seat(seat.Id<Person>("person"), seat.Get<CircleRole>("role"))).ToValueList())),
        Mutation.Of(
            "renameCircle",
            "Gives the circle a name. By those whom the pack lets choose it.",
            ("circle", CircleType.Type),
            () => [new("circle", Id.NonNull, "Which."), new("name", Scalars.Text.NonNull, "The new name.")],
            (input, _) => new CircleCommand.Rename(input.Id<Circle>("circle"), input.Text("name"))),
        Mutation.Of(
            "updateCircle",
            "Changes what is given and leaves the rest.",
            ("circle", CircleType.Type),
            () =>
            [
                new("circle", Id.NonNull, "Which."),
                new("description", Scalars.Text, "A new description; null for none."),
                new("visibility", Enums.CircleVisibility, "Who finds it."),
                new("mode", Enums.MeetingMode, "How it meets."),
                new("isListed", Scalars.Boolean, "Whether a closed circle shows its name to everyone in the network."),
            ],
            (input, _) => new CircleCommand.Update(
                input.Id<Circle>("circle"),
                input.Clearable<string>("description"),
                input.PatchValue<CircleAudience>("visibility"),
                input.PatchValue<MeetingMode>("mode"),
                input.PatchValue<bool>("isListed"))),
        Mutation.Of(
            "addCircleMember",
            "Gives a person a part in the circle.",
            ("circle", CircleType.Type),
            () =>
            [
                new("circle", Id.NonNull, "Which."),
                new("person", Id.NonNull, "Who."),
                new("role", Enums.CircleRole.NonNull, "As what."),
            ],
            (input, _) => new CircleCommand.AddMember(input.Id<Circle>("circle"), input.Id<Person>("person"), input.Get<CircleRole>("role"))),
        Mutation.Of(
            "removeCircleMember",
            "Ends a person's part: by a manager, or by the member who leaves.",
            ("circle", CircleType.Type),
            () => [new("circle", Id.NonNull, "Which."), new("person", Id.NonNull, "Who.")],
            (input, _) => new CircleCommand.RemoveMember(input.Id<Circle>("circle"), input.Id<Person>("person"))),
        Mutation.Of(
            "closeCircle",
            "Closes a circle. What was said in it stays as confidential as it was.",
            ("circle", CircleType.Type),
            () => [new("circle", Id.NonNull, "Which.")],
            (input, _) => new CircleCommand.Close(input.Id<Circle>("circle"))),
        Mutation.Of(
            "removeCircle",
            "Takes back a circle that was formed by mistake and has no sessions.",
            ("circle", CircleType.Type),
            () => [new("circle", Id.NonNull, "Which.")],
            (input, _) => new CircleCommand.Remove(input.Id<Circle>("circle"))),
    ];

    private static IEnumerable<Field<RequestContext>> Sessions =>
    [
        Mutation.Of(
            "planSession",
            "Plans a session of a circle.",
            ("session", SessionType.Type),
            () =>
            [
                new("circle", Id.NonNull, "Whose session."),
                new("startsAt", CustomScalars.DateTime.NonNull, "When it starts."),
                new("minutes", Int.NonNull, "How long it lasts.", Default: 60),
                new("timeZone", CustomScalars.TimeZone, "The time zone that its members think of it in; the network's when left out."),
                new("mode", Enums.MeetingMode.NonNull, "In person or online."),
                new("place", Scalars.Text, "An address or a link to join by."),
                new("theme", Scalars.Text, "What it is about."),
                new("reference", Scalars.Text, "The programme's own key, unique in the circle."),
            ],
            (input, _) => new SessionCommand.Plan(
                input.Id<Circle>("circle"),
                input.Get<Instant>("startsAt"),
                input.Get<int>("minutes"),
                input.TextOrNull("timeZone"),
                input.Get<MeetingMode>("mode"),
                input.TextOrNull("place"),
                input.TextOrNull("theme"),
                input.TextOrNull("reference"))),
        Mutation.Of(
            "updateSession",
            "Changes what is given and leaves the rest; `moveSession` changes the time.",
            ("session", SessionType.Type),
            () =>
            [
                new("session", Id.NonNull, "Which."),
                new("mode", Enums.MeetingMode, "In person or online."),
                new("place", Scalars.Text, "Another place; null for none."),
                new("theme", Scalars.Text, "Another theme; null for none."),
            ],
            (input, _) => new SessionCommand.Update(
                input.Id<Session>("session"), input.PatchValue<MeetingMode>("mode"), input.Clearable<string>("place"), input.Clearable<string>("theme"))),
        Mutation.Of(
            "moveSession",
            "Moves a session to another time. The notice given is kept.",
            ("session", SessionType.Type),
            () =>
            [
                new("session", Id.NonNull, "Which."),
                new("startsAt", CustomScalars.DateTime.NonNull, "The new start."),
                new("minutes", Int, "Another length."),
            ],
            (input, _) => new SessionCommand.Move(input.Id<Session>("session"), input.Get<Instant>("startsAt"), input.Get<int?>("minutes"))),
        Mutation.Of(
            "cancelSession",
            "Calls a session off. The notice given is kept.",
            ("session", SessionType.Type),
            () => [new("session", Id.NonNull, "Which."), new("because", Scalars.Text.NonNull, "Why, for the members.")],
            (input, _) => new SessionCommand.Cancel(input.Id<Session>("session"), input.Text("because"))),
        Mutation.Of(
            "inviteAdviser",
            "Invites an adviser of the circle to one session.",
            ("session", SessionType.Type),
            () => SessionAndPerson,
            (input, _) => new SessionCommand.InviteAdviser(input.Id<Session>("session"), input.Id<Person>("person"))),
        Mutation.Of(
            "appointKeeper",
            "Says who keeps the diary of a session, when the group chose somebody else than whose turn it is.",
            ("session", SessionType.Type),
            () => SessionAndPerson,
            (input, _) => new SessionCommand.AppointKeeper(input.Id<Session>("session"), input.Id<Person>("person"))),
        Mutation.Of(
            "holdSession",
            "Says that a session took place, and who came. Members not named were absent.",
            ("session", SessionType.Type),
            () =>
            [
                new("session", Id.NonNull, "Which."),
                new("attendance", AttendedInput.NonNull.List.NonNull, "Who came.", Default: Array.Empty<object>()),
            ],
            (input, _) => new SessionCommand.Hold(
                input.Id<Session>("session"),
                input.Inputs("attendance").Select(item => new Attended(item.Id<Person>("person"), item.Get<Attendance>("attendance"))).ToValueList())),
        Mutation.Of(
            "recordAttendance",
            "Corrects one person's attendance of a session that was held.",
            ("session", SessionType.Type),
            () =>
            [
                new("session", Id.NonNull, "Which."),
                new("person", Id.NonNull, "Who."),
                new("attendance", Enums.Attendance.NonNull, "Whether they came."),
            ],
            (input, _) => new SessionCommand.RecordAttendance(
                input.Id<Session>("session"), input.Id<Person>("person"), input.Get<Attendance>("attendance"))),
        Mutation.Of(
            "removeSession",
            "Takes back a session that was planned by mistake.",
            ("session", SessionType.Type),
            () => [new("session", Id.NonNull, "Which.")],
            (input, _) => new SessionCommand.Remove(input.Id<Session>("session"))),
    ];

    private static IEnumerable<Field<RequestContext>> Diaries =>
    [
        Mutation.Of(
            "writeDiary",
            "Writes the diary of a held session, or writes it anew. By its keeper.",
            ("diary", DiaryEntryType.Type),
            () => SessionAndText,
            (input, _) => new DiaryCommand.Write(input.Id<Session>("session"), input.Text("text"))),
        Mutation.Of(
            "remarkDiary",
            "Adds the mentor's remark after the text.",
            ("diary", DiaryEntryType.Type),
            () => SessionAndText,
            (input, _) => new DiaryCommand.Remark(input.Id<Session>("session"), input.Text("text"))),
    ];

    private static IReadOnlyList<InputField> SessionAndPerson => [new("session", Id.NonNull, "Which."), new("person", Id.NonNull, "Who.")];

    private static IReadOnlyList<InputField> SessionAndText => [new("session", Id.NonNull, "Which."), new("text", Scalars.Text.NonNull, "What to write.")];
}
