using Circles.Grains.Kernel;

namespace Circles.Grains.Organisations;

[StoredAs("organisation")]
public abstract record OrganisationEvent(Id<Organisation> Organisation) : Event
{
    public override AnyId Of => Organisation;

    [StoredAs("registered.1")]
    public sealed record Registered(Id<Organisation> Organisation, string Name, OrganisationKind Kind, string? Region, string? Reference)
        : OrganisationEvent(Organisation);

    [StoredAs("updated.1")]
    public sealed record Updated(
        Id<Organisation> Organisation, Patch<string> Name, Patch<OrganisationKind> Kind, Patch<string?> Region, Patch<string?> Reference)
        : OrganisationEvent(Organisation);

    [StoredAs("presented.1")]
    public sealed record Presented(Id<Organisation> Organisation, Showcase Showcase) : OrganisationEvent(Organisation);

    [StoredAs("removed.1")]
    public sealed record Removed(Id<Organisation> Organisation) : OrganisationEvent(Organisation)
    {
        public override bool Removes => true;
    }
}
