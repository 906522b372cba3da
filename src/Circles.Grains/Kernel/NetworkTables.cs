using System.Collections.Immutable;
using Circles.Grains.Applications;
using Circles.Grains.Circles;
using Circles.Grains.Clock;
using Circles.Grains.Organisations;
using Circles.Grains.People;
using Circles.Grains.Sessions;

namespace Circles.Grains.Kernel;

/// <summary>A network's state from its tables alone, as a snapshot keeps them.</summary>
public static class NetworkTables
{
    /// <summary>Makes every index again, as <c>Evolve</c> keeps them: a test holds the two against each other.</summary>
    /// <param name="tables">A state whose tables, history and receipts are filled and whose indexes are not looked at.</param>
    /// <remarks>All at once: put into the indexes one by one, a million sessions would take minutes.</remarks>
    public static NetworkState Rebuild(NetworkState tables) => tables with
    {
        OrganisationByReference = Keys(tables.Organisations, row => row.Reference),
        OrganisationsByName = Index(tables.Organisations, row => OrganisationEvolution.NameKeys(row)),
        PeopleByOrganisation = Index(tables.People, row => PersonEvolution.OrganisationsOf(row)),
        PersonByEmail = Keys(tables.People, row => row.Email),
        PersonByReference = Keys(tables.People, row => row.Reference),
        ProgrammesByManager = Index(tables.Programmes, row => row.Managers),
        ApplicationsByProgramme = Index(tables.Applications, row => new[] { row.Programme }),
        ApplicationsByPerson = Index(tables.Applications, row => new[] { row.Person }),
        CirclesByProgramme = Index(tables.Circles, row => new[] { row.Programme }),
        CirclesByPerson = Index(tables.Circles, row => row.Members.Keys),
        CirclesByReference = Index(tables.Circles, row => CircleEvolution.ReferencesOf(row)),
        SessionsByCircle = Index(tables.Sessions, row => new[] { row.Circle }),
        SessionsByPerson = Index(tables.Sessions, SessionEvolution.PeopleIn),
        DiaryBySession = Dictionary(tables.Diaries.Select(pair => KeyValuePair.Create(pair.Value.Session, pair.Key))),
        DisclosuresBySession = Index(tables.Disclosures, row => new[] { row.Session }),
        DisclosuresByRecipient = Index(tables.Disclosures, row => new[] { row.Recipient }),
        TokenByHash = Keys(tables.Tokens, row => row.Hash),
        SecretsByClient = Index(tables.Secrets, row => new[] { row.Client }),
        SecretByToken = Dictionary(
            from pair in tables.Secrets from token in pair.Value.Tokens select KeyValuePair.Create(token.Hash, pair.Key), StringComparer.Ordinal),
        PersonByIdentity = Dictionary(
            from pair in tables.Identities from identity in pair.Value select KeyValuePair.Create(identity, pair.Key)),
        OpeningsByEnd = tables.Circles.Values.Aggregate(
            NetworkState.Empty.OpeningsByEnd, (index, circle) => BreakGlass.Index(index, before: null, circle)),
        Due = [.. DueIn(tables)],
        RegisteredBySlug = Keys(tables.Registered, row => row.Slug),
    };

    /// <summary>A dictionary of many pairs at once; of two with the same key the later counts.</summary>
    /// <remarks>
    /// Its tree is in the order of the hashes: put in in that order, each pair lies beside the one before it, and millions take a half to a
    /// third of the time that they take when each is looked for somewhere else in memory.
    /// </remarks>
    public static ImmutableDictionary<TKey, TValue> Dictionary<TKey, TValue>(
        IEnumerable<KeyValuePair<TKey, TValue>> pairs, IEqualityComparer<TKey>? comparer = null)
        where TKey : notnull =>
        ImmutableDictionary.Create<TKey, TValue>(comparer)
            .SetItems(pairs.OrderBy(pair => (comparer ?? EqualityComparer<TKey>.Default).GetHashCode(pair.Key)));

    private static IEnumerable<Due> DueIn(NetworkState tables)
    {
        foreach (var (id, application) in tables.Applications)
            if (ApplicationEvolution.WordsKeptUntil(tables, application) is { } until) yield return new Due(until, id);
        foreach (var (id, circle) in tables.Circles)
            if (!tables.Erased.ContainsKey(id) && CircleEvolution.WordsKeptUntil(tables, circle) is { } until) yield return new Due(until, id);
    }

    /// <summary>Each id under the one key of its row, if it has one.</summary>
    private static ImmutableDictionary<string, Id<T>> Keys<T>(ImmutableSortedDictionary<Id<T>, T> table, Func<T, string?> key)
        where T : IIdentified =>
        Dictionary(
            from pair in table let text = key(pair.Value) where text is not null select KeyValuePair.Create(text, pair.Key), StringComparer.Ordinal);

    /// <summary>Each id under all keys of its row.</summary>
    private static ImmutableDictionary<TKey, ImmutableSortedSet<Id<T>>> Index<TKey, T>(
        ImmutableSortedDictionary<Id<T>, T> table, Func<T, IEnumerable<TKey>> keys)
        where TKey : notnull
        where T : IIdentified
    {
        var found = new Dictionary<TKey, List<Id<T>>>();
        foreach (var (id, row) in table)
        {
            foreach (var key in keys(row))
            {
                if (!found.TryGetValue(key, out var ids)) found[key] = ids = [];
                ids.Add(id);
            }
        }

        return Dictionary(found.Select(pair => KeyValuePair.Create(pair.Key, pair.Value.ToImmutableSortedSet())));
    }
}
