using System.Collections.Immutable;
using Circles.Grains.Access;
using Circles.Grains.Applications;
using Circles.Grains.Circles;
using Circles.Grains.Clock;
using Circles.Grains.Diaries;
using Circles.Grains.Disclosures;
using Circles.Grains.Imports;
using Circles.Grains.Networks;
using Circles.Grains.Organisations;
using Circles.Grains.Packs;
using Circles.Grains.People;
using Circles.Grains.Programmes;
using Circles.Grains.Registry;
using Circles.Grains.Sessions;
using Circles.Grains.SignIn;
using NodaTime;

namespace Circles.Grains.Kernel;

/// <summary>All that is true in one network after one event: immutable, so a query of any depth gives one consistent answer.</summary>
/// <remarks>
/// The tables hold everything that exists, in the order it was made (ids sort by time). The indexes say the same things in another
/// order; they are kept by <c>Evolve</c> and can be made again from the tables.
/// </remarks>
public sealed record NetworkState
{
    public static readonly NetworkState Empty = new();

    /// <summary>The number of the last event; 0 before the network is founded.</summary>
    public long Sequence { get; init; }

    /// <summary>When the last event happened.</summary>
    public Instant At { get; init; } = NodaConstants.UnixEpoch;

    /// <summary>
    /// Set on a state of the past that is to be shown (<see cref="PastState"/>): the state whose rules hold besides its own, so that what
    /// is not to be seen today is not to be seen in it. Null on every state that commands are decided on.
    /// </summary>
    public NetworkState? Today { get; init; }

    /// <summary>Null only before the network is founded.</summary>
    public Network? Network { get; init; }

    // The tables.
    public ImmutableSortedDictionary<Id<Organisation>, Organisation> Organisations { get; init; } = Table<Organisation>.Empty;

    public ImmutableSortedDictionary<Id<Person>, Person> People { get; init; } = Table<Person>.Empty;

    public ImmutableSortedDictionary<PackKey, ProcessPack> Packs { get; init; } = ImmutableSortedDictionary<PackKey, ProcessPack>.Empty;

    public ImmutableSortedDictionary<Id<Programme>, Programme> Programmes { get; init; } = Table<Programme>.Empty;

    public ImmutableSortedDictionary<Id<Application>, Application> Applications { get; init; } = Table<Application>.Empty;

    public ImmutableSortedDictionary<Id<Circle>, Circle> Circles { get; init; } = Table<Circle>.Empty;

    public ImmutableSortedDictionary<Id<Session>, Session> Sessions { get; init; } = Table<Session>.Empty;

    public ImmutableSortedDictionary<Id<DiaryEntry>, DiaryEntry> Diaries { get; init; } = Table<DiaryEntry>.Empty;

    public ImmutableSortedDictionary<Id<Disclosure>, Disclosure> Disclosures { get; init; } = Table<Disclosure>.Empty;

    public ImmutableSortedDictionary<Id<Import>, Import> Imports { get; init; } = Table<Import>.Empty;

    public ImmutableSortedDictionary<Id<Client>, Client> Clients { get; init; } = Table<Client>.Empty;

    public ImmutableSortedDictionary<Id<Token>, Token> Tokens { get; init; } = Table<Token>.Empty;

    public ImmutableSortedDictionary<Id<Issuer>, Issuer> Issuers { get; init; } = Table<Issuer>.Empty;

    public ImmutableSortedDictionary<Id<Secret>, Secret> Secrets { get; init; } = Table<Secret>.Empty;

    /// <summary>Under what names trusted providers know people; a person whom none knows has no entry.</summary>
    public ImmutableSortedDictionary<Id<Person>, ValueList<Identity>> Identities { get; init; } =
        ImmutableSortedDictionary<Id<Person>, ValueList<Identity>>.Empty;

    /// <summary>The networks there are: in the platform's own stream, and in no other.</summary>
    public ImmutableSortedDictionary<Id<RegisteredNetwork>, RegisteredNetwork> Registered { get; init; } = Table<RegisteredNetwork>.Empty;

    /// <summary>Roles granted to people; a person without one has no entry.</summary>
    public ImmutableSortedDictionary<Id<Person>, ImmutableHashSet<Grant>> Grants { get; init; } =
        ImmutableSortedDictionary<Id<Person>, ImmutableHashSet<Grant>>.Empty;

    /// <summary>What was taken back, and by whom: removing it again changes nothing for them, and for others it does not exist.</summary>
    public ImmutableDictionary<AnyId, Actor> Removed { get; init; } = ImmutableDictionary<AnyId, Actor>.Empty;

    /// <summary>
    /// Whose sealed values are gone (<see cref="Event.Erases"/>), and since when: no key of theirs exists. Of a past state that is shown:
    /// those of today.
    /// </summary>
    public ImmutableDictionary<AnyId, Instant> Erased { get; init; } = ImmutableDictionary<AnyId, Instant>.Empty;

    /// <summary>The first answers of commands that came with an idempotency key, by actor and key.</summary>
    public ImmutableDictionary<(Actor By, string Key), Receipt> Receipts { get; init; } =
        ImmutableDictionary<(Actor, string), Receipt>.Empty;

    /// <summary>The same keys, oldest first, so that old ones can be dropped.</summary>
    public ImmutableQueue<(Actor By, string Key, Instant At)> ReceiptAges { get; init; } = [];

    /// <summary>The sequence numbers of the events that happened to each thing, oldest first; the events are in the journal.</summary>
    public ImmutableDictionary<AnyId, EventNumbers> History { get; init; } = ImmutableDictionary<AnyId, EventNumbers>.Empty;

    // The indexes.
    public ImmutableDictionary<string, Id<Organisation>> OrganisationByReference { get; init; } = Keys<Organisation>.Empty;

    /// <summary>By name without regard to case.</summary>
    public ImmutableDictionary<string, ImmutableSortedSet<Id<Organisation>>> OrganisationsByName { get; init; } =
        Index<string, Organisation>.Empty;

    public ImmutableDictionary<Id<Organisation>, ImmutableSortedSet<Id<Person>>> PeopleByOrganisation { get; init; } =
        Index<Id<Organisation>, Person>.Empty;

    public ImmutableDictionary<string, Id<Person>> PersonByEmail { get; init; } = Keys<Person>.Empty;

    public ImmutableDictionary<string, Id<Person>> PersonByReference { get; init; } = Keys<Person>.Empty;

    public ImmutableDictionary<Id<Person>, ImmutableSortedSet<Id<Programme>>> ProgrammesByManager { get; init; } =
        Index<Id<Person>, Programme>.Empty;

    public ImmutableDictionary<Id<Programme>, ImmutableSortedSet<Id<Application>>> ApplicationsByProgramme { get; init; } =
        Index<Id<Programme>, Application>.Empty;

    public ImmutableDictionary<Id<Person>, ImmutableSortedSet<Id<Application>>> ApplicationsByPerson { get; init; } =
        Index<Id<Person>, Application>.Empty;

    public ImmutableDictionary<Id<Programme>, ImmutableSortedSet<Id<Circle>>> CirclesByProgramme { get; init; } =
        Index<Id<Programme>, Circle>.Empty;

    public ImmutableDictionary<Id<Person>, ImmutableSortedSet<Id<Circle>>> CirclesByPerson { get; init; } = Index<Id<Person>, Circle>.Empty;

    /// <summary>Circles that are opened by break-glass, by when that ends; nearly always empty.</summary>
    public ImmutableSortedSet<(Instant Until, Id<Circle> Circle)> OpeningsByEnd { get; init; } = [];

    /// <summary>References of circles need not be unique: else "taken" would tell of a circle that the asker may not see.</summary>
    public ImmutableDictionary<string, ImmutableSortedSet<Id<Circle>>> CirclesByReference { get; init; } = Index<string, Circle>.Empty;

    public ImmutableDictionary<Id<Circle>, ImmutableSortedSet<Id<Session>>> SessionsByCircle { get; init; } =
        Index<Id<Circle>, Session>.Empty;

    /// <summary>By everyone whose attendance a session tells, who is appointed to keep its diary or is invited to advise.</summary>
    public ImmutableDictionary<Id<Person>, ImmutableSortedSet<Id<Session>>> SessionsByPerson { get; init; } =
        Index<Id<Person>, Session>.Empty;

    public ImmutableDictionary<Id<Session>, Id<DiaryEntry>> DiaryBySession { get; init; } =
        ImmutableDictionary<Id<Session>, Id<DiaryEntry>>.Empty;

    public ImmutableDictionary<Id<Session>, ImmutableSortedSet<Id<Disclosure>>> DisclosuresBySession { get; init; } =
        Index<Id<Session>, Disclosure>.Empty;

    public ImmutableDictionary<Id<Person>, ImmutableSortedSet<Id<Disclosure>>> DisclosuresByRecipient { get; init; } =
        Index<Id<Person>, Disclosure>.Empty;

    public ImmutableDictionary<string, Id<Token>> TokenByHash { get; init; } = Keys<Token>.Empty;

    public ImmutableDictionary<Id<Client>, ImmutableSortedSet<Id<Secret>>> SecretsByClient { get; init; } = Index<Id<Client>, Secret>.Empty;

    /// <summary>By the hash of a token that was fetched with the secret.</summary>
    public ImmutableDictionary<string, Id<Secret>> SecretByToken { get; init; } = Keys<Secret>.Empty;

    public ImmutableDictionary<Identity, Id<Person>> PersonByIdentity { get; init; } = ImmutableDictionary<Identity, Id<Person>>.Empty;

    /// <summary>What the clock has to do, the earliest first. Each slice keeps the entries of its own things.</summary>
    public ImmutableSortedSet<Due> Due { get; init; } = [];

    public ImmutableDictionary<string, Id<RegisteredNetwork>> RegisteredBySlug { get; init; } = Keys<RegisteredNetwork>.Empty;

    /// <summary>The pack that a programme is pinned to.</summary>
    public ProcessPack PackOf(Programme programme) => Packs[programme.Pack];

    private static class Table<T>
        where T : IIdentified
    {
        public static readonly ImmutableSortedDictionary<Id<T>, T> Empty = ImmutableSortedDictionary<Id<T>, T>.Empty;
    }

    private static class Keys<T>
        where T : IIdentified
    {
        public static readonly ImmutableDictionary<string, Id<T>> Empty = ImmutableDictionary.Create<string, Id<T>>(StringComparer.Ordinal);
    }

    private static class Index<TKey, T>
        where TKey : notnull
        where T : IIdentified
    {
        public static readonly ImmutableDictionary<TKey, ImmutableSortedSet<Id<T>>> Empty =
            ImmutableDictionary<TKey, ImmutableSortedSet<Id<T>>>.Empty;
    }
}
