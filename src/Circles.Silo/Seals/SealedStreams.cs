using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using Circles.Silo.Snapshots;

namespace Circles.Silo.Seals;

/// <summary>Parts of a stream in boxes, each after its length in 4 bytes, big-endian; the last one tells that it is.</summary>
internal static class SealedParts
{
    public static byte[] About(string network, int number, bool last) =>
        Box.About("snapshot", network, number.ToString(CultureInfo.InvariantCulture), last ? "last" : "more");
}

/// <summary>Seals what is written to it; disposing writes the last part and leaves the inner stream open.</summary>
internal sealed class SealingStream(Stream output, byte[] key, string network) : OneWayStream
{
    private readonly byte[] part = new byte[Limits.SealedPartBytes];
    private int filled;
    private int number;
    private bool ended;

    public override bool CanWrite => true;

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            if (filled == part.Length) WritePart(last: false);
            var taken = Math.Min(buffer.Length, part.Length - filled);
            buffer[..taken].CopyTo(part.AsSpan(filled));
            buffer = buffer[taken..];
            filled += taken;
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && !ended)
        {
            ended = true;
            WritePart(last: true);
            CryptographicOperations.ZeroMemory(key);
            CryptographicOperations.ZeroMemory(part);
        }

        base.Dispose(disposing);
    }

    private void WritePart(bool last)
    {
        var box = Box.Seal(key, part.AsSpan(0, filled), SealedParts.About(network, number++, last));
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(length, last ? -box.Length : box.Length);
        output.Write(length);
        output.Write(box);
        filled = 0;
    }
}

/// <summary>Opens what <see cref="SealingStream"/> wrote. The inner stream stays open.</summary>
internal sealed class OpeningStream(Stream input, byte[] key, string network) : OneWayStream
{
    private ReadOnlyMemory<byte> left;
    private int number;
    private bool ended;

    public override bool CanRead => true;

    /// <exception cref="InvalidDataException">It is cut, moved or changed.</exception>
    public override int Read(Span<byte> buffer)
    {
        while (left.IsEmpty)
        {
            if (ended) return 0;
            left = NextPart();
        }

        var taken = Math.Min(buffer.Length, left.Length);
        left.Span[..taken].CopyTo(buffer);
        left = left[taken..];
        return taken;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) CryptographicOperations.ZeroMemory(key);
        base.Dispose(disposing);
    }

    private byte[] NextPart()
    {
        Span<byte> told = stackalloc byte[sizeof(int)];
        input.ReadExactly(told);
        var length = BinaryPrimitives.ReadInt32BigEndian(told);
        ended = length < 0;
        if (Math.Abs((long)length) > Limits.SealedPartBytes + Box.Overhead) throw new InvalidDataException("No part of a sealed stream is so long.");
        var box = new byte[Math.Abs(length)];
        input.ReadExactly(box);
        try
        {
            return Box.Open(key, box, SealedParts.About(network, number++, ended));
        }
        catch (CryptographicException e)
        {
            throw new InvalidDataException("This part is not what was sealed there.", e);
        }
    }
}
