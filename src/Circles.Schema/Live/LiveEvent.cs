namespace Circles.Schema.Live;

/// <summary>What a subscription is answered from, once.</summary>
/// <param name="Context">The viewer's authority and the snapshot of this moment.</param>
/// <param name="Subject">The field's value: the thing as it is now, or what happened.</param>
/// <param name="Sequence">The journal's number that a subscriber who has this answer can resume after.</param>
/// <param name="When">Whether the answer is to be sent.</param>
public sealed record LiveEvent(RequestContext Context, object Subject, long Sequence, Sending When);

/// <summary>When an answer is sent.</summary>
public enum Sending
{
    /// <summary>When it says something else than the answer before it, sent or not.</summary>
    IfChanged,

    /// <summary>Each one: what happened twice is told twice.</summary>
    Always,

    /// <summary>Not at all: the subscriber has it already. Later ones are held against it.</summary>
    Never,
}
