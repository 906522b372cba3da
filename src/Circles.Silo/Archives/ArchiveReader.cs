using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Unicode;
using Circles.Grains.Kernel;
using Circles.Silo.Journals;

namespace Circles.Silo.Archives;

/// <summary>Reads an archive's lines in order and checks that it is whole. What the events say is checked by whoever reads them.</summary>
internal sealed class ArchiveReader(Stream input)
{
    private static readonly JsonDocumentOptions Options = new() { AllowDuplicateProperties = false };

    private readonly PipeReader lines = PipeReader.Create(input, new StreamPipeReaderOptions(leaveOpen: true));
    private readonly IncrementalHash checksum = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>The wrapped keys met so far, by name: they stand after the events.</summary>
    public Dictionary<string, byte[]> Keys { get; } = new(StringComparer.Ordinal);

    /// <summary>The line that was read last, from 1.</summary>
    public long Line { get; private set; }

    /// <exception cref="ArchiveFaultyException">It is no archive, or of a later version.</exception>
    public async ValueTask<ArchiveManifest> ReadManifestAsync(CancellationToken cancel)
    {
        using var line = await NextAsync(cancel) ?? throw new ArchiveFaultyException(1, "it is empty.");
        var manifest = line.RootElement;
        if (Text(manifest, "format") != ArchiveWriter.Format) throw Faulty("this is no archive of a network.");
        if (!manifest.TryGetProperty("version", out var version) || !version.TryGetInt32(out var number) || number is < 1 or > ArchiveWriter.Version)
            throw Faulty($"this version reads archives up to version {ArchiveWriter.Version}.");
        var network = Text(manifest, "network");
        if (network is null || !Slug.IsValid(network)) throw Faulty("the network is not named.");
        if (!manifest.TryGetProperty("exportedAt", out var at) || at.ValueKind != JsonValueKind.String || !at.TryGetDateTimeOffset(out var exportedAt))
            throw Faulty("it does not say when it was written.");
        return new ArchiveManifest(network, exportedAt);
    }

    /// <exception cref="ArchiveFaultyException">A line is no event, or the end is missing or does not fit what came before.</exception>
    public async IAsyncEnumerable<StoredEvent> ReadEventsAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        long count = 0;
        while (true)
        {
            var before = Convert.ToHexStringLower(checksum.GetCurrentHash());
            using var line = await NextAsync(cancel) ?? throw new ArchiveFaultyException(Line + 1, "it is cut off here: the end is missing.");
            if (line.RootElement.TryGetProperty("sha256", out _))
            {
                if (Text(line.RootElement, "sha256") != before) throw Faulty("the checksum does not fit what stands before it.");
                if (!line.RootElement.TryGetProperty("events", out var told) || !told.TryGetInt64(out var events) || events != count)
                    throw Faulty($"it has {count} events and tells another number.");
                if (await NextAsync(cancel) is { } extra)
                {
                    extra.Dispose();
                    throw Faulty("it goes on after its end.");
                }

                yield break;
            }

            if (line.RootElement.TryGetProperty("key", out _))
            {
                AddKey(line.RootElement);
                continue;
            }

            count++;
            yield return Event(line.RootElement);
        }
    }

    private void AddKey(JsonElement line)
    {
        if (Text(line, "key") is not { } name || !line.TryGetProperty("wrapped", out var wrapped) || wrapped.ValueKind != JsonValueKind.String
            || !wrapped.TryGetBytesFromBase64(out var bytes) || !Keys.TryAdd(name, bytes))
            throw Faulty("it is no key.");
    }

    private StoredEvent Event(JsonElement line)
    {
        if (line.TryGetProperty("sequence", out var sequence) && sequence.TryGetInt64(out var number)
            && Text(line, "name") is { } name
            && Text(line, "hash") is { Length: 2 * ChainHash.Size } hash && hash.All(char.IsAsciiHexDigitLower)
            && line.TryGetProperty("json", out var json))
        {
            return new StoredEvent(
                number, new EncodedEvent(name, JsonMarshal.GetRawUtf8Value(json).ToArray()), ChainHash.Read(Convert.FromHexString(hash)));
        }

        throw Faulty("it is no event.");
    }

    /// <summary>A text that needs no escapes: names, slugs and hashes never do.</summary>
    private static string? Text(JsonElement line, string name) =>
        line.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && !JsonMarshal.GetRawUtf8Value(value).Contains((byte)'\\')
            ? value.GetString()
            : null;

    private ArchiveFaultyException Faulty(string what) => new(Line, what);

    /// <returns>Null after the last line; each line, the last one too, ends with a line feed.</returns>
    private async ValueTask<JsonDocument?> NextAsync(CancellationToken cancel)
    {
        while (true)
        {
            var read = await lines.ReadAsync(cancel);
            var buffer = read.Buffer;
            if (buffer.PositionOf((byte)'\n') is { } feed)
            {
                Line++;
                var line = buffer.Slice(0, buffer.GetPosition(1, feed)).ToArray();
                lines.AdvanceTo(buffer.GetPosition(1, feed));
                checksum.AppendData(line);
                return Parse(line);
            }

            if (buffer.Length > Limits.ArchiveLineMax) throw new ArchiveFaultyException(Line + 1, "it is longer than any event.");
            if (read.IsCompleted) return buffer.IsEmpty ? null : throw new ArchiveFaultyException(Line + 1, "it is cut off here.");
            lines.AdvanceTo(buffer.Start, buffer.End);
        }
    }

    private JsonDocument Parse(byte[] line)
    {
        try
        {
            // JSON's reader does not look into strings, and a name with half a character in it would throw much later.
            if (!Utf8.IsValid(line)) throw Faulty("it is not UTF-8.");
            var parsed = JsonDocument.Parse(line, Options);
            if (parsed.RootElement.ValueKind == JsonValueKind.Object) return parsed;
            parsed.Dispose();
        }
        catch (JsonException)
        {
            // Told below, without what stands there.
        }

        throw Faulty("it is not a JSON object.");
    }
}
