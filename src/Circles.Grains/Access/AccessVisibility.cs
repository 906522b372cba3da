using Circles.Grains.Kernel;

namespace Circles.Grains.Access;

/// <summary>Who may see tokens (never the token itself), clients and granted roles.</summary>
public static class AccessVisibility
{
    /// <summary>Its bearer, and those who run the network; a token of the platform's operator only that operator.</summary>
    public static bool CanSee(NetworkState state, Actor actor, Token token) =>
        IsSeen(state, actor, token)
        && (state.Today is not { } today || (today.Tokens.TryGetValue(token.Id, out var now) && IsSeen(today, actor, now)));

    private static bool IsSeen(NetworkState state, Actor actor, Token token) =>
        actor == token.Bearer || (token.Bearer is not Actor.PlatformOperator && Authority.RunsNetwork(state, actor));

    public static bool CanSee(NetworkState state, Actor actor, Client client) =>
        IsSeen(state, actor, client)
        && (state.Today is not { } today || (today.Clients.TryGetValue(client.Id, out var now) && IsSeen(today, actor, now)));

    private static bool IsSeen(NetworkState state, Actor actor, Client client) =>
        actor == new Actor.Program(client.Id) || Authority.RunsNetwork(state, actor);
}
