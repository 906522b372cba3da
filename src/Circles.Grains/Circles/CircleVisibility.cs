using Circles.Grains.Access;
using Circles.Grains.Disclosures;
using Circles.Grains.Kernel;
using Circles.Grains.Networks;
using Circles.Grains.People;
using Circles.Grains.Sessions;

namespace Circles.Grains.Circles;

/// <summary>A session in its circle, as the rules look at it.</summary>
public readonly record struct Meeting(Circle Circle, Session Session);

/// <summary>Who may see what of a circle (requirements, section 8). What may not be seen does not exist.</summary>
public static class CircleVisibility
{
    /// <summary>That the circle exists, with its name and description.</summary>
    public static readonly Rule<Circle> Found = new(
        InState,
        new(Audience.Member, IsMember),
        new(Audience.Manager, IsManager),
        new(Audience.InvitedAdviser, IsInvitedAdviser),
        new(Audience.LetIn, IsLetIn),
        new(Audience.OfOpenCircles, IsOpenToAll),
        new(Audience.OfListedCircles, IsListedForAll),
        new(Audience.OperatorByName, OperatorFindsByName),
        new(Audience.AdminByName, AdminFindsByName));

    /// <summary>
    /// The members by name. Outsiders see them only in open circles of a form without mentees: no view from outside ever links a
    /// mentor and a mentee (LSE-86).
    /// </summary>
    public static readonly Rule<Circle> Members = new(
        InState,
        new(Audience.Member, IsMember),
        new(Audience.Manager, IsManager),
        new(Audience.InvitedAdviser, IsInvitedAdviser),
        new(Audience.LetIn, IsLetIn),
        new(Audience.OfOpenPeers, IsOpenWithoutMentees));

    /// <summary>What those who run its meetings see of it: its key, and what is not as the pack advises.</summary>
    public static readonly Rule<Circle> Inside = new(InState, new(Audience.Member, IsMember), new(Audience.Manager, IsManager));

    /// <summary>One of its sessions: time and theme. An adviser sees those invited to.</summary>
    public static readonly Rule<Meeting> Sessions = new(
        InState,
        new(Audience.Member, IsMember),
        new(Audience.Manager, IsManager),
        new(Audience.InvitedAdviser, IsInvited),
        new(Audience.LetIn, IsLetIn),
        new(Audience.OfOpenCircles, IsOfOpenCircle));

    /// <summary>A session's place, agenda and attendance: not for those who only see that an open circle meets.</summary>
    public static readonly Rule<Meeting> SessionDetails = new(
        InState,
        new(Audience.Member, IsMember),
        new(Audience.Manager, IsManager),
        new(Audience.InvitedAdviser, IsInvited),
        new(Audience.LetIn, IsLetIn));

    /// <summary>What is said inside: diaries and remarks of a session. The manager only where the pack puts the manager in the ring;
    /// whoever sees the session and is its disclosure's recipient.</summary>
    public static readonly Rule<Meeting> Confidences = new(
        InState,
        new(Audience.Member, IsMember),
        new(Audience.ManagerInTheRing, IsManagerInTheRing),
        new(Audience.InvitedAdviser, IsInvited),
        new(Audience.LetIn, IsLetIn),
        new(Audience.Recipient, IsRecipient));

    /// <summary>To whom the circle was opened by break-glass, and why.</summary>
    public static readonly Rule<Circle> Openings = new(
        InState, new(Audience.Member, IsMember), new(Audience.Manager, IsManager), new(Audience.LetIn, IsLetIn));

    public static bool CanSee(NetworkState state, Actor actor, Circle circle) => Found.Allows(state, actor, circle);

    public static bool CanSeeMembers(NetworkState state, Actor actor, Circle circle) => Members.Allows(state, actor, circle);

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

    public static bool CanSeeSession(NetworkState state, Actor actor, Circle circle, Session session) =>
        Sessions.Allows(state, actor, new Meeting(circle, session));

    public static bool CanSeeConfidences(NetworkState state, Actor actor, Circle circle, Session session) =>
        Confidences.Allows(state, actor, new Meeting(circle, session));

    /// <summary>A member who is not an adviser.</summary>
    public static bool IsMember(Actor actor, Circle circle) => Authority.RoleIn(actor, circle) is { } role and not CircleRole.Adviser;

    /// <summary>A member who is not an adviser, or a manager of the programme: those who run the circle's meetings.</summary>
    public static bool IsMemberOrManager(NetworkState state, Actor actor, Circle circle) => Inside.Allows(state, actor, circle);

    private static bool IsMember(NetworkState state, Actor actor, Circle circle) => IsMember(actor, circle);

    private static bool IsManager(NetworkState state, Actor actor, Circle circle) =>
        Authority.Manages(actor, state.Programmes[circle.Programme]);

    private static bool IsInvitedAdviser(NetworkState state, Actor actor, Circle circle) =>
        actor is Actor.Member member
        && circle.Has(member.Person, CircleRole.Adviser)
        && state.SessionsByCircle.GetValueOrDefault(circle.Id, []).Any(id => state.Sessions[id].Advisers.Contains(member.Person));

    private static bool IsLetIn(NetworkState state, Actor actor, Circle circle) => BreakGlass.IsOpenTo(circle, actor);

    private static bool IsLetIn(NetworkState state, Actor actor, Meeting meeting) => BreakGlass.IsOpenTo(meeting.Circle, actor);

    private static bool IsOpenToAll(NetworkState state, Actor actor, Circle circle) =>
        circle.Visibility == CircleAudience.Open && NetworkVisibility.IsInside(state, actor);

    private static bool IsListedForAll(NetworkState state, Actor actor, Circle circle) =>
        circle.Visibility == CircleAudience.Closed && circle.Listed && NetworkVisibility.IsInside(state, actor);

    private static bool OperatorFindsByName(NetworkState state, Actor actor, Circle circle) =>
        circle.Visibility == CircleAudience.Closed && Authority.RunsNetwork(state, actor);

    private static bool AdminFindsByName(NetworkState state, Actor actor, Circle circle) =>
        circle.Visibility == CircleAudience.Closed && Authority.AdminsRegion(state, actor, state.Programmes[circle.Programme].Region);

    private static bool IsOpenWithoutMentees(NetworkState state, Actor actor, Circle circle) =>
        circle.Visibility == CircleAudience.Open && !IsRelation(state, circle) && NetworkVisibility.IsInside(state, actor);

    private static bool IsMember(NetworkState state, Actor actor, Meeting meeting) => IsMember(actor, meeting.Circle);

    private static bool IsManager(NetworkState state, Actor actor, Meeting meeting) => IsManager(state, actor, meeting.Circle);

    /// <summary>The stricter rule wins: a manager who advises the circle is in the ring of the sessions invited to, and of no other.</summary>
    private static bool IsManagerInTheRing(NetworkState state, Actor actor, Meeting meeting)
    {
        var programme = state.Programmes[meeting.Circle.Programme];
        return Authority.Manages(actor, programme)
            && state.PackOf(programme).ManagerInRing
            && Authority.RoleIn(actor, meeting.Circle) is null;
    }

    private static bool IsInvited(NetworkState state, Actor actor, Meeting meeting) =>
        actor is Actor.Member member
        && meeting.Session.Advisers.Contains(member.Person)
        && meeting.Circle.Has(member.Person, CircleRole.Adviser);

    /// <summary>Sees the session, and everybody whom it concerns has agreed that they read what was written of it.</summary>
    private static bool IsRecipient(NetworkState state, Actor actor, Meeting meeting) =>
        DisclosureVisibility.IsRecipient(state, actor, meeting.Session) && Sessions.Allows(state, actor, meeting);

    private static bool IsOfOpenCircle(NetworkState state, Actor actor, Meeting meeting) => IsOpenToAll(state, actor, meeting.Circle);

    /// <summary>Whether circles of this form bring a mentor and a mentee together.</summary>
    private static bool IsRelation(NetworkState state, Circle circle) =>
        state.PackOf(state.Programmes[circle.Programme]).Form(circle.Form)?.SeatsOf(CircleRole.Mentee) is not null
        || circle.Members.Values.Any(member => member.Role == CircleRole.Mentee);

    private static bool InState(NetworkState state, Circle circle, out Circle same) => state.Circles.TryGetValue(circle.Id, out same!);

    private static bool InState(NetworkState state, Meeting meeting, out Meeting same)
    {
        var isThere = state.Sessions.TryGetValue(meeting.Session.Id, out var session);
        same = isThere ? Of(state, session!) : default;
        return isThere;
    }

    /// <summary>The session with its circle.</summary>
    public static Meeting Of(NetworkState state, Session session) => new(state.Circles[session.Circle], session);
}
