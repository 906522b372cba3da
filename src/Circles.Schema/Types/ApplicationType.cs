using Circles.Grains.Applications;
using Circles.GraphQL.Types;
using Circles.Schema.Federation;
using static Circles.GraphQL.Types.Scalars;

namespace Circles.Schema.Types;

public static class ApplicationType
{
    public static readonly ObjectType<Application> Type = new(
        "Application", "A person's wish to take part in a programme in one role. Seen by the person and the programme's managers.", () =>
    [
        new("id", Id.NonNull, "Opaque; for good.", (application, _) => application.Id.ToString()),
        new("programme", ProgrammeType.Type.NonNull, "Where to.", (application, query) => (object)query.Snapshot.Programmes[application.Programme]),
        new("person", PersonType.Type, "Who applies.", (application, query) => People.Find(query, application.Person)),
        new("role", Enums.CircleRole.NonNull, "As what.", (application, _) => (object)application.Role),
        new("kind", Scalars.Text, "One of the pack's words for the role.", (application, _) => application.Kind),
        new("motivation", Scalars.Text, "In the person's own words.", (application, _) => application.Motivation),
        new("status", Enums.ApplicationStatus.NonNull, "Where it stands.", (application, _) => (object)application.Status),
        new("reason", Scalars.Text, "Why it was decided or withdrawn.", (application, _) => application.Reason),
        new("appliedAt", CustomScalars.DateTime.NonNull, "When it was made.", (application, _) => (object)application.AppliedAt),
        new("decidedAt", CustomScalars.DateTime, "When it was decided or withdrawn.", (application, _) => (object?)application.DecidedAt),
        new("wordsErasedAt", CustomScalars.DateTime, "When motivation and reason were erased, after the time that the pack keeps them.",
            (application, query) => query.Snapshot.Erased.TryGetValue(application.Id, out var at) ? (object)at : null),
    ])
    {
        Interfaces = [NodeType.Type],
        AppliedDirectives = [Subgraph.KeyById],
    };

    public static readonly ObjectType<Connection<Application>> Connection = Connections.Of<Application>("Application", Type, "applications");
}
