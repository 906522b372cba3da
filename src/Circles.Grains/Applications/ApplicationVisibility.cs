using Circles.Grains.Access;
using Circles.Grains.Kernel;

namespace Circles.Grains.Applications;

/// <summary>Who may see an application: who made it and the programme's managers. Admins see numbers only.</summary>
public static class ApplicationVisibility
{
    public static bool CanSee(NetworkState state, Actor actor, Application application) =>
        IsSeen(state, actor, application)
        && (state.Today is not { } today || (today.Applications.TryGetValue(application.Id, out var now) && IsSeen(today, actor, now)));

    private static bool IsSeen(NetworkState state, Actor actor, Application application) =>
        Authority.Is(actor, application.Person) || Authority.Manages(actor, state.Programmes[application.Programme]);
}
