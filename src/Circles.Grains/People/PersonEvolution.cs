using System.Diagnostics;
using Circles.Grains.Kernel;
using Circles.Grains.Organisations;
using Circles.Grains.SignIn;

namespace Circles.Grains.People;

internal static class PersonEvolution
{
    public static NetworkState Evolve(NetworkState state, PersonEvent happened, Happened record)
    {
        if (happened is PersonEvent.Erased) return PersonErasure.Without(state, new HashSet<Id<Person>> { happened.Person }, record.At);
        var before = state.People.GetValueOrDefault(happened.Person);
        return Put(state, happened.Person, happened switch
        {
            PersonEvent.Registered e => new Person(e.Person, e.Name, e.Email, e.Reference, e.Profile, e.Affiliations, record.At),
            PersonEvent.Updated e => before! with
            {
                Name = e.Name.Or(before.Name),
                Email = e.Email.Or(before.Email),
                Reference = e.Reference.Or(before.Reference),
                Profile = Profile(before.Profile, e),
            },
            PersonEvent.Affiliated e => before! with
            {
                Affiliations = Without(before, e.Organisation).Add(new Affiliation(e.Organisation, e.Title)),
            },
            PersonEvent.AffiliationEnded e => before! with { Affiliations = Without(before, e.Organisation) },
            PersonEvent.Removed => null,
            _ => throw new UnreachableException($"Evolve has no case for {happened.GetType().Name}."),
        });
    }

    /// <summary>The state with the person as given, or without them, and every index that follows from it.</summary>
    public static NetworkState Put(NetworkState state, Id<Person> id, Person? after)
    {
        var before = state.People.GetValueOrDefault(id);
        if (after is null) state = SignInEvolution.Put(state, id, []);
        return state with
        {
            People = state.People.Put(id, after),
            PersonByEmail = state.PersonByEmail.Move(id, before?.Email, after?.Email),
            PersonByReference = state.PersonByReference.Move(id, before?.Reference, after?.Reference),
            PeopleByOrganisation = state.PeopleByOrganisation.Move(id, OrganisationsOf(before), OrganisationsOf(after)),
        };
    }

    private static PersonProfile Profile(PersonProfile before, PersonEvent.Updated e) => new(
        e.Languages.Or(before.Languages),
        e.Region.Or(before.Region),
        e.Skills.Or(before.Skills),
        e.Industries.Or(before.Industries),
        e.Seeks.Or(before.Seeks),
        e.Offers.Or(before.Offers));

    private static ValueList<Affiliation> Without(Person person, Id<Organisation> organisation) =>
        person.Affiliations.Where(affiliation => affiliation.Organisation != organisation).ToValueList();

    public static Id<Organisation>[] OrganisationsOf(Person? person) =>
        person is null || person.Affiliations.IsEmpty ? [] : [.. person.Affiliations.Select(affiliation => affiliation.Organisation)];
}
