using System.Collections.Immutable;

namespace Circles.Grains.Kernel;

/// <summary>What a decider answers: what happened, or why not. Never both.</summary>
/// <param name="Subject">The thing the command was about: what a mutation's payload shows.</param>
/// <param name="Events">In order; empty when the command was done before, or changes nothing.</param>
/// <param name="Refusals">Every reason found, the most important first.</param>
public sealed record Decision(AnyId Subject, ImmutableArray<Event> Events, ImmutableArray<Refusal> Refusals)
{
    public bool IsRefused => !Refusals.IsEmpty;

    public static Decision Done(AnyId subject, params IEnumerable<Event> events) => new(subject, [.. events], []);

    /// <summary>The command was done before, or asks for what is already true.</summary>
    public static Decision Nothing(AnyId subject) => new(subject, [], []);

    public static Decision Refused(params IEnumerable<Refusal> refusals) => new(default, [], [.. refusals]);

    public static implicit operator Decision(Event happened) => new(happened.Of, [happened], []);

    public static implicit operator Decision(Refusal refusal) => new(default, [], [refusal]);
}
