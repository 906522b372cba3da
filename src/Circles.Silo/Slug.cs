using Circles.Grains.Networks;

namespace Circles.Silo;

/// <summary>The names that journals are kept under: a DNS label, safe as a file name and as part of a host name.</summary>
public static class Slug
{
    /// <summary>The reserved stream of <see cref="Network.Platform"/>. It is no tenant and not listed as one.</summary>
    public const string Platform = Network.Platform;

    /// <summary>1 to 63 small letters, digits and inner hyphens (RFC 1035, with a digit first allowed by RFC 1123).</summary>
    public static bool IsValid(string slug) =>
        slug.Length is >= 1 and <= 63
        && slug[0] != '-' && slug[^1] != '-'
        && !slug.AsSpan().ContainsAnyExcept(Allowed);

    private static readonly System.Buffers.SearchValues<char> Allowed =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");
}
