using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Circles.Silo.Journals;

namespace Circles.Silo.Archives;

/// <summary>Writes an archive line by line; the last one holds the checksum of all before it.</summary>
internal sealed class ArchiveWriter(Stream output) : IAsyncDisposable
{
    public const string Format = "circles-archive";
    /// <summary>Version 1 had no keys.</summary>
    public const int Version = 2;

    private readonly IncrementalHash checksum = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly ArrayBufferWriter<byte> line = new();
    private long events;

    public ValueTask WriteAsync(ArchiveManifest manifest, CancellationToken cancel) => LineAsync(
        json =>
        {
            json.WriteString("format", Format);
            json.WriteNumber("version", Version);
            json.WriteString("network", manifest.Network);
            json.WriteString("exportedAt", manifest.ExportedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        },
        cancel);

    /// <remarks>The payload's own bytes stand in the line: the chain of hashes is over them.</remarks>
    public ValueTask WriteAsync(StoredEvent stored, CancellationToken cancel)
    {
        events++;
        return LineAsync(
            json =>
            {
                json.WriteNumber("sequence", stored.Sequence);
                json.WriteString("name", stored.Event.Name);
                json.WriteString("hash", stored.Hash.ToString());
                json.WritePropertyName("json");
                json.WriteRawValue(stored.Event.Json.Span);
            },
            cancel);
    }

    public ValueTask WriteAsync(string key, byte[] wrapped, CancellationToken cancel) => LineAsync(
        json =>
        {
            json.WriteString("key", key);
            json.WriteBase64String("wrapped", wrapped);
        },
        cancel);

    public async ValueTask EndAsync(CancellationToken cancel)
    {
        var sum = Convert.ToHexStringLower(checksum.GetCurrentHash());
        await LineAsync(
            json =>
            {
                json.WriteNumber("events", events);
                json.WriteString("sha256", sum);
            },
            cancel);
        await output.FlushAsync(cancel);
    }

    public ValueTask DisposeAsync()
    {
        checksum.Dispose();
        return ValueTask.CompletedTask;
    }

    private async ValueTask LineAsync(Action<Utf8JsonWriter> write, CancellationToken cancel)
    {
        line.ResetWrittenCount();
        using (var json = new Utf8JsonWriter(line))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        // JSON escapes line feeds in its strings, and the codec writes none between its tokens.
        if (line.WrittenSpan.Contains((byte)'\n')) throw new InvalidOperationException("An event of several lines does not fit an archive.");
        line.Write("\n"u8);
        checksum.AppendData(line.WrittenSpan);
        await output.WriteAsync(line.WrittenMemory, cancel);
    }
}
