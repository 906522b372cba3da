using Circles.Grains.Kernel;

namespace Circles.Grains.Access;

/// <summary>Who may see tokens (never the token itself), clients and granted roles.</summary>
public static class AccessVisibility
{
    /// <summary>Its bearer, and those who run the network; a token of the platform's operator only that operator.</summary>
    public static readonly Rule<Token> Tokens = new(InState, new(Audience.ItsOwner, IsBearer), new(Audience.NetworkOperator, RunsNetwork));

    public static readonly Rule<Client> Clients = new(InState, new(Audience.ItsOwner, IsItself), new(Audience.NetworkOperator, RunsNetwork));

    public static bool CanSee(NetworkState state, Actor actor, Token token) => Tokens.Allows(state, actor, token);

    public static bool CanSee(NetworkState state, Actor actor, Client client) => Clients.Allows(state, actor, client);

    private static bool IsBearer(NetworkState state, Actor actor, Token token) => actor == token.Bearer;

    private static bool RunsNetwork(NetworkState state, Actor actor, Token token) =>
        token.Bearer is not Actor.PlatformOperator && Authority.RunsNetwork(state, actor);

    private static bool IsItself(NetworkState state, Actor actor, Client client) => actor == new Actor.Program(client.Id);

    private static bool RunsNetwork(NetworkState state, Actor actor, Client client) => Authority.RunsNetwork(state, actor);

    private static bool InState(NetworkState state, Token token, out Token same) => state.Tokens.TryGetValue(token.Id, out same!);

    private static bool InState(NetworkState state, Client client, out Client same) => state.Clients.TryGetValue(client.Id, out same!);
}
