using System.Collections.Immutable;
using Circles.Grains.Circles;
using Circles.Grains.Kernel;
using Circles.Grains.People;
using Circles.Grains.Programmes;
using Circles.Grains.Sessions;

namespace Circles.Grains.Access;

/// <summary>
/// What stands near a thing: all that <c>CircleVisibility</c> and the rules of a circle's plan look at. States share what did not change,
/// so comparing two of them by reference costs a few look-ups.
/// </summary>
public static class Neighbourhood
{
    /// <summary>
    /// Whether nothing changed from one state to the next of: the network's frame; the actor's own record and roles; a circle with its
    /// members' records, its sessions, its programme and pack; for a session, its circle. Of a programme's managers it matters whether
    /// the actor or a member of the circle is one. False for things of other kinds.
    /// </summary>
    public static bool IsSame(NetworkState before, NetworkState after, Actor actor, AnyId id)
    {
        if (!ReferenceEquals(before.Network, after.Network) || !IsSameStanding(before, after, actor)) return false;
        if (id.Is<Circle>(out var circle)) return IsSameCircle(before, after, actor, circle);
        if (id.Is<Programme>(out var programme)) return IsSameProgramme(before, after, actor, programme);
        return id.Is<Session>(out var session)
            && before.Sessions.TryGetValue(session, out var there)
            && IsSameCircle(before, after, actor, there.Circle);
    }

    private static bool IsSameStanding(NetworkState before, NetworkState after, Actor actor) => actor switch
    {
        Actor.Member member => IsSame(before.People, after.People, member.Person) && IsSame(before.Grants, after.Grants, member.Person),
        Actor.Program program => IsSame(before.Clients, after.Clients, program.Client),
        _ => true,
    };

    private static bool IsSameProgramme(NetworkState before, NetworkState after, Actor actor, Id<Programme> id)
    {
        if (!before.Programmes.TryGetValue(id, out var programme)) return !after.Programmes.ContainsKey(id);
        return IsSame(before.Packs, after.Packs, programme.Pack)
            && (IsSame(before.Programmes, after.Programmes, id)
                || (after.Programmes.TryGetValue(id, out var changed)
                    && programme == changed with { Managers = programme.Managers }
                    && Authority.Manages(actor, programme) == Authority.Manages(actor, changed)));
    }

    private static bool IsSameCircle(NetworkState before, NetworkState after, Actor actor, Id<Circle> id)
    {
        if (!IsSame(before.Circles, after.Circles, id)) return false;
        if (!before.Circles.TryGetValue(id, out var circle)) return true;
        return IsSameProgramme(before, after, actor, circle.Programme)
            && ManageTheSame(before, after, circle)
            && AreSameSessions(before, after, id)
            && AreSamePeople(before, after, circle);
    }

    private static bool ManageTheSame(NetworkState before, NetworkState after, Circle circle)
    {
        if (ReferenceEquals(before.Programmes, after.Programmes)) return true;
        var (managers, others) = (before.Programmes[circle.Programme].Managers, after.Programmes[circle.Programme].Managers);
        if (ReferenceEquals(managers, others)) return true;
        foreach (var (person, _) in circle.Members)
            if (managers.Contains(person) != others.Contains(person)) return false;
        return true;
    }

    private static bool AreSameSessions(NetworkState before, NetworkState after, Id<Circle> circle)
    {
        if (ReferenceEquals(before.Sessions, after.Sessions)) return true;
        var sessions = before.SessionsByCircle.GetValueOrDefault(circle);
        if (!ReferenceEquals(sessions, after.SessionsByCircle.GetValueOrDefault(circle))) return false;
        foreach (var session in sessions ?? [])
            if (!IsSame(before.Sessions, after.Sessions, session)) return false;
        return true;
    }

    private static bool AreSamePeople(NetworkState before, NetworkState after, Circle circle)
    {
        if (ReferenceEquals(before.People, after.People)) return true;
        foreach (var (person, _) in circle.Members)
            if (!IsSame(before.People, after.People, person)) return false;
        return true;
    }

    private static bool IsSame<TKey, T>(ImmutableSortedDictionary<TKey, T> before, ImmutableSortedDictionary<TKey, T> after, TKey key)
        where TKey : notnull
        where T : class =>
        ReferenceEquals(before, after) || ReferenceEquals(before.GetValueOrDefault(key), after.GetValueOrDefault(key));
}
