using Circles.Grains.Access;
using Circles.Grains.Circles;
using Circles.Grains.Diaries;
using Circles.Grains.Disclosures;
using Circles.Grains.Packs;
using Circles.Grains.People;
using Circles.Grains.Sessions;
using Circles.GraphQL.Execution;
using Circles.GraphQL.Types;
using Circles.Schema.Federation;
using NodaTime;
using NodaTime.Text;
using static Circles.GraphQL.Types.Scalars;

namespace Circles.Schema.Types;

public static class SessionType
{
    public static readonly ObjectType<Session> Type = new("Session", "One meeting of a circle.", () =>
    [
        new("id", Id.NonNull, "Opaque; survives a move.", (session, _) => session.Id.ToString()),
        new("circle", CircleType.Type.NonNull, "Whose meeting it is.", (session, query) => (object)query.Snapshot.Circles[session.Circle]),
        new("number", Int.NonNull, "From 1, in the order of planning.", (session, _) => session.Number),
        new("startsAt", CustomScalars.DateTime.NonNull, "When it starts, in UTC.", (session, _) => (object)session.StartsAt),
        new("endsAt", CustomScalars.DateTime.NonNull, "When it ends, in UTC.", (session, _) => (object)session.EndsAt),
        new("localStart", Scalars.Text.NonNull, "When it starts, as clocks in its time zone show it: `2026-03-29T17:00:00`.",
            (session, _) => LocalDateTimePattern.GeneralIso.Format(
                session.StartsAt.InZone(DateTimeZoneProviders.Tzdb[session.TimeZone]).LocalDateTime)),
        new("timeZone", CustomScalars.TimeZone.NonNull, "The time zone that its members think of it in.", (session, _) => session.TimeZone),
        new("minutes", Int.NonNull, "Its length.", (session, _) => session.Minutes),
        new("duration", CustomScalars.Duration.NonNull, "Its length.", (session, _) => (object)Duration.FromMinutes(session.Minutes)),
        new("mode", Enums.MeetingMode.NonNull, "In person or online.", (session, _) => (object)session.Mode),
        new("place", Scalars.Text, "An address or a link to join by; only inside.",
            (session, query) => IsInside(query, session) ? session.Place : null),
        new("theme", Scalars.Text, "What it is about.", (session, _) => session.Theme),
        new("reference", Scalars.Text, "The programme's own key; only inside.",
            (session, query) => IsInside(query, session) ? session.Reference : null),
        new("status", Enums.SessionStatus.NonNull, "What became of it.", (session, _) => (object)session.Status),
        new("moves", Int.NonNull, "How often it was moved.", (session, _) => session.Moves),
        new("noticeMinutes", Int, "When cancelled: how long before the start this was told; negative after it.",
            (session, _) => session.Notice is { } notice ? (int)Math.Clamp(notice.TotalMinutes, int.MinValue, int.MaxValue) : (int?)null),
        new("noticeIsShort", Scalars.Boolean.NonNull, "Whether it was cancelled later than the pack asks for.", (session, query) =>
            session.Notice is { } notice && notice < Duration.FromDays(Pack(query, session).NoticeDays)),
        new("agenda", Scalars.Text.NonNull.List.NonNull, "What the pack proposes for a session at this place of the plan.", (session, query) =>
            IsInside(query, session)
                ? SessionPlan.AgendaOf(query.Snapshot, query.Snapshot.Circles[session.Circle], session)?.Items.Select(item => item.In(query.Language)) ?? []
                : []),
        new("isInPersonAdvised", Scalars.Boolean.NonNull, "Whether the pack advises to meet in person.", (session, query) =>
            IsInside(query, session)
                && SessionPlan.AgendaOf(query.Snapshot, query.Snapshot.Circles[session.Circle], session) is { InPersonAdvised: true }),
        new("diaryKeeper", PersonType.Type, "Who keeps the diary of it: in turn, or as the group chose; only inside.", (session, query) =>
            IsInside(query, session)
            && DiaryKeeping.KeeperOf(query.Snapshot, query.Snapshot.Circles[session.Circle], session) is { } keeper
                ? People.Find(query, keeper)
                : null),
        new("attendance", AttendeeType.Type.NonNull.List.NonNull, "Who came; empty before it is held, and for outsiders.", (session, query) =>
            IsInside(query, session) ? session.Attendance.Select(pair => new Attendee(pair.Key, pair.Value)) : []),
        new("diary", DiaryEntryType.Type, "What was written down; only for those in the circle's confidential ring.", (session, query) =>
            query.Snapshot.DiaryBySession.TryGetValue(session.Id, out var id)
            && query.Snapshot.Diaries[id] is var entry
            && DiaryVisibility.CanSee(query.Snapshot, query.Viewer, entry)
                ? entry
                : null),
        new("disclosures", DisclosureType.Type.NonNull.List.NonNull, "What was asked of telling its diary to somebody outside.",
            (session, query) => query.Snapshot.DisclosuresBySession.GetValueOrDefault(session.Id, [])
                .Select(id => query.Snapshot.Disclosures[id])
                .Where(disclosure => DisclosureVisibility.CanSee(query.Snapshot, query.Viewer, disclosure))),
        new("plannedAt", CustomScalars.DateTime.NonNull, "When it was planned.", (session, _) => (object)session.PlannedAt),
    ])
    {
        Interfaces = [NodeType.Type],
        AppliedDirectives = [Subgraph.KeyById],
    };

    public static readonly ObjectType<Connection<Session>> Connection = Connections.Of<Session>("Session", Type, "sessions");

    /// <summary>A text that sorts as starts do.</summary>
    public static string StartKey(Session session) => InstantPattern.General.Format(session.StartsAt);

    /// <summary>Members, managers, and advisers who are invited: not those who only see that an open circle meets.</summary>
    private static bool IsInside(FieldContext query, Session session)
    {
        var circle = query.Snapshot.Circles[session.Circle];
        return CircleVisibility.IsMemberOrManager(query.Snapshot, query.Viewer, circle)
            || (Authority.RoleIn(query.Viewer, circle) is not null
                && CircleVisibility.CanSeeConfidences(query.Snapshot, query.Viewer, circle, session));
    }

    private static ProcessPack Pack(FieldContext query, Session session) =>
        query.Snapshot.PackOf(query.Snapshot.Programmes[query.Snapshot.Circles[session.Circle].Programme]);
}

public sealed record Attendee(Grains.Kernel.Id<Person> Person, Attendance Attendance);

public static class AttendeeType
{
    public static readonly ObjectType<Attendee> Type = new("Attendee", "Whether one person came.", () =>
    [
        new("person", PersonType.Type, "Who; null when the person is gone.", (attendee, query) => People.Find(query, attendee.Person)),
        new("attendance", Enums.Attendance.NonNull, "Whether they came.", (attendee, _) => (object)attendee.Attendance),
    ]);
}

public static class DiaryEntryType
{
    public static readonly ObjectType<DiaryEntry> Type = new("DiaryEntry", "What a circle writes down of one session. Confidential.", () =>
    [
        new("id", Id.NonNull, "Opaque; for good.", (entry, _) => entry.Id.ToString()),
        new("session", SessionType.Type.NonNull, "Of which session.", (entry, query) => (object)query.Snapshot.Sessions[entry.Session]),
        new("keeper", PersonType.Type, "Who wrote it.", (entry, query) => People.Find(query, entry.Keeper)),
        new("text", Scalars.Text.NonNull, "What the keeper wrote; empty once it is erased (`wordsErasedAt` of the circle).", (entry, _) => entry.Text),
        new("writtenAt", CustomScalars.DateTime.NonNull, "When it was last written.", (entry, _) => (object)entry.WrittenAt),
        new("remark", Scalars.Text, "What the mentor added; empty once it is erased.", (entry, _) => entry.Remark),
        new("remarkBy", PersonType.Type, "Who added it.", (entry, query) => entry.RemarkBy is { } by ? People.Find(query, by) : null),
        new("remarkedAt", CustomScalars.DateTime, "When it was added.", (entry, _) => (object?)entry.RemarkedAt),
    ])
    {
        Interfaces = [NodeType.Type],
        AppliedDirectives = [Subgraph.KeyById],
    };
}
