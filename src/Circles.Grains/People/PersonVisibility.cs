using Circles.Grains.Access;
using Circles.Grains.Circles;
using Circles.Grains.Kernel;

namespace Circles.Grains.People;

/// <summary>Who may see a person's record. Whether two people meet is the circle's to tell, not the person's.</summary>
public static class PersonVisibility
{
    /// <summary>
    /// The person; those who run the person's region; managers of programmes in that region or that the person applied to or takes
    /// part in; those who sit in a circle together. Managers of programmes are known to everybody in the network.
    /// </summary>
    public static bool CanSee(NetworkState state, Actor actor, Person person) =>
        IsSeen(state, actor, person)
        && (state.Today is not { } today || (today.People.TryGetValue(person.Id, out var now) && IsSeen(today, actor, now)));

    private static bool IsSeen(NetworkState state, Actor actor, Person person) =>
        Authority.Is(actor, person.Id)
        || Authority.RunsRegion(state, actor, person.Profile.Region)
        || (actor is Actor.Member member && state.People.ContainsKey(member.Person)
            && (state.ProgrammesByManager.ContainsKey(person.Id)
                || IsManagersBusiness(state, member.Person, person)
                || SitTogether(state, actor, person)));

    /// <summary>The e-mail address and the operator's reference: only the person and those who run their programmes.</summary>
    public static bool CanSeeContact(NetworkState state, Actor actor, Person person) =>
        ShowsContact(state, actor, person)
        && (state.Today is not { } today || (today.People.TryGetValue(person.Id, out var now) && ShowsContact(today, actor, now)));

    private static bool ShowsContact(NetworkState state, Actor actor, Person person) =>
        Authority.Is(actor, person.Id)
        || Authority.RunsRegion(state, actor, person.Profile.Region)
        || (actor is Actor.Member member && IsManagersBusiness(state, member.Person, person));

    private static bool IsManagersBusiness(NetworkState state, Id<Person> manager, Person person)
    {
        if (!state.ProgrammesByManager.TryGetValue(manager, out var managed)) return false;
        foreach (var id in managed)
        {
            var programme = state.Programmes[id];
            if (programme.IsOpen && (programme.Region is null || state.Network!.Within(person.Profile.Region, programme.Region))) return true;
        }

        return state.ApplicationsByPerson.GetValueOrDefault(person.Id, []).Any(id => managed.Contains(state.Applications[id].Programme))
            || state.CirclesByPerson.GetValueOrDefault(person.Id, []).Any(id => managed.Contains(state.Circles[id].Programme));
    }

    private static bool SitTogether(NetworkState state, Actor actor, Person person) =>
        state.CirclesByPerson.GetValueOrDefault(person.Id, []).Any(id => CircleVisibility.CanSeeMembers(state, actor, state.Circles[id]));
}
