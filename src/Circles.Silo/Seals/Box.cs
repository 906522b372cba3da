using System.Security.Cryptography;
using System.Text;

namespace Circles.Silo.Seals;

/// <summary>AES-256-GCM over bytes: 12 bytes of nonce, 16 of tag, then as many as were sealed.</summary>
/// <remarks>
/// The nonce is random, not counted: a batch that lost its race is sealed again under the same numbers with other words. Of ten million
/// under one key two would be the same with a chance of 1 in 10^15. Source: NIST SP 800-38D, 8.2.2.
/// </remarks>
internal static class Box
{
    public const int KeySize = 32;

    private const int NonceSize = 12;
    private const int TagSize = 16;

    /// <summary>In bytes, more than what is sealed.</summary>
    public const int Overhead = NonceSize + TagSize;

    /// <param name="about">What must be told again to open it.</param>
    public static byte[] Seal(ReadOnlySpan<byte> key, ReadOnlySpan<byte> plain, ReadOnlySpan<byte> about)
    {
        var box = new byte[Overhead + plain.Length];
        var nonce = box.AsSpan(0, NonceSize);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(key, TagSize);
        aes.Encrypt(nonce, plain, box.AsSpan(Overhead), box.AsSpan(NonceSize, TagSize), about);
        return box;
    }

    /// <exception cref="CryptographicException">Not what <see cref="Seal"/> made under this key and about this.</exception>
    public static byte[] Open(ReadOnlySpan<byte> key, ReadOnlySpan<byte> box, ReadOnlySpan<byte> about)
    {
        if (box.Length < Overhead) throw new CryptographicException("Too short.");
        var plain = new byte[box.Length - Overhead];
        using var aes = new AesGcm(key, TagSize);
        aes.Decrypt(box[..NonceSize], box[Overhead..], box[NonceSize..Overhead], plain, about);
        return plain;
    }

    /// <summary>The parts as one: none of them holds a zero, so no two lists are the same bytes.</summary>
    public static byte[] About(params ReadOnlySpan<string> parts) => Encoding.UTF8.GetBytes(string.Join('\0', parts!));
}
