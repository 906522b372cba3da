using System.Buffers;
using System.Text.Json;
using Circles.GraphQL.Execution;
using Circles.GraphQL.Types;

namespace Circles.Bench.Engine;

/// <summary>
/// A circle with its programme, 8 members and its next session, about 670 bytes. Plain records and a schema of its own, so that nothing
/// but the engine is measured; what Circles' own types add is measured over HTTP.
/// </summary>
internal static class PayloadA
{
    public const string Document =
        "query Circle($id: ID!) { circle(id: $id) { id name programme { name } members { name role joined } nextSession { number startsAt theme } } }";

    private static readonly Circle Shown = new(
        "cir_01kaxq3m8v4e2r9t7y5w1z6h0n",
        "Founders of the north",
        new Programme("Women in leadership 2026"),
        [.. Enumerable.Range(1, 8).Select(i => new Member($"Member {i} of the circle", i == 1 ? Role.Mentor : Role.Mentee, 2020 + i))],
        new Session(3, "2026-11-30T17:00:00Z", "How to say no"));

    private static readonly ObjectType<Programme> ProgrammeType = new("Programme", "A programme.", () =>
    [
        new("name", Scalars.Text.NonNull, "For people.", (programme, _) => programme.Name),
    ]);

    private static readonly EnumType<Role> RoleType = EnumType<Role>.From("Role", "A part.", (Role.Mentor, "Gives."), (Role.Mentee, "Takes."));

    private static readonly ObjectType<Member> MemberType = new("Member", "A member.", () =>
    [
        new("name", Scalars.Text.NonNull, "For people.", (member, _) => member.Name),
        new("role", RoleType.NonNull, "As what.", (member, _) => (object)member.Role),
        new("joined", Scalars.Int.NonNull, "The year.", (member, _) => member.Joined),
    ]);

    private static readonly ObjectType<Session> SessionType = new("Session", "A session.", () =>
    [
        new("number", Scalars.Int.NonNull, "From 1.", (session, _) => session.Number),
        new("startsAt", Scalars.Text.NonNull, "When.", (session, _) => session.StartsAt),
        new("theme", Scalars.Text, "About what.", (session, _) => session.Theme),
    ]);

    private static readonly ObjectType<Circle> CircleType = new("Circle", "A circle.", () =>
    [
        new("id", Scalars.Id.NonNull, "Opaque.", (circle, _) => circle.Id),
        new("name", Scalars.Text, "For people.", (circle, _) => circle.Name),
        new("programme", ProgrammeType.NonNull, "Whose.", (circle, _) => circle.Programme),
        new("members", MemberType.NonNull.List.NonNull, "Who.", (circle, _) => circle.Members),
        new("nextSession", SessionType, "When next.", (circle, _) => circle.NextSession),
    ]);

    public static GraphQL.Types.Schema Schema { get; } = new(new ObjectType<object>("Query", "What can be asked.", () =>
    [
        new("circle", CircleType, "A circle by its id.", (_, query) => query.Text("id") == Shown.Id ? Shown : null)
        {
            Arguments = [new("id", Scalars.Id.NonNull, "Opaque.")],
        },
    ]));

    public static JsonElement Variables { get; } = JsonSerializer.SerializeToElement(new { id = Shown.Id });

    /// <summary>The same bytes as careful hand-written code makes them: names as UTF-8, and one writer for all requests.</summary>
    public static void WriteByHand(Utf8JsonWriter writer, IBufferWriter<byte> output)
    {
        writer.Reset(output);
        writer.WriteStartObject();
        writer.WriteStartObject("data"u8);
        writer.WriteStartObject("circle"u8);
        writer.WriteString("id"u8, Shown.Id);
        writer.WriteString("name"u8, Shown.Name);
        writer.WriteStartObject("programme"u8);
        writer.WriteString("name"u8, Shown.Programme.Name);
        writer.WriteEndObject();
        writer.WriteStartArray("members"u8);
        foreach (var member in Shown.Members)
        {
            writer.WriteStartObject();
            writer.WriteString("name"u8, member.Name);
            writer.WriteString("role"u8, member.Role == Role.Mentor ? "MENTOR"u8 : "MENTEE"u8);
            writer.WriteNumber("joined"u8, member.Joined);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStartObject("nextSession"u8);
        writer.WriteNumber("number"u8, Shown.NextSession.Number);
        writer.WriteString("startsAt"u8, Shown.NextSession.StartsAt);
        writer.WriteString("theme"u8, Shown.NextSession.Theme);
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.Flush();
    }

    private enum Role
    {
        Mentor,
        Mentee,
    }

    private sealed record Programme(string Name);

    private sealed record Member(string Name, Role Role, int Joined);

    private sealed record Session(int Number, string StartsAt, string Theme);

    private sealed record Circle(string Id, string Name, Programme Programme, Member[] Members, Session NextSession);
}
