using Circles.Grains.Kernel;
using Circles.Grains.Organisations;
using NodaTime;

namespace Circles.Grains.People;

/// <summary>One person, whatever the number of organisations and programmes that know them.</summary>
/// <param name="Email">In lower case, unique among people; seen only by the person and those who run their programmes.</param>
/// <param name="Reference">The operator's own key, unique among people.</param>
public sealed record Person(
    Id<Person> Id,
    string Name,
    string? Email,
    string? Reference,
    PersonProfile Profile,
    ValueList<Affiliation> Affiliations,
    Instant RegisteredAt) : IIdentified
{
    public static string Prefix => "per";

    /// <summary>Set once identity and own words are gone: what is left stands for somebody in circles and sessions.</summary>
    public Instant? ErasedAt { get; init; }
}

/// <summary>What a person tells of themselves to be matched by.</summary>
/// <param name="Languages">Language tags, the best first.</param>
/// <param name="Region">A code of the network's regions.</param>
public sealed record PersonProfile(
    [Sealed] ValueList<string> Languages,
    string? Region,
    [Sealed] ValueList<string> Skills,
    [Sealed] ValueList<string> Industries,
    [Sealed] ValueList<string> Seeks,
    [Sealed] ValueList<string> Offers)
{
    public static readonly PersonProfile Empty = new([], null, [], [], [], []);
}

/// <summary>A person's place in an organisation.</summary>
public sealed record Affiliation(Id<Organisation> Organisation, [Sealed] string? Title);
