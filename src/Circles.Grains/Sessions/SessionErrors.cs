using Circles.Grains.Kernel;
using Circles.Grains.Packs;

namespace Circles.Grains.Sessions;

/// <summary>Refusals about sessions, and advice about plans.</summary>
public static class SessionErrors
{
    /// <summary>The session was held or cancelled.</summary>
    public static Refusal NotPlanned() => Refusal.Of("SESSION_NOT_PLANNED", $"This session was held or cancelled.", "session");

    /// <summary>Only a session that was held has attendance and a diary. Retryable after it.</summary>
    public static Refusal NotHeld() => Refusal.Of("SESSION_NOT_HELD", $"This session was not held yet.", "session", retryable: true);

    /// <summary>A session is held after it begins. Retryable then.</summary>
    public static Refusal NotBegun() => Refusal.Of("SESSION_NOT_BEGUN", $"This session has not begun.", "session", retryable: true);

    /// <summary>It was held with another attendance; corrections are made person by person.</summary>
    public static Refusal HeldAlready() =>
        Refusal.Of("SESSION_HELD_ALREADY", $"This session was held before; correct its attendance person by person.", "session");

    /// <summary>One session is in person or online, as the circle meets.</summary>
    public static Refusal ModeNotInCircle() =>
        Refusal.Of("SESSION_MODE_NOT_IN_CIRCLE", $"A session is in person or online, in the way its circle meets.", "mode");

    /// <summary>A year that nobody means.</summary>
    public static Refusal TimeOutOfRange() =>
        Refusal.Of("SESSION_TIME_INVALID", $"A session starts in the years 1970 to 2199.", "startsAt");

    /// <summary>A session lasts a minute at the least and two days at the most.</summary>
    public static Refusal MinutesOutOfRange() =>
        Refusal.Of("SESSION_LENGTH_INVALID", $"A session lasts 1 to {Limits.SessionMinutesMax} minutes.", "minutes");

    /// <summary>Only advisers of the circle are invited to single sessions.</summary>
    public static Refusal NotAnAdviser() => Refusal.Of("NOT_AN_ADVISER", $"This person is not an adviser of the circle.", "person");

    /// <summary>Attendance is told of members.</summary>
    public static Refusal NotAMember(string path) => Refusal.Of("NOT_A_MEMBER", $"This person is not a member of the circle.", path);

    /// <summary>Somebody's attendance is told twice.</summary>
    public static Refusal AttendedTwice() =>
        Refusal.Of("ATTENDANCE_TOLD_TWICE", $"Somebody's attendance stands here more than once.", "attendance");

    /// <summary>Circles of this form keep no diary.</summary>
    public static Refusal NoDiary() => Refusal.Of("DIARY_NOT_KEPT", $"Circles of this form keep no diary.", "session");

    /// <summary>The pack says who keeps the diary in this form of circle.</summary>
    public static Refusal KeeperIsFixed() =>
        Refusal.Of("DIARY_KEEPER_FIXED", $"In circles of this form the diary's keeper does not change.", "person");

    /// <summary>Whoever wrote the diary of a session keeps it: nobody else writes over their text.</summary>
    public static Refusal DiaryWritten() =>
        Refusal.Of("DIARY_WRITTEN", $"The diary of this session is written; its keeper does not change any more.", "person");

    /// <summary>The pack gives the diary to another role.</summary>
    public static Refusal CannotKeep() => Refusal.Of("DIARY_KEEPER_ROLE", $"Somebody in this role does not keep the diary.", "person");

    /// <summary>Advice: a blended circle should meet in person at this place of its plan (LSE-09).</summary>
    public static Refusal NotInPersonAt(SessionPosition position) => Refusal.Of(
        "PLAN_NOT_IN_PERSON",
        $"A blended circle should meet in person at the start, in the middle and at the end of its plan.",
        $"sessions.{position.ToString().ToLowerInvariant()}");
}
