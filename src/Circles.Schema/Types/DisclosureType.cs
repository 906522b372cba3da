using Circles.Grains.Diaries;
using Circles.Grains.Disclosures;
using Circles.Grains.Kernel;
using Circles.Grains.People;
using Circles.GraphQL.Execution;
using Circles.GraphQL.Types;
using Circles.Schema.Federation;
using NodaTime;
using static Circles.GraphQL.Types.Scalars;

namespace Circles.Schema.Types;

public static class DisclosureType
{
    public static readonly ObjectType<Disclosure> Type = new(
        "Disclosure", "That somebody outside a circle may read what it wrote of one session, if everybody whom it concerns agrees.", () =>
    [
        new("id", Id.NonNull, "Opaque; for good.", (disclosure, _) => disclosure.Id.ToString()),
        new("session", SessionType.Type, "Of which session; null for a recipient who does not see it.",
            (disclosure, query) => query.Snapshot.Sessions[disclosure.Session]),
        new("recipient", PersonType.Type, "Who may read it.", (disclosure, query) => People.Find(query, disclosure.Recipient)),
        new("because", Scalars.Text.NonNull, "What for.", (disclosure, _) => disclosure.Because),
        new("askedAt", CustomScalars.DateTime.NonNull, "When it was asked for.", (disclosure, _) => (object)disclosure.AskedAt),
        new("isOpen", Scalars.Boolean.NonNull, "Whether the recipient may read it now.",
            (disclosure, query) => DisclosureVisibility.IsOpen(query.Snapshot, disclosure)),
        new("withdrawnAt", CustomScalars.DateTime, "When somebody withdrew it.", (disclosure, _) => (object?)disclosure.WithdrawnAt),
        new("consents", ConsentType.Type.NonNull.List.NonNull, "Everybody whom it concerns, and who has agreed; empty outside the circle.",
            (disclosure, query) => DisclosureVisibility.Concerned(query.Snapshot, disclosure.Session)
                .Select(person => new Consent(person, disclosure.Consents.TryGetValue(person, out var at) ? at : null)))
        {
            Guard = Seen.Under(DisclosureVisibility.Consents),
        },
        new("text", Scalars.Text, "What the diary's keeper wrote; null for those who may not read it.",
            (disclosure, query) => Read(query, disclosure)?.Text),
        new("remark", Scalars.Text, "What the mentor added; null for those who may not read it.",
            (disclosure, query) => Read(query, disclosure)?.Remark),
    ])
    {
        Guard = Seen.Under(DisclosureVisibility.Found),
        Interfaces = [NodeType.Type],
        AppliedDirectives = [Subgraph.KeyById],
    };

    private static DiaryEntry? Read(FieldContext query, Disclosure disclosure)
    {
        var state = query.Snapshot;
        if (!state.DiaryBySession.TryGetValue(disclosure.Session, out var id)) return null;
        var entry = state.Diaries[id];
        return DiaryVisibility.CanSee(state, query.Viewer, entry)
            || DisclosureVisibility.CanRead(state, query.Viewer, state.Sessions[disclosure.Session])
                ? entry
                : null;
    }
}

/// <param name="At">When the person last agreed; null before that.</param>
public sealed record Consent(Id<Person> Person, Instant? At);

public static class ConsentType
{
    public static readonly ObjectType<Consent> Type = new("Consent", "One person's agreement.", () =>
    [
        new("person", PersonType.Type, "Whose; null when the person is gone.", (consent, query) => People.Find(query, consent.Person)),
        new("at", CustomScalars.DateTime, "When they last agreed; null as long as they have not.", (consent, _) => (object?)consent.At),
    ])
    {
        Guard = Seen.WithItsParent,
    };
}
