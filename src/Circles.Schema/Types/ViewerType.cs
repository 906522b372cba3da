using Circles.Grains.Access;
using Circles.Grains.Applications;
using Circles.Grains.Circles;
using Circles.Grains.Disclosures;
using Circles.Grains.Kernel;
using Circles.Grains.Programmes;
using Circles.GraphQL.Types;
using static Circles.GraphQL.Types.Scalars;

namespace Circles.Schema.Types;

/// <summary>Who asks, as a source of fields.</summary>
public sealed record Viewer(Actor Actor)
{
    public Id<Grains.People.Person>? Person => Actor is Actor.Member member ? member.Person : null;
}

public static class ViewerType
{
    public static readonly ObjectType<Viewer> Type = new("Viewer", "Who asks, and what is theirs.", () =>
    [
        new("actor", ActorType.Type.NonNull, "Who.", (viewer, _) => viewer.Actor),
        new("language", CustomScalars.Locale.NonNull, "The language that texts are answered in, from `Accept-Language`.", (_, query) => query.Language),
        new("grants", GrantType.Type.NonNull.List.NonNull, "Roles granted in this network.",
            (viewer, query) => Authority.GrantsOf(query.Snapshot, viewer.Actor).OrderBy(grant => grant.Role).ThenBy(grant => grant.Region)),
        new("programmes", ProgrammeType.Type.NonNull.List.NonNull, "Programmes that the viewer manages.", (viewer, query) =>
            viewer.Person is { } person
                ? query.Snapshot.ProgrammesByManager.GetValueOrDefault(person, []).Select(id => query.Snapshot.Programmes[id])
                : Enumerable.Empty<Programme>()),
        new("circles", CircleType.Type.NonNull.List.NonNull, "Circles that the viewer is in.", (viewer, query) =>
            viewer.Person is { } person
                ? query.Snapshot.CirclesByPerson.GetValueOrDefault(person, [])
                    .Select(id => query.Snapshot.Circles[id])
                    .Where(circle => CircleVisibility.CanSee(query.Snapshot, query.Viewer, circle))
                : Enumerable.Empty<Circle>()),
        new("disclosures", DisclosureType.Type.NonNull.List.NonNull, "What was disclosed to the viewer, and is open.", (viewer, query) =>
            viewer.Person is { } person
                ? query.Snapshot.DisclosuresByRecipient.GetValueOrDefault(person, [])
                    .Select(id => query.Snapshot.Disclosures[id])
                    .Where(disclosure => DisclosureVisibility.CanSee(query.Snapshot, query.Viewer, disclosure))
                : Enumerable.Empty<Disclosure>()),
        new("applications", ApplicationType.Type.NonNull.List.NonNull, "The viewer's own applications.", (viewer, query) =>
            viewer.Person is { } person
                ? query.Snapshot.ApplicationsByPerson.GetValueOrDefault(person, []).Select(id => query.Snapshot.Applications[id])
                : Enumerable.Empty<Application>()),
    ]);
}
