using Circles.Grains.Access;
using Circles.Grains.Kernel;
using Circles.Grains.People;
using Circles.GraphQL.Execution;
using Circles.GraphQL.Types;
using Circles.Schema.Texts;
using static Circles.GraphQL.Types.Scalars;

namespace Circles.Schema.Types;

/// <summary>What the policy says of a thing, from the very rules that decide.</summary>
internal static class SightType
{
    private static readonly ObjectType<Audience> Type = new("Audience", "Some of those who see a thing, and the rule by which they do.", () =>
    [
        new("code", Scalars.Text.NonNull, "For programs; for good.", (audience, _) => audience.Code),
        new("words", Scalars.Text.NonNull, "Who, as docs/visibility.md names them.", (audience, _) => audience.Words),
        new("message", Scalars.Text.NonNull, "The rule, for people, in their language.", (audience, query) => Messages.Of(audience, query.Language)),
    ])
    {
        Guard = Seen.WithItsParent,
    };

    public static IEnumerable<Field<RequestContext>> Queries =>
    [
        new("whoCanSee", Type.NonNull.List,
            "Who sees a thing, rule by rule. For those who run it; null for others, as for an id that was never issued.",
            (_, query) => AnyId.TryParse(query.Text("id"), out var id) ? Explanation.WhoCanSee(query.Snapshot, query.Viewer, id) : null)
        {
            Arguments = [new("id", Id.NonNull, "Of any kind.")],
        },
        new("why", Type.NonNull.List,
            "By which rules a person sees a thing; empty when they do not. Null when the viewer may not know, as for an id that was never issued.",
            (_, query) => AnyId.TryParse(query.Text("id"), out var id) && PersonOf(query) is { } person
                ? Explanation.Why(query.Snapshot, query.Viewer, id, person)
                : null)
        {
            Arguments = [new("id", Id.NonNull, "Of any kind."), new("person", Id, "Whom it is asked about; the viewer unless given.")],
        },
    ];

    private static Id<Person>? PersonOf(FieldContext query) =>
        query.TextOrNull("person") is { } text ? (Id<Person>.TryParse(text, out var person) ? person : null)
        : query.Viewer is Actor.Member member ? member.Person
        : null;
}
