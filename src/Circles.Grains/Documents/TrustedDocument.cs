using System.Security.Cryptography;
using System.Text;
using Circles.Grains.Kernel;
using NodaTime;

namespace Circles.Grains.Documents;

/// <summary>A GraphQL document that a client's makers have registered: the client may name it by its hash instead of sending it.</summary>
/// <param name="Hash">See <see cref="HashOf"/>.</param>
/// <param name="Operations">The names of its operations; an operation without a name has none here.</param>
public sealed record TrustedDocument(string Hash, string Text, ValueList<string> Operations, Instant RegisteredAt)
{
    /// <summary>SHA-256 of the text in UTF-8, as 64 small hexadecimal digits: what clients and build tools compute, too.</summary>
    public static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
