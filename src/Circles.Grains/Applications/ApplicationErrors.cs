using Circles.Grains.Kernel;

namespace Circles.Grains.Applications;

/// <summary>Refusals about applications.</summary>
public static class ApplicationErrors
{
    /// <summary>Nobody applies to this programme in this role.</summary>
    public static Refusal RoleNotOpen() =>
        Refusal.Of("APPLICATION_ROLE_NOT_OPEN", $"Nobody applies to this programme in this role.", "role");

    /// <summary>An application in this role is open or accepted.</summary>
    public static Refusal AppliedAlready() =>
        Refusal.Of("APPLIED_ALREADY", $"There is an application to this programme in this role already.", "role");

    /// <summary>The pack lists other kinds for this role.</summary>
    public static Refusal KindUnknown() =>
        Refusal.Of("APPLICATION_KIND_UNKNOWN", $"The programme's process pack does not list this kind.", "kind");

    /// <summary>The application was decided or withdrawn before.</summary>
    public static Refusal DecidedAlready() =>
        Refusal.Of("APPLICATION_DECIDED", $"This application was decided or withdrawn before.", "application");
}
