using System.Diagnostics;
using Circles.Grains.Kernel;
using Circles.Grains.People;
using NodaTime;

namespace Circles.Grains.Access;

internal static class AccessDecider
{
    public static Decision Decide(NetworkState state, AccessCommand command, Envelope envelope) => command switch
    {
        AccessCommand.IssueToken c => IssueToken(state, c, envelope),
        AccessCommand.RevokeToken c => RevokeToken(state, c, envelope),
        _ when !Authority.RunsNetwork(state, envelope.By) => KernelErrors.NotAllowed(),
        AccessCommand.GrantRole c when !state.People.ContainsKey(c.Person) => KernelErrors.NotFound("person"),
        AccessCommand.GrantRole c when state.People[c.Person].ErasedAt is not null => PersonErrors.Erased(),
        AccessCommand.GrantRole c when state.Grants.GetValueOrDefault(c.Person, []).Contains(c.Grant) => Decision.Nothing(c.Person),
        AccessCommand.GrantRole c => Check.All(Grantable(state, c.Grant, "")) ?? new AccessEvent.RoleGranted(c.Person, c.Grant),
        AccessCommand.EndRole c when !state.People.ContainsKey(c.Person) => KernelErrors.NotFound("person"),
        AccessCommand.EndRole c when !state.Grants.GetValueOrDefault(c.Person, []).Contains(c.Grant) => Decision.Nothing(c.Person),
        AccessCommand.EndRole c => new AccessEvent.RoleEnded(c.Person, c.Grant),
        AccessCommand.RegisterClient c => RegisterClient(state, c, envelope),
        _ => throw new UnreachableException($"Decide has no case for {command.GetType().Name}."),
    };

    private static Decision RegisterClient(NetworkState state, AccessCommand.RegisterClient c, Envelope envelope)
    {
        var id = envelope.NewId<Client>();
        if (state.Clients.ContainsKey(id)) return Decision.Nothing(id);
        return Check.All(
            [
                Check.Name(c.Name, "name"),
                c.Grants.IsEmpty ? KernelErrors.Required("grants") : null,
                .. c.Grants.Select((grant, i) => Grantable(state, grant, $"grants.{i}.")),
            ])
            ?? new AccessEvent.ClientRegistered(id, c.Name, c.Grants.Distinct().ToValueList());
    }

    private static Decision IssueToken(NetworkState state, AccessCommand.IssueToken c, Envelope envelope)
    {
        var id = envelope.NewId<Token>();
        if (state.Tokens.ContainsKey(id)) return Decision.Nothing(id);
        var isOwn = IsOwn(state, envelope.By, c.Bearer);
        if (!isOwn && !MayIssueFor(state, envelope.By, c.Bearer)) return KernelErrors.NotAllowed();
        var there = c.Bearer switch
        {
            Actor.Member member => state.People.ContainsKey(member.Person),
            Actor.Program program => state.Clients.ContainsKey(program.Client),
            Actor.PlatformOperator => true,
            _ => false,
        };
        var erased = c.Bearer is Actor.Member { Person: var person } && state.People.GetValueOrDefault(person)?.ErasedAt is not null;
        return Check.All(
                there ? null : KernelErrors.NotFound("bearer"),
                erased ? PersonErrors.Erased() : null,
                Check.Name(c.Label, "label"),
                Hash(state, c.Hash),
                c.ExpiresAt is { } end && end <= envelope.At ? AccessErrors.ExpiresInThePast() : null,
                isOwn && c.ExpiresAt is null ? KernelErrors.Required("expiresAt") : null,
                isOwn && c.ExpiresAt > envelope.At + Limits.SignIn.PersonalTokenLife ? AccessErrors.ExpiresTooLate() : null,
                isOwn && OwnTokens(state, c.Bearer, envelope.At) >= Limits.SignIn.PersonalTokensMax ? AccessErrors.PersonalTokensTooMany() : null)
            ?? new AccessEvent.TokenIssued(id, c.Bearer, c.Label, c.Hash, c.ExpiresAt);
    }

    /// <summary>Operators issue tokens for people and programs; only the platform's operator for the platform.</summary>
    private static bool MayIssueFor(NetworkState state, Actor by, Actor bearer) =>
        bearer is Actor.PlatformOperator ? by is Actor.PlatformOperator : Authority.RunsNetwork(state, by);

    /// <summary>A personal token: people who run nothing issue it for themselves.</summary>
    private static bool IsOwn(NetworkState state, Actor by, Actor bearer) =>
        by is Actor.Member member && by == bearer && state.People.ContainsKey(member.Person) && !Authority.RunsNetwork(state, by);

    private static int OwnTokens(NetworkState state, Actor bearer, Instant now) =>
        state.Tokens.Values.Count(token => token.Bearer == bearer && token.IssuedBy == bearer && token.IsGoodAt(now));

    private static Decision RevokeToken(NetworkState state, AccessCommand.RevokeToken c, Envelope envelope)
    {
        if (!state.Tokens.TryGetValue(c.Token, out var there) || !AccessVisibility.CanSee(state, envelope.By, there))
            return KernelErrors.NotFound("token");
        return there.RevokedAt is null ? new AccessEvent.TokenRevoked(there.Id) : Decision.Nothing(there.Id);
    }

    /// <summary>64 small hexadecimal digits that no other token has: whoever shows a token must be one bearer.</summary>
    private static Refusal? Hash(NetworkState state, string hash) =>
        HashShape(hash) ?? (state.TokenByHash.ContainsKey(hash) ? AccessErrors.TokenTaken() : null);

    internal static Refusal? HashShape(string hash) =>
        hash.Length != 64 || hash.AsSpan().ContainsAnyExcept(HexDigits) ? AccessErrors.HashInvalid() : null;

    private static readonly System.Buffers.SearchValues<char> HexDigits = System.Buffers.SearchValues.Create("0123456789abcdef");

    private static Refusal? Grantable(NetworkState state, Grant grant, string path) => grant switch
    {
        { Role: not Role.OrganisationAdmin, Organisation: not null } => AccessErrors.RoleHasNoOrganisation($"{path}organisation"),
        { Role: Role.RegionalAdmin, Region: null } => KernelErrors.Required($"{path}region"),
        { Role: Role.RegionalAdmin } => Check.Region(state, grant.Region, $"{path}region"),
        { Region: not null } => AccessErrors.RoleHasNoRegion($"{path}region"),
        { Neighbours: true } => AccessErrors.RoleHasNoRegion($"{path}neighbours"),
        { Role: Role.OrganisationAdmin, Organisation: null } => KernelErrors.Required($"{path}organisation"),
        { Role: Role.OrganisationAdmin, Organisation: { } id } when !state.Organisations.ContainsKey(id) =>
            KernelErrors.NotFound($"{path}organisation"),
        _ => null,
    };
}
