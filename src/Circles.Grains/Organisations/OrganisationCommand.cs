using Circles.Grains.Kernel;

namespace Circles.Grains.Organisations;

/// <summary>What can be asked of an organisation.</summary>
public abstract record OrganisationCommand : Command
{
    public sealed record Register(string Name, OrganisationKind Kind, string? Region = null, string? Reference = null) : OrganisationCommand;

    public sealed record Update(
        Id<Organisation> Organisation, Patch<string> Name, Patch<OrganisationKind> Kind, Patch<string?> Region, Patch<string?> Reference)
        : OrganisationCommand;

    /// <summary>Replaces the showcase.</summary>
    public sealed record Present(Id<Organisation> Organisation, Showcase Showcase) : OrganisationCommand;

    /// <summary>Refused while people belong to it.</summary>
    public sealed record Remove(Id<Organisation> Organisation) : OrganisationCommand;

    private OrganisationCommand()
    {
    }
}
