using Circles.Grains.Kernel;
using Circles.Silo.Journals;
using Circles.Silo.Seals;

namespace Circles.Silo.Archives;

/// <summary>Moves one network between a journal and a portable text, whatever the store.</summary>
/// <remarks>The format is told in docs/journal-format.md. Everything streams: a network need not fit into memory.</remarks>
public static class Archive
{
    /// <summary>Writes a network as it stands now; what is appended meanwhile is left to the next archive.</summary>
    /// <param name="at">When, for the manifest.</param>
    /// <param name="seals">Whose keys go along, wrapped; null leaves keys out.</param>
    /// <param name="under">Wraps them in place of the installation's own master key.</param>
    /// <returns>The last event written.</returns>
    /// <exception cref="NetworkUnknownException">There is no such network.</exception>
    /// <exception cref="JournalDamagedException">The journal is not what was written: no archive is made of it.</exception>
    public static async Task<JournalPosition> ExportAsync(
        IJournal journal,
        string network,
        Stream output,
        DateTimeOffset at,
        Sealing? seals = null,
        IMasterKeys? under = null,
        CancellationToken cancel = default)
    {
        await using var writer = new ArchiveWriter(output);
        await writer.WriteAsync(new ArchiveManifest(network, at), cancel);
        JournalPosition end = default;
        await foreach (var stored in journal.ReadAsync(network, 0, cancel: cancel))
        {
            Replay.Check(network, end, stored);
            await writer.WriteAsync(stored, cancel);
            end = stored.Position;
        }

        if (end.Sequence == 0) throw new NetworkUnknownException(network);
        // After the events: whatever they are sealed under was there before them.
        if (seals is not null)
            foreach (var (name, wrapped) in await seals.ExportAsync(network, under ?? seals.Master)) await writer.WriteAsync(name, wrapped, cancel);
        await writer.EndAsync(cancel);
        return end;
    }

    /// <summary>Reads an archive to its end and believes none of it that does not fit: what it returns can be restored.</summary>
    /// <exception cref="ArchiveFaultyException">It is cut, changed, or of a kind that this version does not know.</exception>
    public static async Task<ArchiveContent> CheckAsync(Stream input, CancellationToken cancel = default)
    {
        var reader = new ArchiveReader(input);
        var manifest = await reader.ReadManifestAsync(cancel);
        var state = NetworkState.Empty;
        JournalPosition end = default;
        await foreach (var stored in reader.ReadEventsAsync(cancel))
        {
            try
            {
                state = Domain.Evolve(state, Replay.Check(manifest.Network, end, stored));
            }
            catch (Exception e)
            {
                throw new ArchiveFaultyException(reader.Line, (e as JournalDamagedException)?.Message ?? "this version cannot replay it.", e);
            }

            end = stored.Position;
        }

        return new ArchiveContent(manifest, end) { Keys = reader.Keys };
    }

    /// <summary>Appends what an archive holds and the journal does not. Repeated, or cut off and begun again, it comes to the same.</summary>
    /// <param name="input">Read twice: nothing is appended before the whole of it was checked.</param>
    /// <param name="seals">Takes the archive's keys.</param>
    /// <param name="under">The master key they are wrapped under; null is the installation's own.</param>
    /// <exception cref="KeysUnusableException">They are wrapped under another one; nothing was appended.</exception>
    /// <exception cref="ArchiveFaultyException">As by <see cref="CheckAsync"/>; nothing was appended.</exception>
    /// <exception cref="ArchiveConflictException">The journal holds another history under this name; nothing was appended.</exception>
    /// <exception cref="JournalUnavailableException">The journal could not keep it. What it kept so far stands; begin again.</exception>
    public static async Task<Restored> ImportAsync(
        IJournal journal, Stream input, Sealing? seals = null, IMasterKeys? under = null, CancellationToken cancel = default)
    {
        var start = input.Position;
        var content = await CheckAsync(input, cancel);
        var (manifest, end) = content;
        if (seals is not null && content.Keys.Count > 0) await seals.ImportAsync(manifest.Network, content.Keys, under ?? seals.Master);
        input.Position = start;
        var reader = new ArchiveReader(input);
        await reader.ReadManifestAsync(cancel);

        JournalPosition at = default;
        var batch = new List<EncodedEvent>();
        long bytes = 0;
        await using var there = journal.ReadAsync(manifest.Network, 0, cancel: cancel).GetAsyncEnumerator(cancel);
        var more = await there.MoveNextAsync();
        long already = 0;
        await foreach (var stored in reader.ReadEventsAsync(cancel))
        {
            if (more)
            {
                if (there.Current.Position != stored.Position) throw new ArchiveConflictException(manifest.Network, stored.Sequence);
                (already, at) = (stored.Sequence, stored.Position);
                more = await there.MoveNextAsync();
                continue;
            }

            batch.Add(stored.Event);
            bytes += stored.Event.Json.Length;
            if (bytes < Limits.RestoreBytesMax) continue;
            at = await AppendAsync();
        }

        if (batch.Count > 0) at = await AppendAsync();
        return new Restored(manifest.Network, already, end.Sequence - already);

        async Task<JournalPosition> AppendAsync()
        {
            var kept = await journal.AppendAsync(manifest.Network, at.Sequence, batch, cancel);
            batch.Clear();
            bytes = 0;
            return kept;
        }
    }
}

/// <summary>An archive's first line.</summary>
/// <param name="Network">The slug. The chain of hashes holds it, so a network keeps its name wherever it moves.</param>
/// <param name="ExportedAt">When it was written.</param>
public sealed record ArchiveManifest(string Network, DateTimeOffset ExportedAt);

/// <summary>What a whole archive holds.</summary>
public sealed record ArchiveContent(ArchiveManifest Manifest, JournalPosition End)
{
    /// <summary>The wrapped keys, by name.</summary>
    public IReadOnlyDictionary<string, byte[]> Keys { get; init; } = new Dictionary<string, byte[]>();
}

/// <summary>What a restore did.</summary>
/// <param name="AlreadyThere">Events that the journal had.</param>
/// <param name="Appended">Events that it got.</param>
public sealed record Restored(string Network, long AlreadyThere, long Appended);

/// <summary>The file is not a whole archive that this version can read.</summary>
/// <param name="line">Counted from 1.</param>
public sealed class ArchiveFaultyException(long line, string what, Exception? inner = null)
    : SiloException("ARCHIVE_FAULTY", $"The archive cannot be used. Line {line}: {what}", retryable: false, inner)
{
    public long Line { get; } = line;
}

/// <summary>A network of this name is there already and went another way.</summary>
public sealed class ArchiveConflictException(string network, long sequence)
    : SiloException(
        "ARCHIVE_CONFLICT",
        $"There is a network '{network}' already, and its event {sequence} is another one than the archive's.",
        retryable: false);
