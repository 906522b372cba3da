using Circles.Grains.Kernel;
using Circles.Grains.People;
using Circles.Grains.Sessions;
using NodaTime;

namespace Circles.Grains.Diaries;

/// <summary>What a circle writes down of one session: first the keeper's text, then the mentor's remark (LSE-60 to LSE-63).</summary>
/// <param name="Text">Empty once it is erased.</param>
/// <param name="Remark">Null until there is one; empty once it is erased.</param>
public sealed record DiaryEntry(
    Id<DiaryEntry> Id,
    Id<Session> Session,
    Id<Person> Keeper,
    string Text,
    Instant WrittenAt,
    string? Remark,
    Id<Person>? RemarkBy,
    Instant? RemarkedAt) : IIdentified
{
    public static string Prefix => "dia";
}

/// <summary>What can be asked of a diary.</summary>
public abstract record DiaryCommand : Command
{
    /// <summary>Writes the session's entry, or writes it anew. By the keeper of that session.</summary>
    public sealed record Write(Id<Session> Session, string Text) : DiaryCommand;

    /// <summary>The mentor's remark, after the text.</summary>
    public sealed record Remark(Id<Session> Session, string Text) : DiaryCommand;

    private DiaryCommand()
    {
    }
}

[StoredAs("diary")]
public abstract record DiaryEvent(Id<DiaryEntry> Entry) : Event
{
    public override AnyId Of => Entry;

    [StoredAs("written.1")]
    public sealed record Written(Id<DiaryEntry> Entry, Id<Session> Session, Id<Person> Keeper, [property: Words] string Text)
        : DiaryEvent(Entry);

    [StoredAs("remarked.1")]
    public sealed record Remarked(Id<DiaryEntry> Entry, Id<Person> By, [property: Words] string Text) : DiaryEvent(Entry);
}
