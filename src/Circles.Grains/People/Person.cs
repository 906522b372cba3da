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
}

/// <summary>What a person tells of themselves to be matched by.</summary>
/// <param name="Languages">Language tags, the best first.</param>
/// <param name="Region">A code of the network's regions.</param>
public sealed record PersonProfile(
    ValueList<string> Languages,
    string? Region,
    ValueList<string> Skills,
    ValueList<string> Industries,
    ValueList<string> Seeks,
    ValueList<string> Offers)
{
    public static readonly PersonProfile Empty = new([], null, [], [], [], []);
}

/// <summary>A person's place in an organisation.</summary>
public sealed record Affiliation(Id<Organisation> Organisation, string? Title);
