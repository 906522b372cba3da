using Circles.Grains.Access;
using Circles.Grains.Kernel;

namespace Circles.Grains.SignIn;

/// <summary>Who may see trusted providers and secrets (never the secret itself).</summary>
public static class SignInVisibility
{
    /// <summary>Those who run the network.</summary>
    public static readonly Rule<Issuer> Issuers = new(InState, new Ground<Issuer>(Audience.NetworkOperator, RunsNetwork));

    /// <summary>Those who may see its client.</summary>
    public static readonly Rule<Secret> Secrets = AccessVisibility.Clients.OfPart<Secret>(InState, (state, secret) => state.Clients[secret.Client]);

    public static bool CanSee(NetworkState state, Actor actor, Issuer issuer) => Issuers.Allows(state, actor, issuer);

    public static bool CanSee(NetworkState state, Actor actor, Secret secret) => Secrets.Allows(state, actor, secret);

    private static bool RunsNetwork(NetworkState state, Actor actor, Issuer issuer) => Authority.RunsNetwork(state, actor);

    private static bool InState(NetworkState state, Issuer issuer, out Issuer same) => state.Issuers.TryGetValue(issuer.Id, out same!);

    private static bool InState(NetworkState state, Secret secret, out Secret same) => state.Secrets.TryGetValue(secret.Id, out same!);
}
