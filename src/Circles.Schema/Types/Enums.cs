using Circles.Grains.Access;
using Circles.Grains.Applications;
using Circles.Grains.Circles;
using Circles.Grains.Imports;
using Circles.Grains.Organisations;
using Circles.Grains.Packs;
using Circles.Grains.Programmes;
using Circles.Grains.Registry;
using Circles.Grains.Sessions;
using Circles.GraphQL.Types;

namespace Circles.Schema.Types;

/// <summary>The domain's closed sets of words.</summary>
public static class Enums
{
    public static readonly EnumType<OrganisationKind> OrganisationKind = EnumType<OrganisationKind>.From(
        "OrganisationKind",
        "What sort of organisation it is.",
        (Grains.Organisations.OrganisationKind.Firm, "A company that trades."),
        (Grains.Organisations.OrganisationKind.Association, "People joined for a purpose other than profit."),
        (Grains.Organisations.OrganisationKind.Foundation, "Means given to a purpose."),
        (Grains.Organisations.OrganisationKind.SocialCooperative, "A cooperative with a social purpose."),
        (Grains.Organisations.OrganisationKind.ClusterBody, "The body that manages a business cluster."),
        (Grains.Organisations.OrganisationKind.Hub, "A digital innovation hub or the like."),
        (Grains.Organisations.OrganisationKind.SupportCentre, "A centre that supports organisations and pairs them."),
        (Grains.Organisations.OrganisationKind.PublicBody, "A municipality, an agency, an office."),
        (Grains.Organisations.OrganisationKind.University, "A school of higher education."),
        (Grains.Organisations.OrganisationKind.Other, "None of the others."));

    public static readonly EnumType<NetworkStanding> NetworkStanding = EnumType<NetworkStanding>.From(
        "NetworkStanding",
        "Whether a network may be entered.",
        (Grains.Registry.NetworkStanding.Active, "By everybody who is in it."),
        (Grains.Registry.NetworkStanding.Suspended, "For now by the platform's operator only."),
        (Grains.Registry.NetworkStanding.Closed, "By nobody, for good."));

    public static readonly EnumType<MeetingMode> MeetingMode = EnumType<MeetingMode>.From(
        "MeetingMode",
        "How people meet.",
        (Grains.Programmes.MeetingMode.InPerson, "Face to face."),
        (Grains.Programmes.MeetingMode.Online, "Over a network."),
        (Grains.Programmes.MeetingMode.Blended, "Some sessions in person, some online. A single session is never blended."));

    public static readonly EnumType<CircleForm> CircleForm = EnumType<CircleForm>.From(
        "CircleForm",
        "The shape of a circle.",
        (Grains.Circles.CircleForm.Pair, "One mentor and one mentee."),
        (Grains.Circles.CircleForm.Group, "A mentor with several mentees."),
        (Grains.Circles.CircleForm.Peer, "Peers who mentor each other."));

    public static readonly EnumType<CircleAudience> CircleVisibility = EnumType<CircleAudience>.From(
        "CircleVisibility",
        "Who finds a circle.",
        (CircleAudience.Open, "Everyone in the network."),
        (CircleAudience.Closed, "Those who run its region find its name; only members see inside."),
        (CircleAudience.Secret, "Nobody but its members and its programme's managers."));

    public static readonly EnumType<CircleRole> CircleRole = EnumType<CircleRole>.From(
        "CircleRole",
        "A member's part in a circle.",
        (Grains.Circles.CircleRole.Mentor, "Gives experience."),
        (Grains.Circles.CircleRole.Mentee, "Sets the goals and is accompanied."),
        (Grains.Circles.CircleRole.Peer, "Mentors and is mentored."),
        (Grains.Circles.CircleRole.Adviser, "Of a support centre: sees only the sessions invited to."));

    public static readonly EnumType<SessionStatus> SessionStatus = EnumType<SessionStatus>.From(
        "SessionStatus",
        "What became of a session.",
        (Grains.Sessions.SessionStatus.Planned, "It is to come, or nobody has said how it went."),
        (Grains.Sessions.SessionStatus.Held, "It took place."),
        (Grains.Sessions.SessionStatus.Cancelled, "It was called off."));

    public static readonly EnumType<Attendance> Attendance = EnumType<Attendance>.From(
        "Attendance",
        "Whether somebody came.",
        (Grains.Sessions.Attendance.Present, "Came."),
        (Grains.Sessions.Attendance.Excused, "Told the others beforehand."),
        (Grains.Sessions.Attendance.Absent, "Did not come."));

    public static readonly EnumType<ApplicationStatus> ApplicationStatus = EnumType<ApplicationStatus>.From(
        "ApplicationStatus",
        "Where an application stands.",
        (Grains.Applications.ApplicationStatus.Open, "Not decided."),
        (Grains.Applications.ApplicationStatus.Accepted, "Accepted, with a reason."),
        (Grains.Applications.ApplicationStatus.Declined, "Declined, with a reason."),
        (Grains.Applications.ApplicationStatus.Withdrawn, "Taken back by who applied."));

    public static readonly EnumType<Activity> Activity = EnumType<Activity>.From(
        "Activity",
        "What a stage of a programme opens or closes.",
        (Grains.Packs.Activity.ApplyAsMentee, "Applying as a mentee."),
        (Grains.Packs.Activity.ApplyAsMentor, "Applying as a mentor."),
        (Grains.Packs.Activity.ApplyAsPeer, "Applying as a peer."),
        (Grains.Packs.Activity.FormCircles, "Forming circles."),
        (Grains.Packs.Activity.PlanSessions, "Planning sessions."),
        (Grains.Packs.Activity.HoldSessions, "Holding sessions."));

    public static readonly EnumType<MatchBy> MatchBy = EnumType<MatchBy>.From(
        "MatchBy",
        "What people are matched by. Age, gender and family are not among them.",
        (Grains.Packs.MatchBy.Region, "The same region, one that holds the other, or a neighbour."),
        (Grains.Packs.MatchBy.Industry, "An industry that both know."),
        (Grains.Packs.MatchBy.Skills, "What one seeks and the other offers or is skilled in."),
        (Grains.Packs.MatchBy.Languages, "A language that both speak."));

    public static readonly EnumType<Role> Role = EnumType<Role>.From(
        "Role",
        "A role that is granted. Managers, mentors and mentees have theirs from their programme or circle.",
        (Grains.Access.Role.NetworkOperator, "Runs the network; looks into no circle."),
        (Grains.Access.Role.RegionalAdmin, "Runs a region with all below it; looks into no circle."),
        (Grains.Access.Role.Reader, "Reads what is open in the network."));

    public static readonly EnumType<ImportKind> ImportKind = EnumType<ImportKind>.From(
        "ImportKind",
        "What a file holds.",
        (Grains.Imports.ImportKind.Organisations, "Organisations, one a row."),
        (Grains.Imports.ImportKind.People, "People, one a row."),
        (Grains.Imports.ImportKind.Circles, "Circles with their members, one a row."),
        (Grains.Imports.ImportKind.Sessions, "Planned sessions, one a row."));

    public static readonly EnumType<RowGroup> RowGroup = EnumType<RowGroup>.From(
        "RowGroup",
        "What became of a row.",
        (Grains.Imports.RowGroup.New, "It made something new."),
        (Grains.Imports.RowGroup.AlreadyThere, "What it describes is there already; nothing was changed."),
        (Grains.Imports.RowGroup.Faulty, "It cannot be read in; the other rows are."));
}
