using Circles.Grains.Kernel;

namespace Circles.Grains.Diaries;

/// <summary>Refusals about diaries.</summary>
public static class DiaryErrors
{
    /// <summary>Somebody else keeps the diary of this session.</summary>
    public static Refusal NotTheKeeper() =>
        Refusal.Of("DIARY_NOT_KEEPER", $"Somebody else keeps the diary of this session.", "session");

    /// <summary>The pack gives remarks to another role.</summary>
    public static Refusal NotForRemarks() =>
        Refusal.Of("DIARY_REMARK_ROLE", $"Somebody in your role does not add remarks to the diary.", "session");

    /// <summary>A remark comes after the text. Retryable once there is one.</summary>
    public static Refusal NotWritten() =>
        Refusal.Of("DIARY_NOT_WRITTEN", $"The diary of this session is not written yet.", "session", retryable: true);
}
