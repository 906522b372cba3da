using System.Diagnostics;
using Circles.Grains.Access;
using Circles.Grains.Kernel;
using NodaTime;

namespace Circles.Grains.SignIn;

internal static class SignInDecider
{
    public static Decision Decide(NetworkState state, SignInCommand command, Envelope envelope) => command switch
    {
        SignInCommand.AddSecret c => AddSecret(state, c, envelope),
        SignInCommand.RevokeSecret c => RevokeSecret(state, c, envelope),
        SignInCommand.FetchToken c => FetchToken(state, c, envelope),
        _ when !Authority.RunsNetwork(state, envelope.By) => KernelErrors.NotAllowed(),
        SignInCommand.TrustIssuer c => TrustIssuer(state, c, envelope),
        SignInCommand.EndTrust c when !state.Issuers.ContainsKey(c.Issuer) => KernelErrors.NotFound("issuer"),
        SignInCommand.EndTrust c when !state.Issuers[c.Issuer].IsTrusted => Decision.Nothing(c.Issuer),
        SignInCommand.EndTrust c => new SignInEvent.TrustEnded(c.Issuer),
        SignInCommand.LinkIdentity c => LinkIdentity(state, c),
        SignInCommand.UnlinkIdentity c when !state.People.ContainsKey(c.Person) => KernelErrors.NotFound("person"),
        SignInCommand.UnlinkIdentity c when !state.Identities.GetValueOrDefault(c.Person).Contains(new Identity(c.Issuer, c.Subject)) =>
            Decision.Nothing(c.Person),
        SignInCommand.UnlinkIdentity c => new SignInEvent.IdentityUnlinked(c.Person, c.Issuer, c.Subject),
        _ => throw new UnreachableException($"Decide has no case for {command.GetType().Name}."),
    };

    private static Decision TrustIssuer(NetworkState state, SignInCommand.TrustIssuer c, Envelope envelope)
    {
        var there = Issuer.Trusted(state, c.Address);
        var change = new SignInEvent.IssuerTrusted(there?.Id ?? envelope.NewId<Issuer>(), c.Address, c.Audience, c.SubjectClaim, c.TrustsEmail);
        var refused = Check.All(
            Address(c.Address),
            Check.Line(c.Audience, "audience", Limits.SignIn.ClaimMax),
            Check.Line(c.SubjectClaim, "subjectClaim", Limits.NameMax),
            there is null && state.Issuers.Values.Count(issuer => issuer.IsTrusted) >= Limits.SignIn.IssuersMax
                ? KernelErrors.TooMany("address", Limits.SignIn.IssuersMax)
                : null);
        if (refused is not null) return refused;
        // The same envelope again, after the trust was ended: it was done.
        if (there is null && state.Issuers.ContainsKey(change.Issuer)) return Decision.Nothing(change.Issuer);
        return there is not null && (there.Audience, there.SubjectClaim, there.TrustsEmail) == (c.Audience, c.SubjectClaim, c.TrustsEmail)
            ? Decision.Nothing(there.Id)
            : change;
    }

    /// <summary>OpenID Connect Discovery 1.0, section 2: https, without query and fragment. http only where nothing leaves the machine.</summary>
    private static Refusal? Address(string address)
    {
        if (Check.Line(address, "address", Limits.SignIn.AddressMax) is { } refused) return refused;
        var isAddress = Uri.TryCreate(address, UriKind.Absolute, out var uri)
            && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback))
            && uri is { Host.Length: > 0, UserInfo: "", Query: "", Fragment: "" }
            && address.StartsWith($"{uri.Scheme}://", StringComparison.Ordinal)
            && !address.AsSpan().ContainsAny(" ?#\\");
        return isAddress ? null : SignInErrors.IssuerInvalid();
    }

    private static Decision LinkIdentity(NetworkState state, SignInCommand.LinkIdentity c)
    {
        if (!state.People.ContainsKey(c.Person)) return KernelErrors.NotFound("person");
        if (!state.Issuers.TryGetValue(c.Issuer, out var issuer) || !issuer.IsTrusted) return KernelErrors.NotFound("issuer");
        var identity = new Identity(c.Issuer, c.Subject);
        if (state.PersonByIdentity.TryGetValue(identity, out var known))
            return known == c.Person ? Decision.Nothing(c.Person) : SignInErrors.IdentityTaken();
        return Check.All(
                Check.Line(c.Subject, "subject", Limits.SignIn.ClaimMax),
                state.Identities.GetValueOrDefault(c.Person).Count >= Limits.SignIn.IdentitiesMax
                    ? KernelErrors.TooMany("subject", Limits.SignIn.IdentitiesMax)
                    : null)
            ?? new SignInEvent.IdentityLinked(c.Person, c.Issuer, c.Subject);
    }

    private static Decision AddSecret(NetworkState state, SignInCommand.AddSecret c, Envelope envelope)
    {
        if (!state.Clients.TryGetValue(c.Client, out var client) || !AccessVisibility.CanSee(state, envelope.By, client))
            return KernelErrors.NotFound("client");
        if (!Authority.RunsNetwork(state, envelope.By)) return KernelErrors.NotAllowed();
        var id = envelope.NewId<Secret>();
        if (state.Secrets.ContainsKey(id)) return Decision.Nothing(id);
        return Check.All(
            [
                Check.Name(c.Label, "label"),
                AccessDecider.HashShape(c.Hash),
                .. c.Scopes.Select((scope, i) => client.Grants.Contains(scope) ? null : SignInErrors.ScopeNotGranted($"scopes.{i}")),
                c.ExpiresAt is { } end && end <= envelope.At ? AccessErrors.ExpiresInThePast() : null,
                SecretsOf(state, client).Count(secret => secret.IsGoodAt(envelope.At)) >= Limits.SignIn.SecretsMax ? SignInErrors.SecretsTooMany() : null,
            ])
            ?? new SignInEvent.SecretAdded(id, c.Client, c.Label, c.Hash, c.Scopes.Distinct().ToValueList(), c.ExpiresAt);
    }

    private static Decision RevokeSecret(NetworkState state, SignInCommand.RevokeSecret c, Envelope envelope)
    {
        if (!state.Secrets.TryGetValue(c.Secret, out var there) || !SignInVisibility.CanSee(state, envelope.By, there))
            return KernelErrors.NotFound("secret");
        return there.RevokedAt is null ? new SignInEvent.SecretRevoked(there.Id) : Decision.Nothing(there.Id);
    }

    private static Decision FetchToken(NetworkState state, SignInCommand.FetchToken c, Envelope envelope)
    {
        if (!state.Secrets.TryGetValue(c.Secret, out var there) || envelope.By != new Actor.Program(there.Client) || !there.IsGoodAt(envelope.At))
            return KernelErrors.NotFound("secret");
        if (there.Tokens.Any(token => token.Hash == c.Hash)) return Decision.Nothing(there.Id);
        var client = state.Clients[there.Client];
        var may = client.Grants.Where(grant => there.Scopes.IsEmpty || there.Scopes.Contains(grant)).ToValueList();
        var live = SecretsOf(state, client).Sum(secret => secret.Tokens.Count(token => envelope.At < token.ExpiresAt));
        var end = envelope.At + Limits.SignIn.ClientTokenLife;
        return Check.All(
            [
                AccessDecider.HashShape(c.Hash),
                .. c.Scopes.Select((scope, i) => may.Contains(scope) ? null : SignInErrors.ScopeNotGranted($"scopes.{i}")),
                state.SecretByToken.ContainsKey(c.Hash) ? AccessErrors.TokenTaken() : null,
                live >= Limits.SignIn.ClientTokensMax ? SignInErrors.ClientTokensTooMany() : null,
            ])
            ?? new SignInEvent.TokenFetched(
                there.Id, c.Hash, c.Scopes.IsEmpty ? may : c.Scopes.Distinct().ToValueList(), there.ExpiresAt is { } last ? Instant.Min(last, end) : end);
    }

    private static IEnumerable<Secret> SecretsOf(NetworkState state, Client client) =>
        state.SecretsByClient.GetValueOrDefault(client.Id, []).Select(id => state.Secrets[id]);
}
