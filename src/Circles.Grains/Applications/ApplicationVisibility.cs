using Circles.Grains.Access;
using Circles.Grains.Kernel;

namespace Circles.Grains.Applications;

/// <summary>Who may see an application: who made it and the programme's managers. Admins see numbers only.</summary>
public static class ApplicationVisibility
{
    public static readonly Rule<Application> Found = new(InState, new(Audience.Themselves, IsApplicant), new(Audience.Manager, IsManager));

    public static bool CanSee(NetworkState state, Actor actor, Application application) => Found.Allows(state, actor, application);

    private static bool IsApplicant(NetworkState state, Actor actor, Application application) => Authority.Is(actor, application.Person);

    private static bool IsManager(NetworkState state, Actor actor, Application application) =>
        Authority.Manages(actor, state.Programmes[application.Programme]);

    private static bool InState(NetworkState state, Application application, out Application same) =>
        state.Applications.TryGetValue(application.Id, out same!);
}
