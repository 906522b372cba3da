using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Circles.Grains.Kernel;
using Npgsql;
using static Circles.Silo.Journals.Postgres.PostgresDatabase;

namespace Circles.Silo.Journals.Postgres;

/// <summary>The journals of all networks in one PostgreSQL database, for any number of nodes.</summary>
/// <remarks>
/// An append is one conditional statement, one transaction and one round trip. Readers go by the network's own numbers, which are handed
/// out under the head's lock and so have no gaps, and never by the time of a commit: none is skipped.
/// </remarks>
public sealed class PostgresJournal : IJournal
{
    private readonly PostgresDatabase database;
    private readonly PostgresStatements statements;
    private readonly PostgresTails tails;
    private readonly PostgresDuties duties;

    // The furthest end known of each network in use: appending goes without asking for it, and a hopeless one without the database.
    private readonly ConcurrentDictionary<string, JournalPosition> ends = new(StringComparer.Ordinal);

    /// <param name="database">Closed by whoever opened it, after the journal.</param>
    /// <param name="time">Null is the system's clock.</param>
    public PostgresJournal(PostgresDatabase database, TimeProvider? time = null)
        : this(database, time, new PostgresStatements())
    {
    }

    internal PostgresJournal(PostgresDatabase database, TimeProvider? time, PostgresStatements statements)
    {
        (this.database, this.statements) = (database, statements);
        tails = new PostgresTails(database, statements, time ?? TimeProvider.System);
        duties = new PostgresDuties(database.ConnectionString, time ?? TimeProvider.System);
    }

    public async ValueTask<JournalPosition> AppendAsync(
        string network, long expected, IReadOnlyList<EncodedEvent> events, CancellationToken cancel = default)
    {
        Check(network);
        cancel.ThrowIfCancellationRequested();
        var at = await KnownEndAsync(network, expected);
        if (at.Sequence != expected) throw new JournalConflictException(network, expected, at.Sequence);
        if (events.Count == 0) return at;

        var lines = Lines.After(at, network, events);
        JournalPosition end;
        try
        {
            end = await AppendAsync(network, at, lines);
        }
        catch (JournalUnavailableException e) when (e.Code == SiloCodes.JournalIo && e.InnerException?.InnerException is not TimeoutException)
        {
            // The connection was lost and the answer with it. Appending the same again finds out: if it was kept, the end has our hash; if
            // it is still on its way, the head's lock makes this one wait for it. Only when that cannot be asked either is it not known.
            end = await AppendedAsync(network, at, lines, e);
        }

        Know(network, end);
        tails.Appended(network, end.Sequence);
        return end;
    }

    public async IAsyncEnumerable<StoredEvent> ReadAsync(
        string network, long after, int max = int.MaxValue, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        Check(network);
        for (var left = max; left > 0;)
        {
            cancel.ThrowIfCancellationRequested();
            var wanted = Math.Min(left, Limits.ReadChunk);
            var chunk = await ReadChunkAsync(network, after, wanted);
            foreach (var stored in chunk) yield return stored;
            if (chunk.Count < wanted) yield break;
            after += chunk.Count;
            left -= chunk.Count;
        }
    }

    public IAsyncEnumerable<long> FollowAsync(string network, long after, CancellationToken cancel = default)
    {
        Check(network);
        return tails.FollowAsync(network, after, cancel);
    }

    public ValueTask<IDutyHold?> HoldDutyAsync(string network, string duty, CancellationToken cancel = default)
    {
        Check(network);
        if (!Slug.IsValid(duty)) throw new ArgumentException("Not a name for a duty: small letters, digits and hyphens.", nameof(duty));
        return duties.HoldAsync(network, duty, cancel);
    }

    public async ValueTask<IReadOnlyList<string>> NetworksAsync(CancellationToken cancel = default) =>
        [.. (await tails.HeadsAsync(null)).Select(head => head.Network).Order(StringComparer.Ordinal)];

    public ValueTask ReleaseAsync(string network)
    {
        ends.TryRemove(network, out _);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await tails.DisposeAsync();
        await duties.DisposeAsync();
    }

    private static void Check(string network)
    {
        if (!Slug.IsValid(network)) throw new ArgumentException("Not a slug.", nameof(network));
    }

    /// <summary>The end known, asked for when the caller knows a later one.</summary>
    private async Task<JournalPosition> KnownEndAsync(string network, long expected)
    {
        if (expected == 0 && !ends.ContainsKey(network)) return default;
        if (ends.TryGetValue(network, out var known) && known.Sequence >= expected) return known;
        var (end, _) = await EndAsync(network, 0);
        return Know(network, end);
    }

    private async Task<JournalPosition> AppendAsync(string network, JournalPosition at, Lines lines)
    {
        if (await AskToAppendAsync(network, at, lines)) return lines.End;
        var (end, _) = await EndAsync(network, 0);
        // The same number with another hash is another history: somebody put an older copy of the database in place.
        if (end.Sequence == at.Sequence)
            throw new JournalDamagedException(network, at.Sequence, "it is not the event that was there before.");
        Know(network, end);
        throw new JournalConflictException(network, at.Sequence, end.Sequence);
    }

    private async Task<JournalPosition> AppendedAsync(
        string network, JournalPosition at, Lines lines, JournalUnavailableException lost)
    {
        try
        {
            if (await AskToAppendAsync(network, at, lines)) return lines.End;
            var (end, hashThere) = await EndAsync(network, lines.End.Sequence);
            if (hashThere == lines.End.Hash) return lines.End;
            Know(network, end);
            throw new JournalConflictException(network, at.Sequence, end.Sequence);
        }
        catch (JournalUnavailableException)
        {
            throw lost;
        }
    }

    /// <returns>False when the end is another: nothing was added.</returns>
    private Task<bool> AskToAppendAsync(string network, JournalPosition at, Lines lines)
    {
        var append = Statement(
            at.Sequence == 0 ? statements.AppendFirst : statements.Append,
            network, at.Sequence, lines.End.Sequence, lines.End.Hash.ToBytes(), at.Hash.ToBytes(), lines.Names, lines.Jsons, lines.Hashes);
        return database.AskAsync(network, committing: true, [append], _ => Task.FromResult(append.RecordsAffected > 0));
    }

    /// <summary>The end there is, and the hash of the event with this number.</summary>
    private Task<(JournalPosition End, ChainHash? HashThere)> EndAsync(string network, long sequence) => database.AskAsync(
        network, committing: false, [Statement(statements.End, network, sequence)], reader => EndOfAsync(reader, network));

    private async Task<List<StoredEvent>> ReadChunkAsync(string network, long after, int max)
    {
        var before = ends.GetValueOrDefault(network).Sequence;
        var asked = Statement(statements.Read, network, after, max);
        var (head, found) = await database.AskAsync(network, committing: false, [asked], async reader =>
        {
            JournalPosition end = default;
            var events = new List<StoredEvent>();
            while (await reader.ReadAsync())
            {
                end = EndIn(reader, network);
                if (reader.IsDBNull(3)) break;
                var happened = new EncodedEvent(reader.GetString(4), reader.GetFieldValue<byte[]>(5));
                events.Add(new StoredEvent(reader.GetInt64(3), happened, HashAt(reader, 6) ?? default));
            }

            return (end, events);
        });

        if (head.Sequence < before) throw new JournalDamagedException(network, head.Sequence + 1, "it was there before and is missing.");
        Replay.CheckRun(network, after, max, found, head);
        if (head.Sequence > 0) Know(network, head);
        return found;
    }

    private JournalPosition Know(string network, JournalPosition end) =>
        ends.AddOrUpdate(network, end, (_, before) => before.Sequence > end.Sequence ? before : end);

    private static async Task<(JournalPosition End, ChainHash? HashThere)> EndOfAsync(NpgsqlDataReader reader, string network) =>
        await reader.ReadAsync() ? (EndIn(reader, network), HashAt(reader, 3)) : default;

    /// <summary>The journal's end, once the last event agrees with it.</summary>
    private static JournalPosition EndIn(NpgsqlDataReader reader, string network)
    {
        var (sequence, hash, last) = (reader.GetInt64(0), HashAt(reader, 1), HashAt(reader, 2));
        if (hash is null || last != hash)
            throw new JournalDamagedException(network, sequence, "the last event is not the one that was written last.");
        return new JournalPosition(sequence, hash.Value);
    }

    private static ChainHash? HashAt(NpgsqlDataReader reader, int column) =>
        !reader.IsDBNull(column) && reader.GetFieldValue<byte[]>(column) is { Length: ChainHash.Size } bytes ? ChainHash.Read(bytes) : null;

    /// <summary>Events as columns, chained.</summary>
    private sealed record Lines(string[] Names, byte[][] Jsons, byte[][] Hashes, JournalPosition End)
    {
        public static Lines After(JournalPosition at, string network, IReadOnlyList<EncodedEvent> events)
        {
            var lines = new Lines(new string[events.Count], new byte[events.Count][], new byte[events.Count][], at);
            for (var i = 0; i < events.Count; i++)
            {
                at = new JournalPosition(at.Sequence + 1, ChainHash.Of(at.Hash, network, at.Sequence + 1, events[i]));
                lines.Names[i] = events[i].Name;
                lines.Jsons[i] = events[i].Json.ToArray();
                lines.Hashes[i] = at.Hash.ToBytes();
            }

            return lines with { End = at };
        }
    }
}
