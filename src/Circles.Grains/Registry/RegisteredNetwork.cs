using Circles.Grains.Kernel;
using NodaTime;

namespace Circles.Grains.Registry;

/// <summary>A network as the platform knows it, in its own stream: that it is there, and whether it may be entered.</summary>
/// <param name="Slug">Of one network for good: that of a closed one is not given again.</param>
/// <param name="Because">Why it was suspended or closed; null while it is active.</param>
/// <param name="Since">When it came to its standing.</param>
public sealed record RegisteredNetwork(
    Id<RegisteredNetwork> Id, string Slug, Instant RegisteredAt, NetworkStanding Standing, string? Because, Instant Since) : IIdentified
{
    public static string Prefix => "reg";
}

/// <summary>Whether a network may be entered.</summary>
public enum NetworkStanding
{
    /// <summary>By everybody who is in it.</summary>
    Active,

    /// <summary>For now by the platform's operator only.</summary>
    Suspended,

    /// <summary>By nobody, for good.</summary>
    Closed,
}
