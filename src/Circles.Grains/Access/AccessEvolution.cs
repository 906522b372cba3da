using System.Diagnostics;
using Circles.Grains.Kernel;

namespace Circles.Grains.Access;

internal static class AccessEvolution
{
    public static NetworkState Evolve(NetworkState state, AccessEvent happened, Happened record)
    {
        switch (happened)
        {
            case AccessEvent.RoleGranted e:
                return state with { Grants = state.Grants.SetItem(e.Person, state.Grants.GetValueOrDefault(e.Person, []).Add(e.Grant)) };
            case AccessEvent.RoleEnded e:
                var left = state.Grants[e.Person].Remove(e.Grant);
                return state with { Grants = left.IsEmpty ? state.Grants.Remove(e.Person) : state.Grants.SetItem(e.Person, left) };
            case AccessEvent.ClientRegistered e:
                return state with { Clients = state.Clients.SetItem(e.Client, new Client(e.Client, e.Name, [.. e.Grants], record.At)) };
            case AccessEvent.TokenIssued e:
                return Put(state, new Token(e.Token, e.Hash, e.Bearer, e.Label, record.By, record.At, e.ExpiresAt, null));
            case AccessEvent.TokenRevoked e:
                return Put(state, state.Tokens[e.Token] with { RevokedAt = record.At });
            default:
                throw new UnreachableException($"Evolve has no case for {happened.GetType().Name}.");
        }
    }

    /// <summary>The state with the token as given and the index that follows from it.</summary>
    public static NetworkState Put(NetworkState state, Token after) => state with
    {
        Tokens = state.Tokens.Put(after.Id, after),
        TokenByHash = state.TokenByHash.SetItem(after.Hash, after.Id),
    };
}
