using Circles.Grains.Access;
using Circles.Grains.Circles;
using Circles.Grains.Kernel;
using Circles.Grains.Packs;
using Circles.Grains.Sessions;
using Circles.GraphQL.Execution;
using Circles.GraphQL.Types;
using Circles.Schema.Federation;
using Circles.Schema.Texts;
using static Circles.GraphQL.Types.Scalars;

namespace Circles.Schema.Types;

public static class CircleType
{
    public static readonly ObjectType<Circle> Type = new("Circle", "The people who meet: a pair, a group with its mentor, or peers.", () =>
    [
        new("id", Id.NonNull, "Opaque; survives a rename.", (circle, _) => circle.Id.ToString()),
        new("name", Scalars.Text, "Chosen by the members; null until they choose one, and once it is erased.", (circle, _) => circle.Name),
        new("description", Scalars.Text, "What the circle is for.", (circle, _) => circle.Description),
        new("programme", ProgrammeType.Type.NonNull, "The programme whose rules it follows.",
            (circle, query) => (object)query.Snapshot.Programmes[circle.Programme]),
        new("form", Enums.CircleForm.NonNull, "Its shape.", (circle, _) => (object)circle.Form),
        new("visibility", Enums.CircleVisibility.NonNull, "Who finds it.", (circle, _) => (object)circle.Visibility),
        new("mode", Enums.MeetingMode.NonNull, "How it meets.", (circle, _) => (object)circle.Mode),
        new("isListed", Scalars.Boolean.NonNull, "Whether a closed circle shows its name to everyone in the network.", (circle, _) => circle.Listed),
        new("reference", Scalars.Text, "The programme's own key; only inside.",
            (circle, query) => IsInside(query, circle) ? circle.Reference : null),
        new("isOpen", Scalars.Boolean.NonNull, "Whether anything in it may still change.", (circle, _) => circle.IsOpen),
        new("members", CircleMemberType.Type.NonNull.List.NonNull,
            "Joined members, the earliest first; empty for those who may see the circle but not who is in it.",
            (circle, query) => Members(query, circle)),
        new("size", Int, "How many members it has; null when the viewer may not see them and they are fewer than 5.", (circle, query) =>
            CanSeeMembers(query, circle) ? MembersSeen(query, circle).Count() : Numbers.Hidden(circle.Members.Count)),
        new("sessions", SessionType.Connection.NonNull, "Sessions that the viewer may see, by start.", (circle, query) => Connections.Page(
            query,
            Sessions(query, circle),
            session => session.Id,
            Ordering<Session>.Ordinal(session => SessionType.StartKey(session))))
        {
            Arguments = Connections.Arguments(new Argument("status", Enums.SessionStatus, "Only those that stand so.")),
        },
        new("nextSession", SessionType.Type, "The first planned session that has not ended.", (circle, query) => Sessions(query, circle, filtered: false)
            .Where(session => session.Status == SessionStatus.Planned && session.EndsAt > query.Asked.Now)
            .MinBy(session => session.StartsAt)),
        new("managerIsMentor", Scalars.Boolean.NonNull, "Whether a manager of the programme is a mentor here; false when members are hidden.",
            (circle, query) => MembersSeen(query, circle)
                .Any(member => member.Role == CircleRole.Mentor && query.Snapshot.Programmes[circle.Programme].Managers.Contains(member.Person))),
        new("warnings", AdviceType.Type.NonNull.List.NonNull, "What in its plan is not as the pack advises; empty for outsiders.",
            (circle, query) => IsInside(query, circle) ? SessionPlan.Warnings(query.Snapshot, circle) : []),
        new("formedAt", CustomScalars.DateTime.NonNull, "When it was formed.", (circle, _) => (object)circle.FormedAt),
        new("closedAt", CustomScalars.DateTime, "When it was closed.", (circle, _) => (object?)circle.ClosedAt),
        new("wordsErasedAt", CustomScalars.DateTime, "When what its members wrote was erased, after the time that the pack keeps it.",
            (circle, query) => query.Snapshot.Erased.TryGetValue(circle.Id, out var at) ? (object)at : null),
    ])
    {
        Interfaces = [NodeType.Type],
        AppliedDirectives = [Subgraph.KeyById],
    };

    public static readonly ObjectType<Connection<Circle>> Connection = Connections.Of<Circle>("Circle", Type, "circles");

    private static bool CanSeeMembers(FieldContext query, Circle circle) =>
        CircleVisibility.CanSeeMembers(query.Snapshot, query.Viewer, circle);

    private static bool IsInside(FieldContext query, Circle circle) =>
        CircleVisibility.IsMemberOrManager(query.Snapshot, query.Viewer, circle);

    private static IEnumerable<CircleMember> MembersSeen(FieldContext query, Circle circle) =>
        CircleVisibility.MembersSeen(query.Snapshot, query.Viewer, circle);

    private static IEnumerable<MemberOf> Members(FieldContext query, Circle circle) => MembersSeen(query, circle)
        .OrderBy(member => member.JoinedAt).ThenBy(member => member.Person).Select(member => new MemberOf(circle, member));

    private static IEnumerable<Session> Sessions(FieldContext query, Circle circle, bool filtered = true)
    {
        var status = filtered ? query.Get<SessionStatus?>("status") : null;
        return query.Snapshot.SessionsByCircle.GetValueOrDefault(circle.Id, [])
            .Select(id => query.Snapshot.Sessions[id])
            .Where(session => (status is null || session.Status == status)
                && CircleVisibility.CanSeeSession(query.Snapshot, query.Viewer, circle, session));
    }
}

/// <summary>A member in the circle that they are a member of.</summary>
public sealed record MemberOf(Circle Circle, CircleMember Member);

public static class CircleMemberType
{
    public static readonly ObjectType<MemberOf> Type = new("CircleMember", "Somebody's part in a circle.", () =>
    [
        // Who may see that somebody is a member may see who it is: the circle's policy decided before.
        new("person", PersonType.Type.NonNull, "Who.", (of, query) => (object)query.Snapshot.People[of.Member.Person]),
        new("role", Enums.CircleRole.NonNull, "As what.", (of, _) => (object)of.Member.Role),
        new("joinedAt", CustomScalars.DateTime.NonNull, "Since when.", (of, _) => (object)of.Member.JoinedAt),
    ]);
}

public static class AdviceType
{
    public static readonly ObjectType<Refusal> Type = new("Warning", "Advice that stops nobody.", () =>
    [
        new("code", Scalars.Text.NonNull, "For programs; for good.", (advice, _) => advice.Code),
        new("message", Scalars.Text.NonNull, "For people, in their language.", (advice, query) => Messages.Of(advice, query.Language)),
    ]);
}
