using Circles.Grains.Access;
using Circles.Grains.Kernel;
using Circles.Grains.People;
using NodaTime;

namespace Circles.Grains.SignIn;

[StoredAs("sign-in")]
public abstract record SignInEvent : Event
{
    [StoredAs("issuer-trusted.1")]
    public sealed record IssuerTrusted(Id<Issuer> Issuer, string Address, string Audience, string SubjectClaim, bool TrustsEmail) : SignInEvent
    {
        public override AnyId Of => Issuer;
    }

    [StoredAs("trust-ended.1")]
    public sealed record TrustEnded(Id<Issuer> Issuer) : SignInEvent
    {
        public override AnyId Of => Issuer;
    }

    [StoredAs("identity-linked.1")]
    public sealed record IdentityLinked(Id<Person> Person, Id<Issuer> Issuer, [Sealed] string Subject) : SignInEvent
    {
        public override AnyId Of => Person;

        public override AnyId? OwnerIn(NetworkState state) => Person;
    }

    [StoredAs("identity-unlinked.1")]
    public sealed record IdentityUnlinked(Id<Person> Person, Id<Issuer> Issuer, [Sealed] string Subject) : SignInEvent
    {
        public override AnyId Of => Person;

        public override AnyId? OwnerIn(NetworkState state) => Person;
    }

    [StoredAs("secret-added.1")]
    public sealed record SecretAdded(
        Id<Secret> Secret, Id<Client> Client, [Sealed] string Label, string Hash, ValueList<Grant> Scopes, Instant? ExpiresAt) : SignInEvent
    {
        public override AnyId Of => Secret;
    }

    [StoredAs("secret-revoked.1")]
    public sealed record SecretRevoked(Id<Secret> Secret) : SignInEvent
    {
        public override AnyId Of => Secret;
    }

    [StoredAs("token-fetched.1")]
    public sealed record TokenFetched(Id<Secret> Secret, string Hash, ValueList<Grant> Scopes, Instant ExpiresAt) : SignInEvent
    {
        public override AnyId Of => Secret;
    }
}
