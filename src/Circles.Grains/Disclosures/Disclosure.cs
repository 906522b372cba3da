using System.Collections.Immutable;
using Circles.Grains.Kernel;
using Circles.Grains.People;
using Circles.Grains.Sessions;
using NodaTime;

namespace Circles.Grains.Disclosures;

/// <summary>That one person outside may read what was written of one session, if everybody whom it concerns agrees (NGO-25).</summary>
/// <param name="Because">What the recipient is to read it for.</param>
/// <param name="Consents">Who agreed, and when they last did.</param>
/// <param name="WithdrawnAt">Once anybody took it back, for good: it can only be asked for anew.</param>
public sealed record Disclosure(
    Id<Disclosure> Id,
    Id<Session> Session,
    Id<Person> Recipient,
    string Because,
    Actor AskedBy,
    Instant AskedAt,
    ImmutableSortedDictionary<Id<Person>, Instant> Consents,
    Instant? WithdrawnAt) : IIdentified
{
    public static string Prefix => "dis";
}

/// <summary>What can be asked about telling what is confidential to somebody outside.</summary>
public abstract record DisclosureCommand : Command
{
    /// <summary>Asks for everybody's consent; a member who asks has given theirs.</summary>
    public sealed record Ask(Id<Session> Session, Id<Person> Recipient, string Because) : DisclosureCommand;

    /// <summary>Agrees to what is written now. Written anew, it takes consent anew.</summary>
    public sealed record Consent(Id<Disclosure> Disclosure) : DisclosureCommand;

    /// <summary>Ends it, whether it was open already or not. By anybody whom it concerns.</summary>
    public sealed record Withdraw(Id<Disclosure> Disclosure) : DisclosureCommand;

    private DisclosureCommand()
    {
    }
}

[StoredAs("disclosure")]
public abstract record DisclosureEvent(Id<Disclosure> Disclosure) : Event
{
    public override AnyId Of => Disclosure;

    [StoredAs("asked.1")]
    public sealed record Asked(Id<Disclosure> Disclosure, Id<Session> Session, Id<Person> Recipient, string Because)
        : DisclosureEvent(Disclosure);

    [StoredAs("consented.1")]
    public sealed record Consented(Id<Disclosure> Disclosure, Id<Person> Person) : DisclosureEvent(Disclosure);

    [StoredAs("withdrawn.1")]
    public sealed record Withdrawn(Id<Disclosure> Disclosure, Id<Person> Person) : DisclosureEvent(Disclosure);
}
