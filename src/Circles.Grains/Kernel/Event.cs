using System.Text.Json.Serialization;
using NodaTime;

namespace Circles.Grains.Kernel;

/// <summary>Something that happened, in the past tense. On disk for good: add cases, never rename or re-mean one.</summary>
public abstract record Event
{
    /// <summary>The thing it happened to, whose history it stands in.</summary>
    [JsonIgnore]
    public abstract AnyId Of { get; }

    /// <summary>Whether the thing does not exist after this.</summary>
    [JsonIgnore]
    public virtual bool Removes => false;

    /// <summary>
    /// What the words that people wrote are gone of after this, for good (<see cref="WordsAttribute"/>): a circle with its sessions and
    /// diaries, or an application. Null when the event erases nothing. The thing itself goes on to exist.
    /// </summary>
    [JsonIgnore]
    public virtual AnyId? Erases => null;
}

/// <summary>A member of an event that somebody wrote in their own words. Nobody is told it any more once its thing is erased.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class WordsAttribute : Attribute;

/// <summary>The name an event is stored under. On the slice's closed set: its first part; on a case: the rest and the version.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class StoredAsAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}

/// <summary>An event in its place: what the journal keeps and what <c>Evolve</c> is given.</summary>
/// <param name="Sequence">The event's number in its network's journal, from 1 without gaps.</param>
/// <param name="Command">The seed of the command that caused it; the events of one command share it.</param>
/// <param name="Key">On the first event of a command that came with an idempotency key.</param>
/// <param name="Subject">What that command was about, kept with the key.</param>
public sealed record Happened(
    long Sequence,
    Instant At,
    Actor By,
    string? Why,
    UInt128 Command,
    IdempotencyKey? Key,
    AnyId Subject,
    Event Event);
