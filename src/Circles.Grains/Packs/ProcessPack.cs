using Circles.Grains.Circles;
using Circles.Grains.Kernel;
using Circles.Grains.Programmes;

namespace Circles.Grains.Packs;

/// <summary>A programme's rules as data: what grain code enforces in general and never repeats.</summary>
/// <param name="Origin">Where the rules come from (NGO-26).</param>
/// <param name="ManagerMayMentor">Whether a programme's manager may also mentor in it (LSE-02).</param>
/// <param name="ManagerInRing">Whether the manager is inside the confidential ring: sees diaries (LSE yes, PISOP no).</param>
/// <param name="NoticeDays">How long before a session the others are told of a change, at the least (LSE-82).</param>
/// <param name="InPersonAt">Where in the plan of a blended circle sessions in person are due (LSE-09).</param>
/// <param name="MatchFields">What people are matched by, with weights (SYS-23).</param>
public sealed record ProcessPack(
    PackKey Key,
    Texts Title,
    Texts Origin,
    bool ManagerMayMentor,
    bool ManagerInRing,
    int NoticeDays,
    ValueList<MeetingMode> Modes,
    ValueList<SessionPosition> InPersonAt,
    ValueList<CircleAudience> Visibilities,
    NamedBy CircleNamedBy,
    ValueList<PackRole> Roles,
    ValueList<PackForm> Forms,
    ValueList<PackStage> Stages,
    ValueList<PackAgenda> Agendas,
    ValueList<MatchField> MatchFields)
{
    /// <summary>How many months after closing what people wrote is kept; packs of before this was asked keep it for the default.</summary>
    public int RetentionMonths { get; init; } = Limits.Pack.RetentionMonths;

    public PackForm? Form(CircleForm form) => Forms.FirstOrDefault(rule => rule.Form == form);

    public PackRole? Role(CircleRole role) => Roles.FirstOrDefault(rule => rule.Role == role);

    public PackStage? Stage(string id) => Stages.FirstOrDefault(stage => stage.Id == id);

    /// <summary>Whether an activity is open in a stage: opened there or before, and not closed since.</summary>
    public bool Opens(string stage, Activity activity)
    {
        var open = false;
        foreach (var step in Stages)
        {
            open = (open && !step.Closes.Contains(activity)) || step.Opens.Contains(activity);
            if (step.Id == stage) return open;
        }

        return false;
    }
}

/// <summary>A role that people have in the programme.</summary>
/// <param name="Apply">What somebody who applies in this role does; null when nobody applies, as for advisers.</param>
/// <param name="Kinds">What one says of oneself when applying, for example employer, employee or entrepreneur (LSE-06); may be empty.</param>
public sealed record PackRole(CircleRole Role, Texts Title, Activity? Apply, ValueList<PackTerm> Kinds);

/// <summary>A word of the pack with its texts.</summary>
public sealed record PackTerm(string Id, Texts Title);

/// <summary>A form that circles may have, with its seats and its diary.</summary>
/// <param name="Diary">Null when circles of this form keep none.</param>
public sealed record PackForm(CircleForm Form, Texts Title, ValueList<SeatRule> Seats, DiaryRule? Diary)
{
    public SeatRule? SeatsOf(CircleRole role) => Seats.FirstOrDefault(rule => rule.Role == role);
}

/// <summary>How many of a role a circle has at the least when it first meets, and at the most ever.</summary>
public sealed record SeatRule(CircleRole Role, int Min, int Max);

/// <summary>Who keeps the diary and who remarks on it.</summary>
/// <param name="Keeper">The role that keeps it.</param>
/// <param name="Rotates">Whether those in that role take turns; else the first of them always does.</param>
/// <param name="Remarks">The role that adds a remark after the text; null when none does.</param>
public sealed record DiaryRule(CircleRole Keeper, bool Rotates, CircleRole? Remarks);

/// <summary>A step of the programme.</summary>
/// <param name="Gate">What must be true before the programme may enter this stage.</param>
public sealed record PackStage(string Id, Texts Title, ValueList<Activity> Opens, ValueList<Activity> Closes, ValueList<GateRule> Gate);

/// <summary>One condition of a gate.</summary>
/// <param name="Role">For <see cref="GateKind.AcceptedApplications"/>: in which role.</param>
/// <param name="AtLeast">How many; for <see cref="GateKind.SessionsHeld"/> in every open circle.</param>
/// <param name="What">For <see cref="GateKind.Declared"/>: what a manager must declare.</param>
public sealed record GateRule(GateKind Kind, Texts Title, CircleRole? Role, int AtLeast, string? What);

public enum GateKind
{
    AcceptedApplications,
    CirclesFormed,
    SessionsHeld,
    Declared,
}

/// <summary>What a stage opens or closes.</summary>
public enum Activity
{
    ApplyAsMentee,
    ApplyAsMentor,
    ApplyAsPeer,
    FormCircles,
    PlanSessions,
    HoldSessions,
}

/// <summary>An agenda for a session at a place in the plan (LSE-43).</summary>
/// <param name="Form">Null for every form.</param>
/// <param name="InPersonAdvised">Whether the session is best held in person (LSE-41).</param>
public sealed record PackAgenda(SessionPosition At, CircleForm? Form, bool InPersonAdvised, ValueList<Texts> Items);

/// <summary>A place in a circle's plan. With three sessions or more the middle is neither the first nor the last.</summary>
public enum SessionPosition
{
    First,
    Middle,
    Last,
}

/// <summary>Who names a circle (LSE-42).</summary>
public enum NamedBy
{
    Members,
    Managers,
}

public sealed record MatchField(MatchBy By, int Weight);

/// <summary>What two people can be matched by. Age, gender and family are not among them (LSE-05).</summary>
public enum MatchBy
{
    Region,
    Industry,
    Skills,
    Languages,
}
