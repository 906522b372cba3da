using System.Buffers.Binary;
using Circles.Grains.Kernel;
using NodaTime;

namespace Circles.Silo;

/// <summary>The edge of the pure core, where commands get what the pure core may not make up: the time, and a seed for new ids.</summary>
public static class Envelopes
{
    /// <summary>A command as it is asked for now.</summary>
    public static Envelope Ask(this TimeProvider time, Command command, Actor by, string? why = null, IdempotencyKey? key = null)
    {
        var now = time.GetUtcNow();
        return new Envelope(command, by, Instant.FromDateTimeOffset(now), NewSeed(now), why, key);
    }

    /// <summary>A UUIDv7 (RFC 9562): ids made from it sort by time.</summary>
    private static UInt128 NewSeed(DateTimeOffset now)
    {
        Span<byte> bytes = stackalloc byte[16];
        Guid.CreateVersion7(now).TryWriteBytes(bytes, bigEndian: true, out _);
        return BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }
}
