using System.Collections.Immutable;
using Circles.Grains.Documents;
using Circles.Grains.Kernel;
using Circles.Grains.Organisations;
using Circles.Grains.People;
using NodaTime;

namespace Circles.Grains.Access;

/// <summary>A partner's program: a portal, an integrator's front end, a script.</summary>
/// <param name="Grants">What it may do.</param>
public sealed record Client(Id<Client> Id, string Name, ImmutableHashSet<Grant> Grants, Instant RegisteredAt) : IIdentified
{
    public static string Prefix => "cli";

    /// <summary>By hash: what it may name instead of sending it.</summary>
    public ImmutableDictionary<string, TrustedDocument> Documents { get; init; } = ImmutableDictionary<string, TrustedDocument>.Empty;

    /// <summary>Whether it may run its <see cref="Documents"/> and nothing else.</summary>
    public bool IsRestricted { get; init; }
}

/// <summary>A bearer token. The token itself is shown once and never kept.</summary>
/// <param name="Hash">SHA-256 of the token in lower-case hexadecimal.</param>
/// <param name="Bearer">Whom the token speaks for.</param>
/// <param name="Label">What its owner calls it.</param>
public sealed record Token(
    Id<Token> Id, string Hash, Actor Bearer, string Label, Actor IssuedBy, Instant IssuedAt, Instant? ExpiresAt, Instant? RevokedAt)
    : IIdentified
{
    public static string Prefix => "tok";

    public bool IsGoodAt(Instant now) => RevokedAt is null && (ExpiresAt is null || now < ExpiresAt);
}

/// <summary>A role and where it holds.</summary>
/// <param name="Region">For <see cref="Role.RegionalAdmin"/>: the region, with all below it. Null for the other roles.</param>
/// <param name="Organisation">For <see cref="Role.OrganisationAdmin"/>: which. Null for the other roles.</param>
/// <param name="Neighbours">For <see cref="Role.RegionalAdmin"/>: whether it holds in the regions that the region borders on as well.</param>
public readonly record struct Grant(Role Role, string? Region = null, Id<Organisation>? Organisation = null, bool Neighbours = false);

/// <summary>Roles that are granted. Managers, mentors and mentees have theirs from the programme or circle they are in.</summary>
public enum Role
{
    /// <summary>Runs the network: its frame, organisations, people, programmes, imports, access.</summary>
    NetworkOperator,

    /// <summary>Runs organisations, people and programmes of a region.</summary>
    RegionalAdmin,

    /// <summary>A portal that reads what is open in the network.</summary>
    Reader,

    /// <summary>Keeps one organisation's record and who of its people is affiliated with it; hears no conversation of theirs.</summary>
    OrganisationAdmin,

    /// <summary>Reads the network's settings and numbers to give support; no people, names or texts.</summary>
    SupportReader,
}

/// <summary>What can be asked of the network's doors.</summary>
public abstract record AccessCommand : Command
{
    public sealed record GrantRole(Id<Person> Person, Grant Grant) : AccessCommand;

    public sealed record EndRole(Id<Person> Person, Grant Grant) : AccessCommand;

    public sealed record RegisterClient(string Name, ValueList<Grant> Grants) : AccessCommand;

    /// <param name="Hash">Of a token made at the edge, where randomness is; only the caller ever has the token.</param>
    public sealed record IssueToken(Actor Bearer, string Label, string Hash, Instant? ExpiresAt) : AccessCommand;

    public sealed record RevokeToken(Id<Token> Token) : AccessCommand;

    private AccessCommand()
    {
    }
}

[StoredAs("access")]
public abstract record AccessEvent : Event
{
    [StoredAs("role-granted.1")]
    public sealed record RoleGranted(Id<Person> Person, Grant Grant) : AccessEvent
    {
        public override AnyId Of => Person;

        public override AnyId? OwnerIn(NetworkState state) => Person;
    }

    [StoredAs("role-ended.1")]
    public sealed record RoleEnded(Id<Person> Person, Grant Grant) : AccessEvent
    {
        public override AnyId Of => Person;

        public override AnyId? OwnerIn(NetworkState state) => Person;
    }

    [StoredAs("client-registered.1")]
    public sealed record ClientRegistered(Id<Client> Client, string Name, ValueList<Grant> Grants) : AccessEvent
    {
        public override AnyId Of => Client;
    }

    [StoredAs("token-issued.1")]
    public sealed record TokenIssued(Id<Token> Token, Actor Bearer, [Sealed] string Label, string Hash, Instant? ExpiresAt) : AccessEvent
    {
        public override AnyId Of => Token;

        public override AnyId? OwnerIn(NetworkState state) => Bearer is Actor.Member member ? member.Person : null;
    }

    [StoredAs("token-revoked.1")]
    public sealed record TokenRevoked(Id<Token> Token) : AccessEvent
    {
        public override AnyId Of => Token;

        public override AnyId? OwnerIn(NetworkState state) =>
            state.Tokens.GetValueOrDefault(Token)?.Bearer is Actor.Member member ? member.Person : null;
    }
}
