using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Circles.Schema;

/// <summary>Bearer tokens: made here, shown once, and kept only as hashes.</summary>
public static class TokenSecret
{
    /// <summary>256 random bits, as many as the hash keeps: nothing to guess, nothing to salt. Fits into a header and an address.</summary>
    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>SHA-256 in lower-case hexadecimal. A token is random and long, so nothing slower is needed.</summary>
    public static string Hash(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
