using Circles.Grains.Access;
using Circles.Grains.Circles;
using Circles.Grains.Kernel;

namespace Circles.Grains.People;

/// <summary>Who may see a person's record. Whether two people meet is the circle's to tell, not the person's.</summary>
public static class PersonVisibility
{
    /// <summary>The record: name, languages, region and places in organisations.</summary>
    public static readonly Rule<Person> Found = new(
        InState,
        new(Audience.Themselves, IsThemselves),
        new(Audience.NetworkOperator, RunsNetwork),
        new(Audience.RegionalAdmin, AdminsRegion),
        new(Audience.OfManagers, IsAManager),
        new(Audience.ManagerOfTheRegion, ManagesTheirRegion),
        new(Audience.Manager, ManagesThem),
        new(Audience.OrganisationAdmin, AdminsTheirOrganisation),
        new(Audience.Fellow, IsSeenInACircle));

    /// <summary>The e-mail address and the operator's reference: only the person and those who run their programmes.</summary>
    public static readonly Rule<Person> Contact = new(
        InState,
        new(Audience.Themselves, IsThemselves),
        new(Audience.NetworkOperator, RunsNetwork),
        new(Audience.RegionalAdmin, AdminsRegion),
        new(Audience.ManagerOfTheRegion, ManagesTheirRegion),
        new(Audience.Manager, ManagesThem));

    /// <summary>Skills, industries, seeks and offers: for being matched and helped by, and for nobody who only runs the network.</summary>
    public static readonly Rule<Person> Wishes = new(
        InState,
        new(Audience.Themselves, IsThemselves),
        new(Audience.ManagerOfTheRegion, ManagesTheirRegion),
        new(Audience.Manager, ManagesThem),
        new(Audience.Mentor, Mentors));

    /// <summary>The roles that were granted to the person.</summary>
    public static readonly Rule<Person> Roles = new(
        InState, new(Audience.Themselves, IsThemselves), new(Audience.NetworkOperator, RunsNetwork));

    public static bool CanSee(NetworkState state, Actor actor, Person person) => Found.Allows(state, actor, person);

    public static bool CanSeeContact(NetworkState state, Actor actor, Person person) => Contact.Allows(state, actor, person);

    public static bool CanSeeWishes(NetworkState state, Actor actor, Person person) => Wishes.Allows(state, actor, person);

    private static bool IsThemselves(NetworkState state, Actor actor, Person person) => Authority.Is(actor, person.Id);

    private static bool RunsNetwork(NetworkState state, Actor actor, Person person) => Authority.RunsNetwork(state, actor);

    private static bool AdminsRegion(NetworkState state, Actor actor, Person person) =>
        Authority.AdminsRegion(state, actor, person.Profile.Region);

    private static bool IsAManager(NetworkState state, Actor actor, Person person) =>
        actor is Actor.Member member && state.ProgrammesByManager.ContainsKey(person.Id) && state.People.ContainsKey(member.Person);

    private static bool ManagesTheirRegion(NetworkState state, Actor actor, Person person)
    {
        if (actor is not Actor.Member manager || !state.ProgrammesByManager.TryGetValue(manager.Person, out var managed)) return false;
        foreach (var id in managed)
        {
            var programme = state.Programmes[id];
            if (programme.IsOpen && (programme.Region is null || state.Network!.Within(person.Profile.Region, programme.Region))) return true;
        }

        return false;
    }

    /// <summary>Manages a programme that the person applied to or is in a circle of.</summary>
    private static bool ManagesThem(NetworkState state, Actor actor, Person person) =>
        actor is Actor.Member manager
        && state.ProgrammesByManager.TryGetValue(manager.Person, out var managed)
        && (state.ApplicationsByPerson.GetValueOrDefault(person.Id, []).Any(id => managed.Contains(state.Applications[id].Programme))
            || state.CirclesByPerson.GetValueOrDefault(person.Id, []).Any(id => managed.Contains(state.Circles[id].Programme)));

    private static bool AdminsTheirOrganisation(NetworkState state, Actor actor, Person person) =>
        person.Affiliations.Any(affiliation => Authority.AdminsOrganisation(state, actor, affiliation.Organisation));

    private static bool IsSeenInACircle(NetworkState state, Actor actor, Person person) =>
        state.CirclesByPerson.GetValueOrDefault(person.Id, []).Any(id => CircleVisibility.CanSeeMembers(state, actor, state.Circles[id]));

    /// <summary>Is a mentor or a peer in one of the person's circles.</summary>
    private static bool Mentors(NetworkState state, Actor actor, Person person) =>
        actor is Actor.Member
        && state.CirclesByPerson.GetValueOrDefault(person.Id, [])
            .Any(id => Authority.RoleIn(actor, state.Circles[id]) is CircleRole.Mentor or CircleRole.Peer);

    private static bool InState(NetworkState state, Person person, out Person same) => state.People.TryGetValue(person.Id, out same!);
}
