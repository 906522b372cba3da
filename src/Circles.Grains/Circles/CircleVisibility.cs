using Circles.Grains.Access;
using Circles.Grains.Disclosures;
using Circles.Grains.Kernel;
using Circles.Grains.Organisations;
using Circles.Grains.People;
using Circles.Grains.Sessions;

namespace Circles.Grains.Circles;

/// <summary>Who may see what of a circle (requirements, section 8). What may not be seen does not exist.</summary>
/// <remarks>Each public question is asked of a past state and of today's (<see cref="PastState"/>); the private rules know one state.</remarks>
public static class CircleVisibility
{
    /// <summary>That the circle exists, with its name and description.</summary>
    public static bool CanSee(NetworkState state, Actor actor, Circle circle) =>
        IsFound(state, actor, circle)
        && (state.Today is not { } today || (today.Circles.TryGetValue(circle.Id, out var now) && IsFound(today, actor, now)));

    private static bool IsFound(NetworkState state, Actor actor, Circle circle) =>
        IsInside(state, actor, circle)
        || circle.Visibility switch
        {
            CircleAudience.Open => OrganisationVisibility.CanSeeAny(state, actor),
            CircleAudience.Closed => circle.Listed
                ? OrganisationVisibility.CanSeeAny(state, actor)
                : Authority.RunsRegion(state, actor, state.Programmes[circle.Programme].Region),
            _ => false,
        };

    /// <summary>
    /// The members by name. Outsiders see them only in open circles of a form without mentees: no view from outside ever links a
    /// mentor and a mentee (LSE-86).
    /// </summary>
    public static bool CanSeeMembers(NetworkState state, Actor actor, Circle circle) =>
        ShowsMembers(state, actor, circle)
        && (state.Today is not { } today || (today.Circles.TryGetValue(circle.Id, out var now) && ShowsMembers(today, actor, now)));

    private static bool ShowsMembers(NetworkState state, Actor actor, Circle circle) =>
        IsInside(state, actor, circle)
        || (circle.Visibility == CircleAudience.Open && !IsRelation(state, circle) && OrganisationVisibility.CanSeeAny(state, actor));

    /// <summary>The members whom the actor may see by name: all or none. Of a past state, without those not to be seen today.</summary>
    public static IEnumerable<CircleMember> MembersSeen(NetworkState state, Actor actor, Circle circle)
    {
        if (!CanSeeMembers(state, actor, circle)) return [];
        return state.Today is not { } today
            ? circle.Members.Values
            : circle.Members.Values.Where(member =>
                today.People.TryGetValue(member.Person, out var now) && PersonVisibility.CanSee(today, actor, now));
    }

    /// <summary>Whether counts that tell no names hold the circle: secret ones are in none, neither those that are secret today.</summary>
    public static bool IsCounted(NetworkState state, Circle circle) =>
        circle.Visibility != CircleAudience.Secret && state.Today?.Circles[circle.Id].Visibility != CircleAudience.Secret;

    /// <summary>One of its sessions: time, place and theme. An adviser sees those invited to.</summary>
    public static bool CanSeeSession(NetworkState state, Actor actor, Circle circle, Session session) =>
        ShowsSession(state, actor, circle, session)
        && (state.Today is not { } today
            || (today.Sessions.TryGetValue(session.Id, out var now) && ShowsSession(today, actor, today.Circles[now.Circle], now)));

    private static bool ShowsSession(NetworkState state, Actor actor, Circle circle, Session session) =>
        RunsMeetings(state, actor, circle)
        || (actor is Actor.Member member && session.Advisers.Contains(member.Person) && circle.Has(member.Person, CircleRole.Adviser))
        || (circle.Visibility == CircleAudience.Open && OrganisationVisibility.CanSeeAny(state, actor));

    /// <summary>
    /// What is said inside: diaries and remarks of a session. The manager only where the pack puts the manager in the ring; whoever sees
    /// the session and is its disclosure's recipient.
    /// </summary>
    public static bool CanSeeConfidences(NetworkState state, Actor actor, Circle circle, Session session) =>
        SharesConfidences(state, actor, circle, session)
        && (state.Today is not { } today
            || (today.Sessions.TryGetValue(session.Id, out var now) && SharesConfidences(today, actor, today.Circles[now.Circle], now)));

    private static bool SharesConfidences(NetworkState state, Actor actor, Circle circle, Session session) =>
        IsInRing(state, actor, circle, session)
        || (DisclosureVisibility.IsRecipient(state, actor, session) && ShowsSession(state, actor, circle, session));

    private static bool IsInRing(NetworkState state, Actor actor, Circle circle, Session session)
    {
        if (Authority.RoleIn(actor, circle) is { } role)
            return role != CircleRole.Adviser || (actor is Actor.Member member && session.Advisers.Contains(member.Person));
        var programme = state.Programmes[circle.Programme];
        return Authority.Manages(actor, programme) && state.PackOf(programme).ManagerInRing;
    }

    /// <summary>A member who is not an adviser.</summary>
    public static bool IsMember(Actor actor, Circle circle) => Authority.RoleIn(actor, circle) is { } role and not CircleRole.Adviser;

    /// <summary>A member who is not an adviser, or a manager of the programme: those who run the circle's meetings.</summary>
    public static bool IsMemberOrManager(NetworkState state, Actor actor, Circle circle) =>
        RunsMeetings(state, actor, circle)
        && (state.Today is not { } today || (today.Circles.TryGetValue(circle.Id, out var now) && RunsMeetings(today, actor, now)));

    private static bool RunsMeetings(NetworkState state, Actor actor, Circle circle) =>
        IsMember(actor, circle) || Authority.Manages(actor, state.Programmes[circle.Programme]);

    /// <summary>Whether circles of this form bring a mentor and a mentee together.</summary>
    private static bool IsRelation(NetworkState state, Circle circle) =>
        state.PackOf(state.Programmes[circle.Programme]).Form(circle.Form)?.SeatsOf(CircleRole.Mentee) is not null
        || circle.Members.Values.Any(member => member.Role == CircleRole.Mentee);

    private static bool IsInside(NetworkState state, Actor actor, Circle circle) =>
        RunsMeetings(state, actor, circle) || IsInvitedAdviser(state, actor, circle);

    private static bool IsInvitedAdviser(NetworkState state, Actor actor, Circle circle) =>
        actor is Actor.Member member
        && circle.Has(member.Person, CircleRole.Adviser)
        && state.SessionsByCircle.GetValueOrDefault(circle.Id, []).Any(id => state.Sessions[id].Advisers.Contains(member.Person));
}
