using System.Collections.Concurrent;
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
using Circles.Grains.SignIn;
using NodaTime;

namespace Circles.Silo.Snapshots;

/// <summary>A line of the tables of a <see cref="NetworkState"/> as a snapshot writes them: some rows, each with its own key.</summary>
/// <remarks>
/// A state is a first line with what is there once, and lines of <see cref="Limits.SnapshotLineRows"/> rows, so that it is read by all
/// processors. The indexes are left out; <see cref="NetworkTables.Rebuild"/> makes them again. A test holds this against the state.
/// </remarks>
internal sealed record StateFile
{
    public long Sequence { get; init; }

    public Instant At { get; init; }

    public Network? Network { get; init; }

    public Organisation[]? Organisations { get; init; }

    public Person[]? People { get; init; }

    public ProcessPack[]? Packs { get; init; }

    public Programme[]? Programmes { get; init; }

    public Application[]? Applications { get; init; }

    public Circle[]? Circles { get; init; }

    public Session[]? Sessions { get; init; }

    public DiaryEntry[]? Diaries { get; init; }

    public Import[]? Imports { get; init; }

    public Client[]? Clients { get; init; }

    public Token[]? Tokens { get; init; }

    public Issuer[]? Issuers { get; init; }

    public Secret[]? Secrets { get; init; }

    public IdentityRow[]? Identities { get; init; }

    public GrantRow[]? Grants { get; init; }

    public RemovedRow[]? Removed { get; init; }

    public ErasedRow[]? Erased { get; init; }

    public ReceiptRow[]? Receipts { get; init; }

    public AgeRow[]? ReceiptAges { get; init; }

    public HistoryRow[]? History { get; init; }

    public RegisteredNetwork[]? Registered { get; init; }

    public Disclosure[]? Disclosures { get; init; }

    /// <returns>How many bytes were written.</returns>
    public static long Write(Stream stream, NetworkState state)
    {
        var counted = new CountedStream(stream);
        foreach (var line in Lines(state))
        {
            JsonSerializer.Serialize(counted, line, Json.Options);
            counted.Write("\n"u8);
        }

        return counted.Bytes;
    }

    /// <returns>The state, and how many bytes were read.</returns>
    /// <exception cref="AggregateException">Not what <see cref="Write"/> wrote.</exception>
    public static (NetworkState State, long Bytes) Read(Stream stream)
    {
        var counted = new CountedStream(stream);
        StateFile[] lines =
        [
            .. Partitioner.Create(Lines(counted), EnumerablePartitionerOptions.NoBuffering).AsParallel().AsOrdered()
                .Select(line => JsonSerializer.Deserialize<StateFile>(line, Json.Options) ?? throw new JsonException("No state.")),
        ];
        // The largest table, beside the others.
        var history = Task.Run(() => NetworkTables.Dictionary(
            Rows(lines, line => line.History).Select(row => KeyValuePair.Create(row.Of, EventNumbers.Create(row.Events)))));
        return (StateOf(lines) with { History = history.GetAwaiter().GetResult() }, counted.Bytes);
    }

    private static IEnumerable<StateFile> Lines(NetworkState state) =>
    [
        new() { Sequence = state.Sequence, At = state.At, Network = state.Network },
        .. Lines(state.Organisations.Values, rows => new() { Organisations = rows }),
        .. Lines(state.People.Values, rows => new() { People = rows }),
        .. Lines(state.Packs.Values, rows => new() { Packs = rows }),
        .. Lines(state.Programmes.Values, rows => new() { Programmes = rows }),
        .. Lines(state.Applications.Values, rows => new() { Applications = rows }),
        .. Lines(state.Circles.Values, rows => new() { Circles = rows }),
        .. Lines(state.Sessions.Values, rows => new() { Sessions = rows }),
        .. Lines(state.Diaries.Values, rows => new() { Diaries = rows }),
        .. Lines(state.Imports.Values, rows => new() { Imports = rows }),
        .. Lines(state.Clients.Values, rows => new() { Clients = rows }),
        .. Lines(state.Tokens.Values, rows => new() { Tokens = rows }),
        .. Lines(state.Issuers.Values, rows => new() { Issuers = rows }),
        .. Lines(state.Secrets.Values, rows => new() { Secrets = rows }),
        .. Lines(state.Identities.Select(pair => new IdentityRow(pair.Key, pair.Value)), rows => new() { Identities = rows }),
        .. Lines(state.Grants.Select(pair => new GrantRow(pair.Key, pair.Value)), rows => new() { Grants = rows }),
        .. Lines(state.Removed.Select(pair => new RemovedRow(pair.Key, pair.Value)), rows => new() { Removed = rows }),
        .. Lines(state.Erased.Select(pair => new ErasedRow(pair.Key, pair.Value)), rows => new() { Erased = rows }),
        .. Lines(state.Receipts.Select(pair => new ReceiptRow(pair.Key.By, pair.Key.Key, pair.Value)), rows => new() { Receipts = rows }),
        .. Lines(state.ReceiptAges.Select(age => new AgeRow(age.By, age.Key, age.At)), rows => new() { ReceiptAges = rows }),
        .. Lines(state.History.Select(pair => new HistoryRow(pair.Key, [.. pair.Value])), rows => new() { History = rows }),
        .. Lines(state.Registered.Values, rows => new() { Registered = rows }),
        .. Lines(state.Disclosures.Values, rows => new() { Disclosures = rows }),
    ];

    private static IEnumerable<StateFile> Lines<T>(IEnumerable<T> rows, Func<T[], StateFile> line) => rows.Chunk(Limits.SnapshotLineRows).Select(line);

    private static IEnumerable<byte[]> Lines(Stream stream)
    {
        var (buffer, line) = (new byte[1 << 16], new MemoryStream());
        for (int read; (read = stream.Read(buffer)) > 0;)
        {
            var left = buffer.AsMemory(0, read);
            for (int end; (end = left.Span.IndexOf((byte)'\n')) >= 0; left = left[(end + 1)..])
            {
                line.Write(left.Span[..end]);
                yield return line.ToArray();
                line.SetLength(0);
            }

            line.Write(left.Span);
        }
    }

    private static NetworkState StateOf(StateFile[] lines) => NetworkTables.Rebuild(new NetworkState
    {
        Sequence = lines[0].Sequence,
        At = lines[0].At,
        // The codes are compared as the domain compares them, not as the serializer would.
        Network = lines[0].Network is { } network
            ? network with { Regions = network.Regions.WithComparers(StringComparer.Ordinal) }
            : null,
        Organisations = Rows(lines, line => line.Organisations).ToImmutableSortedDictionary(row => row.Id, row => row),
        People = Rows(lines, line => line.People).ToImmutableSortedDictionary(row => row.Id, row => row),
        Packs = Rows(lines, line => line.Packs).ToImmutableSortedDictionary(row => row.Key, row => row),
        Programmes = Rows(lines, line => line.Programmes).ToImmutableSortedDictionary(
            row => row.Id, row => row with { Declared = row.Declared.WithComparers(StringComparer.Ordinal) }),
        Applications = Rows(lines, line => line.Applications).ToImmutableSortedDictionary(row => row.Id, row => row),
        Circles = Rows(lines, line => line.Circles).ToImmutableSortedDictionary(row => row.Id, row => row),
        Sessions = Rows(lines, line => line.Sessions).ToImmutableSortedDictionary(row => row.Id, row => row),
        Diaries = Rows(lines, line => line.Diaries).ToImmutableSortedDictionary(row => row.Id, row => row),
        Imports = Rows(lines, line => line.Imports).ToImmutableSortedDictionary(row => row.Id, row => row),
        Clients = Rows(lines, line => line.Clients).ToImmutableSortedDictionary(row => row.Id, row => row),
        Tokens = Rows(lines, line => line.Tokens).ToImmutableSortedDictionary(row => row.Id, row => row),
        Issuers = Rows(lines, line => line.Issuers).ToImmutableSortedDictionary(row => row.Id, row => row),
        Secrets = Rows(lines, line => line.Secrets).ToImmutableSortedDictionary(row => row.Id, row => row),
        Identities = Rows(lines, line => line.Identities).ToImmutableSortedDictionary(row => row.Person, row => row.Identities),
        Grants = Rows(lines, line => line.Grants).ToImmutableSortedDictionary(row => row.Person, row => row.Grants),
        Removed = Rows(lines, line => line.Removed).ToImmutableDictionary(row => row.Of, row => row.By),
        Erased = Rows(lines, line => line.Erased).ToImmutableDictionary(row => row.Of, row => row.At),
        Receipts = Rows(lines, line => line.Receipts).ToImmutableDictionary(row => (row.By, row.Key), row => row.Receipt),
        ReceiptAges = ImmutableQueue.CreateRange(Rows(lines, line => line.ReceiptAges).Select(row => (row.By, row.Key, row.At))),
        Registered = Rows(lines, line => line.Registered).ToImmutableSortedDictionary(row => row.Id, row => row),
        Disclosures = Rows(lines, line => line.Disclosures).ToImmutableSortedDictionary(row => row.Id, row => row),
    });

    private static IEnumerable<T> Rows<T>(StateFile[] lines, Func<StateFile, T[]?> rows) => lines.SelectMany(line => rows(line) ?? []);
}

internal sealed record GrantRow(Id<Person> Person, ImmutableHashSet<Grant> Grants);

internal sealed record IdentityRow(Id<Person> Person, ValueList<Identity> Identities);

internal sealed record RemovedRow(AnyId Of, Actor By);

internal sealed record ErasedRow(AnyId Of, Instant At);

internal sealed record ReceiptRow(Actor By, string Key, Receipt Receipt);

internal sealed record AgeRow(Actor By, string Key, Instant At);

internal sealed record HistoryRow(AnyId Of, long[] Events);
