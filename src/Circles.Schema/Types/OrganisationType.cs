using Circles.Grains.Kernel;
using Circles.Grains.Organisations;
using Circles.Grains.People;
using Circles.GraphQL.Types;
using Circles.Schema.Federation;
using static Circles.GraphQL.Types.Scalars;

namespace Circles.Schema.Types;

public static class OrganisationType
{
    public static readonly ObjectType<Organisation> Type = new("Organisation", "A member of the network that is not a person.", () =>
    [
        new("id", Id.NonNull, "Opaque; survives a rename.", (organisation, _) => organisation.Id.ToString()),
        new("name", Scalars.Text.NonNull, "Its name.", (organisation, _) => organisation.Name),
        new("kind", Enums.OrganisationKind.NonNull, "What sort it is.", (organisation, _) => (object)organisation.Kind),
        new("region", RegionType.Type, "Where it is.", (organisation, query) => Regions.Find(query.Snapshot, organisation.Region)),
        new("reference", Scalars.Text, "The operator's own key.", (organisation, _) => organisation.Reference),
        new("showcase", ShowcaseType.Type, "What it is good at; a draft only for those who may change it.",
            (organisation, _) => organisation.Showcase) { Guard = Seen.Under(OrganisationVisibility.Presented) },
        new("people", PersonType.Connection.NonNull, "Its people, by name.", (organisation, query) => Connections.Page(
            query,
            People.Visible(query, query.Snapshot.PeopleByOrganisation.GetValueOrDefault(organisation.Id, [])),
            person => person.Id,
            Ordering<Person>.ByName(person => person.Name, query.Language)))
        {
            Arguments = Connections.Arguments(),
        },
        new("registeredAt", CustomScalars.DateTime.NonNull, "When it came into the network.", (organisation, _) => (object)organisation.RegisteredAt),
    ])
    {
        Guard = Seen.Under(OrganisationVisibility.Found),
        Interfaces = [NodeType.Type],
        AppliedDirectives = [Subgraph.KeyById, Subgraph.KeyBy("reference")],
    };

    public static readonly ObjectType<Connection<Organisation>> Connection = Connections.Of<Organisation>("Organisation", Type, "organisations");
}

public static class ShowcaseType
{
    public static readonly ObjectType<Showcase> Type = new("Showcase", "What an organisation shows the world.", () =>
    [
        new("headline", Scalars.Text.NonNull, "One line.", (showcase, _) => showcase.Headline),
        new("text", Scalars.Text.NonNull, "Paragraphs; may be empty.", (showcase, _) => showcase.Text),
        new("strengths", Scalars.Text.NonNull.List.NonNull, "What it is good at, in words to search by.", (showcase, _) => showcase.Strengths),
        new("website", CustomScalars.Url, "An https or http address.", (showcase, _) => showcase.Website),
        new("published", Scalars.Boolean.NonNull, "Whether everyone in the network sees it.", (showcase, _) => showcase.Published),
    ])
    {
        Guard = Seen.WithItsParent,
    };
}

internal static class Regions
{
    public static object? Find(NetworkState state, string? code) =>
        code is not null && state.Network!.Regions.TryGetValue(code, out var region) ? region : null;
}
