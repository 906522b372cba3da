using Circles.Grains.Access;
using Circles.Grains.Circles;
using Circles.Grains.Imports;
using Circles.Grains.Kernel;
using Circles.Grains.Organisations;
using Circles.Grains.People;
using Circles.Grains.Programmes;
using Circles.Grains.Registry;
using Circles.Grains.Sessions;
using Circles.GraphQL.Execution;
using Circles.GraphQL.Types;
using Circles.Schema.Federation;
using Circles.Schema.Types;
using static Circles.GraphQL.Types.Scalars;

namespace Circles.Schema;

public static class QueryType
{
    public static readonly ObjectType<RequestContext> Type = new("Query", "What can be asked of a network. One request, one consistent answer.", () =>
    [
        new("node", NodeType.Type, "The thing with this id; null when there is none that the viewer may see.",
            (_, query) => Find(query, query.Text("id")))
        {
            Arguments = [new("id", Id.NonNull, "Of any kind.")],
        },
        new("nodes", NodeType.Type.List.NonNull, "The things with these ids, in their order; null for each that the viewer may not see.",
            (_, query) => Nodes(query))
        {
            Arguments = [new("ids", Id.NonNull.List.NonNull, "At most 100.") { IsSize = true }],
        },
        new("viewer", ViewerType.Type.NonNull, "Who asks.", (_, query) => new Viewer(query.Viewer)),
        new("network", NetworkType.Type.NonNull, "The network that is asked.", (_, query) => (object?)query.Snapshot.Network),
        new("networks", RegisteredNetworkType.Connection.NonNull,
            "The platform's networks, by slug. Asked of `platform` by its operator; empty for others and elsewhere.", (_, query) => Connections.Page(
                query,
                query.Snapshot.Registered,
                RegisteredNetworkType.BySlug,
                network => RegistryVisibility.CanSee(query.Snapshot, query.Viewer, network)))
        {
            Arguments = Connections.Arguments(),
        },
        new("packs", ProcessPackType.Type.NonNull.List.NonNull, "The process packs that programmes can be started from.", (_, query) => query.Asked.Packs.All),
        new("organisation", OrganisationType.Type, "An organisation by its id or its operator's key.", (_, query) => ByKey<Organisation>(
            query, reference => query.Snapshot.OrganisationByReference.TryGetValue(reference, out var id) ? id : null))
        {
            Arguments = ByKeyArguments,
        },
        new("organisations", OrganisationType.Connection.NonNull, "Organisations.", (_, query) => Connections.Page(
            query, query.Snapshot.Organisations, OrganisationFilter.Order(query), OrganisationFilter.Shown(query)))
        {
            Arguments = Connections.Arguments(OrganisationFilter.Arguments),
        },
        new("person", PersonType.Type, "A person by their id or their operator's key.", (_, query) => ByKey<Person>(
            query,
            reference => query.Snapshot.PersonByReference.TryGetValue(reference, out var id)
                && PersonVisibility.CanSeeContact(query.Snapshot, query.Viewer, query.Snapshot.People[id])
                    ? id
                    : null))
        {
            Arguments = ByKeyArguments,
        },
        new("people", PersonType.Connection.NonNull, "People that the viewer may see.", (_, query) => Connections.Page(
            query, query.Snapshot.People, PersonFilter.Order(query), PersonFilter.Shown(query)))
        {
            Arguments = Connections.Arguments(PersonFilter.Arguments),
        },
        new("programme", ProgrammeType.Type, "A programme by its id.", (_, query) => FindOf<Programme>(query, query.Text("id")))
        {
            Arguments = [new("id", Id.NonNull, "The programme's id.")],
        },
        new("programmes", ProgrammeType.Connection.NonNull, "Programmes.", (_, query) => Connections.Page(
            query, query.Snapshot.Programmes, ProgrammeFilter.Order(query), ProgrammeFilter.Shown(query)))
        {
            Arguments = Connections.Arguments(ProgrammeFilter.Arguments),
        },
        new("circle", CircleType.Type, "A circle by its id or its programme's key.", (_, query) => ByKey<Circle>(
            query,
            reference => query.Snapshot.CirclesByReference.GetValueOrDefault(reference, [])
                .Where(id => CircleVisibility.IsMemberOrManager(query.Snapshot, query.Viewer, query.Snapshot.Circles[id]))
                .Select(id => (AnyId?)id)
                .FirstOrDefault()))
        {
            Arguments = ByKeyArguments,
        },
        new("circles", CircleType.Connection.NonNull, "Circles that the viewer may see.", (_, query) => Connections.Page(
            query, query.Snapshot.Circles, CircleFilter.Order(query), CircleFilter.Shown(query)))
        {
            Arguments = Connections.Arguments(CircleFilter.Arguments),
        },
        new("session", SessionType.Type, "A session by its id.", (_, query) => FindOf<Session>(query, query.Text("id")))
        {
            Arguments = [new("id", Id.NonNull, "The session's id.")],
        },
        new("sessions", SessionType.Connection.NonNull, "Sessions that the viewer may see, by start.", (_, query) => Connections.Page(
            query, query.Snapshot.Sessions, SessionFilter.Order(query), SessionFilter.Shown(query)))
        {
            Arguments = Connections.Arguments(SessionFilter.Arguments),
        },
        new("imports", ImportType.Connection.NonNull, "Imports that the viewer may see, the newest first.", (_, query) => Connections.Page(
            query,
            query.Snapshot.Imports,
            Ordering<Import>.ByAge(newestFirst: true),
            import => ImportVisibility.CanSee(query.Snapshot, query.Viewer, import)))
        {
            Arguments = Connections.Arguments(),
        },
        new("tokens", TokenType.Connection.NonNull, "Tokens that the viewer may see, the newest first.", (_, query) => Connections.Page(
            query,
            query.Snapshot.Tokens,
            Ordering<Token>.ByAge(newestFirst: true),
            token => AccessVisibility.CanSee(query.Snapshot, query.Viewer, token)))
        {
            Arguments = Connections.Arguments(),
        },
        new("clients", ClientType.Connection.NonNull, "Clients that the viewer may see, by name.", (_, query) => Connections.Page(
            query,
            query.Snapshot.Clients,
            Ordering<Client>.ByName(client => client.Name, query.Language),
            client => AccessVisibility.CanSee(query.Snapshot, query.Viewer, client)))
        {
            Arguments = Connections.Arguments(),
        },
        Field<RequestContext>.Async(
            "history",
            HistoryType.Connection,
            "Who changed a thing, when and why, the newest first; null when the viewer has no hand in it, or there is no such thing.",
            (_, query) => AnyId.TryParse(query.Text("of"), out var of) ? HistoryType.OfAsync(query, of) : ValueTask.FromResult<object?>(null),
            Connections.Arguments(new Argument("of", Id.NonNull, "The id of the thing."))),
        .. Subgraph.Queries,
    ]);

    private static IReadOnlyList<Argument> ByKeyArguments =>
    [
        new("id", Id, "Its id. Give this or `reference`."),
        new("reference", Scalars.Text, "The key that its operator gave it. Give this or `id`."),
    ];

    private static object? ByKey<T>(FieldContext query, Func<string, AnyId?> byReference)
        where T : class, IIdentified => (query.TextOrNull("id"), query.TextOrNull("reference")) switch
        {
            ({ } id, null) => FindOf<T>(query, id),
            (null, { } reference) => byReference(reference) is { } id ? FindOf<T>(query, id.ToString()) : null,
            _ => throw QueryErrors.KeyRequired().Told(query),
        };

    /// <summary>What has the id, whatever its kind; null when there is none that the viewer may see.</summary>
    internal static IIdentified? Find(FieldContext query, string id) =>
        AnyId.TryParse(id, out var any) ? Visibility.Find(query.Snapshot, query.Viewer, any) : null;

    private static T? FindOf<T>(FieldContext query, string id)
        where T : class, IIdentified => Find(query, id) as T;

    private static IEnumerable<object?> Nodes(FieldContext query)
    {
        var ids = query.List<string>("ids");
        if (ids.Count > Limits.PageMax) throw KernelErrors.TooMany("ids", Limits.PageMax).Told(query);
        return ids.Select(object? (id) => Find(query, id));
    }
}
