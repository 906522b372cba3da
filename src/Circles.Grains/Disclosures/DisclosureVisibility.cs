using System.Collections.Immutable;
using Circles.Grains.Access;
using Circles.Grains.Circles;
using Circles.Grains.Diaries;
using Circles.Grains.Kernel;
using Circles.Grains.People;
using Circles.Grains.Sessions;
using NodaTime;

namespace Circles.Grains.Disclosures;

/// <summary>What consent opens, and who sees that it was asked for.</summary>
public static class DisclosureVisibility
{
    /// <summary>The circle's members, whoever asked, and the recipient as long as it is open.</summary>
    public static bool CanSee(NetworkState state, Actor actor, Disclosure disclosure) =>
        IsSeen(state, actor, disclosure)
        && (state.Today is not { } today || (today.Disclosures.TryGetValue(disclosure.Id, out var now) && IsSeen(today, actor, now)));

    private static bool IsSeen(NetworkState state, Actor actor, Disclosure disclosure) =>
        Concerns(state, actor, disclosure)
        || (disclosure.AskedBy == actor && CircleVisibility.IsMemberOrManager(state, actor, CircleOf(state, disclosure)))
        || (Authority.Is(actor, disclosure.Recipient) && IsOpen(state, disclosure));

    /// <summary>Who agreed to what, by name: no view from outside links a circle's people (LSE-86).</summary>
    public static bool CanSeeConsents(NetworkState state, Actor actor, Disclosure disclosure) =>
        Concerns(state, actor, disclosure) && (state.Today is not { } today || Concerns(today, actor, disclosure));

    /// <summary>The text itself, for its recipient.</summary>
    public static bool CanRead(NetworkState state, Actor actor, Session session) =>
        IsRecipient(state, actor, session) && (state.Today is not { } today || IsRecipient(today, actor, session));

    /// <summary>The same of one state.</summary>
    internal static bool IsRecipient(NetworkState state, Actor actor, Session session) =>
        actor is Actor.Member member
        && state.DisclosuresByRecipient.GetValueOrDefault(member.Person, [])
            .Any(id => state.Disclosures[id] is var disclosure && disclosure.Session == session.Id && IsOpen(state, disclosure));

    /// <summary>Everybody whom it concerns has agreed to what is written now, and nobody has taken it back.</summary>
    public static bool IsOpen(NetworkState state, Disclosure disclosure)
    {
        if (disclosure.WithdrawnAt is not null || WrittenAt(state, disclosure.Session) is not { } written) return false;
        return Concerned(state, disclosure.Session).All(person => disclosure.Consents.TryGetValue(person, out var at) && at >= written);
    }

    /// <summary>The circle's members without its advisers, those who were there, and those who wrote.</summary>
    /// <remarks>Somebody who left has not agreed, and cannot: what they were there for stays inside.</remarks>
    public static ImmutableSortedSet<Id<Person>> Concerned(NetworkState state, Id<Session> id)
    {
        var session = state.Sessions[id];
        var concerned = ImmutableSortedSet.CreateBuilder<Id<Person>>();
        foreach (var member in state.Circles[session.Circle].Members.Values)
            if (member.Role != CircleRole.Adviser) concerned.Add(member.Person);
        foreach (var (person, attendance) in session.Attendance)
            if (attendance == Attendance.Present) concerned.Add(person);
        if (EntryOf(state, id) is { } entry)
        {
            concerned.Add(entry.Keeper);
            if (entry.RemarkBy is { } by) concerned.Add(by);
        }

        return concerned.ToImmutable();
    }

    /// <summary>When the text or its remark was last changed; null when there is none.</summary>
    internal static Instant? WrittenAt(NetworkState state, Id<Session> session) =>
        EntryOf(state, session) is not { } entry ? null
        : entry.RemarkedAt is { } remarked ? Instant.Max(entry.WrittenAt, remarked)
        : entry.WrittenAt;

    /// <summary>Whoever has a say in it: a member of the circle, advisers aside.</summary>
    internal static bool Concerns(NetworkState state, Actor actor, Disclosure disclosure) =>
        CircleVisibility.IsMember(actor, CircleOf(state, disclosure));

    private static Circle CircleOf(NetworkState state, Disclosure disclosure) => state.Circles[state.Sessions[disclosure.Session].Circle];

    private static DiaryEntry? EntryOf(NetworkState state, Id<Session> session) =>
        state.DiaryBySession.TryGetValue(session, out var id) ? state.Diaries[id] : null;
}
