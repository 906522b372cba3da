using System.Diagnostics;
using Circles.Grains.Kernel;
using Circles.Grains.People;

namespace Circles.Grains.SignIn;

internal static class SignInEvolution
{
    public static NetworkState Evolve(NetworkState state, SignInEvent happened, Happened record)
    {
        switch (happened)
        {
            case SignInEvent.IssuerTrusted e:
                var since = state.Issuers.GetValueOrDefault(e.Issuer)?.TrustedAt ?? record.At;
                var trusted = new Issuer(e.Issuer, e.Address, e.Audience, e.SubjectClaim, e.TrustsEmail, since, null);
                return state with { Issuers = state.Issuers.SetItem(e.Issuer, trusted) };
            case SignInEvent.TrustEnded e:
                return Forget(state with { Issuers = state.Issuers.SetItem(e.Issuer, state.Issuers[e.Issuer] with { EndedAt = record.At }) }, e);
            case SignInEvent.IdentityLinked e:
                return Put(state, e.Person, state.Identities.GetValueOrDefault(e.Person).Add(new Identity(e.Issuer, e.Subject)));
            case SignInEvent.IdentityUnlinked e:
                return Put(state, e.Person, state.Identities.GetValueOrDefault(e.Person).Remove(new Identity(e.Issuer, e.Subject)));
            case SignInEvent.SecretAdded e:
                return Put(state, new Secret(e.Secret, e.Client, e.Hash, e.Label, e.Scopes, record.By, record.At, e.ExpiresAt, null));
            case SignInEvent.SecretRevoked e:
                return Put(state, state.Secrets[e.Secret] with { RevokedAt = record.At, Tokens = [] });
            case SignInEvent.TokenFetched e:
                var there = state.Secrets[e.Secret];
                var live = there.Tokens.Where(token => record.At < token.ExpiresAt).ToValueList();
                return Put(state, there with { LastUsedAt = record.At, Tokens = live.Add(new ClientToken(e.Hash, e.Scopes, e.ExpiresAt)) });
            default:
                throw new UnreachableException($"Evolve has no case for {happened.GetType().Name}.");
        }
    }

    /// <summary>The state with a person's identities as given, and the index that follows from them.</summary>
    public static NetworkState Put(NetworkState state, Id<Person> person, ValueList<Identity> after)
    {
        var before = state.Identities.GetValueOrDefault(person);
        if (before.IsEmpty && after.IsEmpty) return state;
        return state with
        {
            Identities = after.IsEmpty ? state.Identities.Remove(person) : state.Identities.SetItem(person, after),
            PersonByIdentity = state.PersonByIdentity.RemoveRange(before).SetItems(after.Select(identity => KeyValuePair.Create(identity, person))),
        };
    }

    /// <summary>The state with the secret as given, and the indexes that follow from it.</summary>
    public static NetworkState Put(NetworkState state, Secret after)
    {
        var before = state.Secrets.GetValueOrDefault(after.Id);
        return state with
        {
            Secrets = state.Secrets.SetItem(after.Id, after),
            SecretsByClient = state.SecretsByClient.Move(after.Id, before?.Client, after.Client),
            SecretByToken = state.SecretByToken.RemoveRange(before?.Tokens.Select(token => token.Hash) ?? [])
                .SetItems(after.Tokens.Select(token => KeyValuePair.Create(token.Hash, after.Id))),
        };
    }

    private static NetworkState Forget(NetworkState state, SignInEvent.TrustEnded e)
    {
        foreach (var (person, identities) in state.Identities)
            state = Put(state, person, identities.Where(identity => identity.Issuer != e.Issuer).ToValueList());
        return state;
    }
}
