using Circles.Grains.Kernel;
using NodaTime;

namespace Circles.Grains.Organisations;

/// <summary>A member of the network that is not a person.</summary>
/// <param name="Reference">The operator's own key for it, unique among organisations; what a repeated import knows it by.</param>
/// <param name="Region">A code of the network's regions.</param>
public sealed record Organisation(
    Id<Organisation> Id,
    string Name,
    OrganisationKind Kind,
    string? Region,
    string? Reference,
    Showcase? Showcase,
    Instant RegisteredAt) : IIdentified
{
    public static string Prefix => "org";
}

/// <summary>What an organisation shows the world: what it is good at (SYS-06).</summary>
/// <param name="Published">Seen by everyone who may see the network; a draft is seen by those who may change it.</param>
public sealed record Showcase(string Headline, string Text, ValueList<string> Strengths, string? Website, bool Published);

/// <summary>Kinds of organisation met in the sources (NGO-01, SYS-04, SYS-07).</summary>
public enum OrganisationKind
{
    Firm,
    Association,
    Foundation,
    SocialCooperative,
    ClusterBody,
    Hub,
    SupportCentre,
    PublicBody,
    University,
    Other,
}
