using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Circles.Grains.Kernel;

namespace Circles.Silo.Journals;

/// <summary>A hash over an event and all before it: change, lose or move one event and no later hash fits.</summary>
/// <remarks>The default is the start.</remarks>
public readonly record struct ChainHash(UInt128 High, UInt128 Low)
{
    /// <summary>In bytes.</summary>
    public const int Size = 32;

    [ThreadStatic]
    private static IncrementalHash? hasher;

    /// <summary>SHA-256 over the hash before, the network, the sequence number, the stored name and the payload.</summary>
    /// <remarks>
    /// Texts are UTF-8 after their length, so that no two lists of parts are the same bytes; numbers are big-endian, lengths of 4 bytes,
    /// the sequence number of 8. Part of the journal's format: it never changes.
    /// </remarks>
    public static ChainHash Of(ChainHash before, string network, long sequence, EncodedEvent happened)
    {
        // An append makes as many as it has events, one after the other.
        var hash = hasher ??= IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> buffer = stackalloc byte[Size];
        before.WriteTo(buffer);
        hash.AppendData(buffer);
        Append(hash, network);
        BinaryPrimitives.WriteInt64BigEndian(buffer, sequence);
        hash.AppendData(buffer[..sizeof(long)]);
        Append(hash, happened.Name);
        hash.AppendData(happened.Json.Span);
        hash.GetHashAndReset(buffer);
        return Read(buffer);
    }

    public static ChainHash Read(ReadOnlySpan<byte> bytes) =>
        new(BinaryPrimitives.ReadUInt128BigEndian(bytes), BinaryPrimitives.ReadUInt128BigEndian(bytes[16..]));

    public void WriteTo(Span<byte> bytes)
    {
        BinaryPrimitives.WriteUInt128BigEndian(bytes, High);
        BinaryPrimitives.WriteUInt128BigEndian(bytes[16..], Low);
    }

    public byte[] ToBytes()
    {
        var bytes = new byte[Size];
        WriteTo(bytes);
        return bytes;
    }

    /// <summary>64 digits in lower-case hexadecimal.</summary>
    public override string ToString() => Convert.ToHexStringLower(ToBytes());

    private static void Append(IncrementalHash hash, string text)
    {
        Span<byte> buffer = stackalloc byte[sizeof(int) + Encoding.UTF8.GetByteCount(text)];
        BinaryPrimitives.WriteInt32BigEndian(buffer, buffer.Length - sizeof(int));
        Encoding.UTF8.GetBytes(text, buffer[sizeof(int)..]);
        hash.AppendData(buffer);
    }
}
