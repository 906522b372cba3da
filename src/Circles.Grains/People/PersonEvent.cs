using Circles.Grains.Kernel;
using Circles.Grains.Organisations;

namespace Circles.Grains.People;

[StoredAs("person")]
public abstract record PersonEvent(Id<Person> Person) : Event
{
    public override AnyId Of => Person;

    [StoredAs("registered.1")]
    public sealed record Registered(
        Id<Person> Person, string Name, string? Email, string? Reference, PersonProfile Profile, ValueList<Affiliation> Affiliations)
        : PersonEvent(Person);

    [StoredAs("updated.1")]
    public sealed record Updated(
        Id<Person> Person,
        Patch<string> Name,
        Patch<string?> Email,
        Patch<string?> Reference,
        Patch<ValueList<string>> Languages,
        Patch<string?> Region,
        Patch<ValueList<string>> Skills,
        Patch<ValueList<string>> Industries,
        Patch<ValueList<string>> Seeks,
        Patch<ValueList<string>> Offers) : PersonEvent(Person);

    [StoredAs("affiliated.1")]
    public sealed record Affiliated(Id<Person> Person, Id<Organisation> Organisation, string? Title) : PersonEvent(Person);

    [StoredAs("affiliation-ended.1")]
    public sealed record AffiliationEnded(Id<Person> Person, Id<Organisation> Organisation) : PersonEvent(Person);

    [StoredAs("removed.1")]
    public sealed record Removed(Id<Person> Person) : PersonEvent(Person)
    {
        public override bool Removes => true;
    }
}
