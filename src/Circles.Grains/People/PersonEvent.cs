using Circles.Grains.Kernel;
using Circles.Grains.Organisations;

namespace Circles.Grains.People;

[StoredAs("person")]
public abstract record PersonEvent(Id<Person> Person) : Event
{
    public override AnyId Of => Person;

    public override AnyId? OwnerIn(NetworkState state) => Person;

    [StoredAs("registered.1")]
    public sealed record Registered(
        Id<Person> Person,
        [Sealed] string Name,
        [Sealed] string? Email,
        [Sealed] string? Reference,
        PersonProfile Profile,
        ValueList<Affiliation> Affiliations) : PersonEvent(Person);

    [StoredAs("updated.1")]
    public sealed record Updated(
        Id<Person> Person,
        [Sealed] Patch<string> Name,
        [Sealed] Patch<string?> Email,
        [Sealed] Patch<string?> Reference,
        [Sealed] Patch<ValueList<string>> Languages,
        Patch<string?> Region,
        [Sealed] Patch<ValueList<string>> Skills,
        [Sealed] Patch<ValueList<string>> Industries,
        [Sealed] Patch<ValueList<string>> Seeks,
        [Sealed] Patch<ValueList<string>> Offers) : PersonEvent(Person);

    [StoredAs("affiliated.1")]
    public sealed record Affiliated(Id<Person> Person, Id<Organisation> Organisation, [Sealed] string? Title) : PersonEvent(Person);

    [StoredAs("affiliation-ended.1")]
    public sealed record AffiliationEnded(Id<Person> Person, Id<Organisation> Organisation) : PersonEvent(Person);

    [StoredAs("removed.1")]
    public sealed record Removed(Id<Person> Person) : PersonEvent(Person)
    {
        public override bool Removes => true;
    }
    /// <summary>Identity and own words are gone for good; what they took part in stays. Why it was done is the network's to keep.</summary>
    [StoredAs("erased.1")]
    public sealed record Erased(Id<Person> Person) : PersonEvent(Person)
    {
        public override AnyId? Erases => Person;

        public override AnyId? OwnerIn(NetworkState state) => null;
    }
}
