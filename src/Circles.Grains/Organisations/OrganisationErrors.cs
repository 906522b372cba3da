using Circles.Grains.Kernel;

namespace Circles.Grains.Organisations;

/// <summary>Refusals about organisations.</summary>
public static class OrganisationErrors
{
    /// <summary>People belong to it, or a programme is run by it.</summary>
    public static Refusal InUse() =>
        Refusal.Of("ORGANISATION_IN_USE", $"People or programmes still belong to this organisation.", "organisation");

    /// <summary>Only http and https addresses are shown.</summary>
    public static Refusal WebsiteInvalid() => Refusal.Of("WEBSITE_INVALID", $"A website starts with https:// or http://.", "website");
}
