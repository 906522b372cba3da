using NodaTime;

namespace Circles.Grains.Kernel;

/// <summary>What is asked of a network: an imperative, one nested case for each command of a slice.</summary>
public abstract record Command;

/// <summary>A command with everything that the pure core may not make up: who, when, why and a seed for new ids.</summary>
/// <param name="Seed">A UUIDv7. New ids are this and its successors, so deciding twice makes the same ids.</param>
/// <param name="Why">The reason the actor gave, kept in the history.</param>
/// <param name="Key">The caller's idempotency key with a hash of what was asked, if there was one.</param>
public sealed record Envelope(Command Command, Actor By, Instant At, UInt128 Seed, string? Why = null, IdempotencyKey? Key = null)
{
    /// <summary>The <paramref name="index"/>th new id that this command may use.</summary>
    public Id<T> NewId<T>(int index = 0)
        where T : IIdentified => new(Seed + (uint)index);
}

/// <summary>A caller's promise that two requests are the same one.</summary>
/// <param name="Text">Chosen by the caller, 1 to <see cref="Limits.IdempotencyKeyMax"/> characters, remembered per actor.</param>
/// <param name="InputHash">SHA-256 of the mutation's name and canonical input, in hexadecimal.</param>
public sealed record IdempotencyKey(string Text, string InputHash);

/// <summary>The first answer given under an idempotency key.</summary>
public sealed record Receipt(string InputHash, AnyId Subject, Instant At, long Sequence);
