using System.Buffers.Binary;

namespace Circles.Gateway.Hosting;

/// <summary>Seeds of commands that the gateway itself sends.</summary>
internal static class Seeds
{
    /// <summary>A UUIDv7 (RFC 9562): ids made from it sort by time.</summary>
    public static UInt128 New(DateTimeOffset now)
    {
        Span<byte> bytes = stackalloc byte[16];
        Guid.CreateVersion7(now).TryWriteBytes(bytes, bigEndian: true, out _);
        return BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }
}
