using Circles.Grains.Access;
using Circles.Grains.Kernel;

namespace Circles.Grains.SignIn;

/// <summary>Who may see trusted providers and secrets (never the secret itself).</summary>
public static class SignInVisibility
{
    /// <summary>Those who run the network.</summary>
    public static bool CanSee(NetworkState state, Actor actor, Issuer issuer) =>
        IsSeen(state, actor) && (state.Today is not { } today || (today.Issuers.ContainsKey(issuer.Id) && IsSeen(today, actor)));

    /// <summary>Those who may see its client.</summary>
    public static bool CanSee(NetworkState state, Actor actor, Secret secret) => AccessVisibility.CanSee(state, actor, state.Clients[secret.Client]);

    private static bool IsSeen(NetworkState state, Actor actor) => Authority.RunsNetwork(state, actor);
}
