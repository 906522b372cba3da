using Circles.Grains.Circles;
using Circles.Grains.Kernel;
using Circles.Grains.People;
using Circles.GraphQL.Execution;
using Circles.GraphQL.Types;
using Circles.Schema.Federation;
using static Circles.GraphQL.Types.Scalars;

namespace Circles.Schema.Types;

public static class PersonType
{
    public static readonly ObjectType<Person> Type = new("Person", "One person, whatever the number of organisations and programmes.", () =>
    [
        new("id", Id.NonNull, "Opaque; survives a change of name.", (person, _) => person.Id.ToString()),
        new("name", Scalars.Text.NonNull, "As the person writes it.", (person, _) => person.Name),
        new("email", CustomScalars.EmailAddress, "Only for the person and those who run their programmes or region.",
            (person, _) => person.Email) { Guard = Seen.Under(PersonVisibility.Contact) },
        new("reference", Scalars.Text, "The operator's own key, for the same viewers as the e-mail address.",
            (person, _) => person.Reference) { Guard = Seen.Under(PersonVisibility.Contact) },
        new("languages", CustomScalars.Locale.NonNull.List.NonNull, "What the person speaks, the best first.", (person, _) => person.Profile.Languages),
        new("region", RegionType.Type, "Where the person is.", (person, query) => Regions.Find(query.Snapshot, person.Profile.Region)),
        Wish("skills", "What the person is good at.", profile => profile.Skills),
        Wish("industries", "Where the person works.", profile => profile.Industries),
        Wish("seeks", "What the person wants help with.", profile => profile.Seeks),
        Wish("offers", "What the person can help with.", profile => profile.Offers),
        new("affiliations", AffiliationType.Type.NonNull.List.NonNull, "Places in organisations.", (person, _) => person.Affiliations),
        new("grants", GrantType.Type.NonNull.List.NonNull, "Roles granted in this network; only for the person and those who run it, else empty.",
            (person, query) => query.Snapshot.Grants.GetValueOrDefault(person.Id, []).OrderBy(grant => grant.Role).ThenBy(grant => grant.Region))
        {
            Guard = Seen.Under(PersonVisibility.Roles),
        },
        new("circles", CircleType.Connection.NonNull, "The person's circles that the viewer may see the members of.", (person, query) =>
            Connections.Page(
                query,
                query.Snapshot.CirclesByPerson.GetValueOrDefault(person.Id, [])
                    .Select(id => query.Snapshot.Circles[id])
                    .Where(circle => CircleVisibility.CanSeeMembers(query.Snapshot, query.Viewer, circle)),
                circle => circle.Id,
                Ordering<Circle>.ByAge()))
        {
            Arguments = Connections.Arguments(),
        },
        new("identities", IdentityType.Type.NonNull.List.NonNull,
            "Under what names trusted providers know the person, for the same viewers as the e-mail address.",
            (person, query) => query.Snapshot.Identities.GetValueOrDefault(person.Id)) { Guard = Seen.Under(PersonVisibility.Contact) },
        new("registeredAt", CustomScalars.DateTime.NonNull, "When the person came into the network.", (person, _) => (object)person.RegisteredAt),
        new("erasedAt", CustomScalars.DateTime, "When identity and own words were erased: since then the name is `…`.", (person, _) => (object?)person.ErasedAt),
    ])
    {
        Guard = Seen.Under(PersonVisibility.Found),
        Interfaces = [NodeType.Type],
        AppliedDirectives = [Subgraph.KeyById],
    };

    public static readonly ObjectType<Connection<Person>> Connection = Connections.Of<Person>("Person", Type, "people");

    private static Field<Person> Wish(string name, string description, Func<PersonProfile, ValueList<string>> words) => new(
        name,
        Scalars.Text.NonNull.List.NonNull,
        $"{description} Only for the person, those who mentor them and their programmes' managers; else empty.",
        (person, _) => words(person.Profile))
    {
        Guard = Seen.Under(PersonVisibility.Wishes),
    };
}

public static class AffiliationType
{
    public static readonly ObjectType<Affiliation> Type = new("Affiliation", "A person's place in an organisation.", () =>
    [
        new("organisation", OrganisationType.Type.NonNull, "The organisation.",
            (affiliation, query) => (object)query.Snapshot.Organisations[affiliation.Organisation]),
        new("title", Scalars.Text, "What the person is there.", (affiliation, _) => affiliation.Title),
    ])
    {
        Guard = Seen.WithItsParent,
    };
}

internal static class People
{
    /// <summary>Those of some people whom the viewer may see.</summary>
    public static IEnumerable<Person> Visible(FieldContext query, IEnumerable<Id<Person>> ids) => ids
        .Select(id => query.Snapshot.People[id])
        .Where(person => PersonVisibility.CanSee(query.Snapshot, query.Viewer, person));

    /// <summary>One person, or null when the viewer may not see them or they are gone.</summary>
    public static object? Find(FieldContext query, Id<Person> id) =>
        query.Snapshot.People.TryGetValue(id, out var person) && PersonVisibility.CanSee(query.Snapshot, query.Viewer, person) ? person : null;
}
