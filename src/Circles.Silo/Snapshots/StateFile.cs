using System.Collections.Immutable;
using System.Text.Json;
using Circles.Grains.Access;
using Circles.Grains.Applications;
using Circles.Grains.Circles;
using Circles.Grains.Diaries;
using Circles.Grains.Disclosures;
using Circles.Grains.Imports;
using Circles.Grains.Kernel;
using Circles.Grains.Networks;
using Circles.Grains.Organisations;
using Circles.Grains.Packs;
using Circles.Grains.People;
using Circles.Grains.Programmes;
using Circles.Grains.Registry;
using Circles.Grains.Sessions;
using NodaTime;

namespace Circles.Silo.Snapshots;

/// <summary>The tables of a <see cref="NetworkState"/> as a snapshot writes them: lists, since every row holds its own key.</summary>
/// <remarks>The indexes are left out; <see cref="NetworkTables.Rebuild"/> makes them again. A test holds this against the state.</remarks>
internal sealed record StateFile(
    long Sequence,
    Instant At,
    Network? Network,
    IEnumerable<Organisation> Organisations,
    IEnumerable<Person> People,
    IEnumerable<ProcessPack> Packs,
    IEnumerable<Programme> Programmes,
    IEnumerable<Application> Applications,
    IEnumerable<Circle> Circles,
    IEnumerable<Session> Sessions,
    IEnumerable<DiaryEntry> Diaries,
    IEnumerable<Import> Imports,
    IEnumerable<Client> Clients,
    IEnumerable<Token> Tokens,
    IEnumerable<GrantRow> Grants,
    ImmutableDictionary<AnyId, Actor> Removed,
    ImmutableDictionary<AnyId, Instant> Erased,
    IEnumerable<ReceiptRow> Receipts,
    IEnumerable<AgeRow> ReceiptAges,
    ImmutableDictionary<AnyId, ImmutableArray<long>> History,
    // Absent from snapshots of earlier versions.
    IEnumerable<RegisteredNetwork>? Registered = null,
    IEnumerable<Disclosure>? Disclosures = null)
{
    public static void Write(Stream stream, NetworkState state) => JsonSerializer.Serialize(
        stream,
        new StateFile(
            state.Sequence,
            state.At,
            state.Network,
            state.Organisations.Values,
            state.People.Values,
            state.Packs.Values,
            state.Programmes.Values,
            state.Applications.Values,
            state.Circles.Values,
            state.Sessions.Values,
            state.Diaries.Values,
            state.Imports.Values,
            state.Clients.Values,
            state.Tokens.Values,
            state.Grants.Select(pair => new GrantRow(pair.Key, pair.Value)),
            state.Removed,
            state.Erased,
            state.Receipts.Select(pair => new ReceiptRow(pair.Key.By, pair.Key.Key, pair.Value)),
            state.ReceiptAges.Select(age => new AgeRow(age.By, age.Key, age.At)),
            state.History,
            state.Registered.Values,
            state.Disclosures.Values),
        Json.Options);

    /// <exception cref="JsonException">Not what <see cref="Write"/> wrote.</exception>
    public static NetworkState Read(Stream stream)
    {
        var file = JsonSerializer.Deserialize<StateFile>(stream, Json.Options) ?? throw new JsonException("No state.");
        return NetworkTables.Rebuild(new NetworkState
        {
            Sequence = file.Sequence,
            At = file.At,
            // The codes are compared as the domain compares them, not as the serializer would.
            Network = file.Network is { } network
                ? network with { Regions = network.Regions.WithComparers(StringComparer.Ordinal) }
                : null,
            Organisations = file.Organisations.ToImmutableSortedDictionary(row => row.Id, row => row),
            People = file.People.ToImmutableSortedDictionary(row => row.Id, row => row),
            Packs = file.Packs.ToImmutableSortedDictionary(row => row.Key, row => row),
            Programmes = file.Programmes.ToImmutableSortedDictionary(
                row => row.Id, row => row with { Declared = row.Declared.WithComparers(StringComparer.Ordinal) }),
            Applications = file.Applications.ToImmutableSortedDictionary(row => row.Id, row => row),
            Circles = file.Circles.ToImmutableSortedDictionary(row => row.Id, row => row),
            Sessions = file.Sessions.ToImmutableSortedDictionary(row => row.Id, row => row),
            Diaries = file.Diaries.ToImmutableSortedDictionary(row => row.Id, row => row),
            Imports = file.Imports.ToImmutableSortedDictionary(row => row.Id, row => row),
            Clients = file.Clients.ToImmutableSortedDictionary(row => row.Id, row => row),
            Tokens = file.Tokens.ToImmutableSortedDictionary(row => row.Id, row => row),
            Grants = file.Grants.ToImmutableSortedDictionary(row => row.Person, row => row.Grants),
            Removed = file.Removed,
            Erased = file.Erased,
            Receipts = file.Receipts.ToImmutableDictionary(row => (row.By, row.Key), row => row.Receipt),
            ReceiptAges = ImmutableQueue.CreateRange(file.ReceiptAges.Select(row => (row.By, row.Key, row.At))),
            History = file.History,
            Registered = (file.Registered ?? []).ToImmutableSortedDictionary(row => row.Id, row => row),
            Disclosures = (file.Disclosures ?? []).ToImmutableSortedDictionary(row => row.Id, row => row),
        });
    }
}

internal sealed record GrantRow(Id<Person> Person, ImmutableHashSet<Grant> Grants);

internal sealed record ReceiptRow(Actor By, string Key, Receipt Receipt);

internal sealed record AgeRow(Actor By, string Key, Instant At);
