using Circles.Grains.Kernel;
using Circles.Grains.Organisations;

namespace Circles.Grains.People;

/// <summary>What can be asked of a person's record.</summary>
public abstract record PersonCommand : Command
{
    public sealed record Register(
        string Name, string? Email, string? Reference, PersonProfile Profile, ValueList<Affiliation> Affiliations) : PersonCommand;

    public sealed record Update(
        Id<Person> Person,
        Patch<string> Name,
        Patch<string?> Email,
        Patch<string?> Reference,
        Patch<ValueList<string>> Languages,
        Patch<string?> Region,
        Patch<ValueList<string>> Skills,
        Patch<ValueList<string>> Industries,
        Patch<ValueList<string>> Seeks,
        Patch<ValueList<string>> Offers) : PersonCommand;

    /// <summary>Adds the affiliation, or changes the title of the one that is there.</summary>
    public sealed record Affiliate(Id<Person> Person, Id<Organisation> Organisation, string? Title) : PersonCommand;

    public sealed record EndAffiliation(Id<Person> Person, Id<Organisation> Organisation) : PersonCommand;

    /// <summary>Refused while the person is in a circle, stands in a session, manages a programme or has applied to one.</summary>
    public sealed record Remove(Id<Person> Person) : PersonCommand;

    /// <summary>Identity and own words go for good, whatever the person takes part in. Their open applications are withdrawn.</summary>
    public sealed record Erase(Id<Person> Person) : PersonCommand;

    private PersonCommand()
    {
    }
}
