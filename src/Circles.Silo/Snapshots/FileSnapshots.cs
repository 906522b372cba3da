using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Circles.Grains.Kernel;
using Circles.Silo.Journals;

namespace Circles.Silo.Snapshots;

/// <summary>One file for each network, <c>networks/(slug).snapshot</c> below the data folder.</summary>
/// <remarks>
/// A line of JSON that says what it is, the state's tables as JSON, and SHA-256 over both. A file of another build is not read: what a
/// build makes of an event may change, and the journal is the truth. Deleting these files is always safe.
/// </remarks>
public sealed class FileSnapshots : ISnapshots
{
    // The domain's build says what the tables mean, this one's how they are written.
    internal static readonly string ThisBuild =
        $"{typeof(NetworkState).Module.ModuleVersionId:N}-{typeof(FileSnapshots).Module.ModuleVersionId:N}";

    private readonly string folder;
    private readonly string build;

    /// <param name="dataPath">Made when missing.</param>
    public FileSnapshots(string dataPath)
        : this(dataPath, ThisBuild)
    {
    }

    internal FileSnapshots(string dataPath, string build)
    {
        folder = Path.GetFullPath(Path.Combine(dataPath, "networks"));
        this.build = build;
        Directory.CreateDirectory(folder);
    }

    // Reading and writing take long for a large network, and opening one waits anyway: so not on the caller's thread.
    public async ValueTask<Snapshot?> LoadAsync(string network, CancellationToken cancel = default) =>
        await Task.Factory.StartNew(() => Load(network), cancel, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    public async ValueTask SaveAsync(string network, Snapshot snapshot, CancellationToken cancel = default) =>
        await Task.Factory.StartNew(() => Save(network, snapshot), cancel, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    public ValueTask DropAsync(string network, CancellationToken cancel = default)
    {
        TryDelete(PathOf(network));
        return ValueTask.CompletedTask;
    }

    private Snapshot? Load(string network)
    {
        var path = PathOf(network);
        if (!File.Exists(path)) return null;
        try
        {
            using var file = File.OpenRead(path);
            if (Open(file, network) is { } snapshot) return snapshot;
        }
        catch (Exception)
        {
            // Whatever is wrong with it, it is as good as none: the journal is the truth.
        }

        Telemetry.Snapshots.Add(1, Telemetry.Outcome("dropped"));
        TryDelete(path);
        return null;
    }

    private Snapshot? Open(FileStream file, string network)
    {
        var length = file.Length - SHA256.HashSizeInBytes;
        if (length <= 0) return null;
        var hash = SHA256.HashData(new Part(file, length));
        Span<byte> kept = stackalloc byte[SHA256.HashSizeInBytes];
        file.ReadExactly(kept);
        if (!kept.SequenceEqual(hash)) return null;

        file.Position = 0;
        var part = new Part(file, length);
        var header = JsonSerializer.Deserialize<Header>(ReadLine(part));
        if (header is null || header.Build != build || header.Network != network) return null;
        var position = new JournalPosition(header.Sequence, ChainHash.Read(Convert.FromHexString(header.Hash)));
        var state = StateFile.Read(part);
        return state.Sequence == position.Sequence ? new Snapshot(position, state) : null;
    }

    private void Save(string network, Snapshot snapshot)
    {
        var path = PathOf(network);
        var whole = $"{path}.{Guid.NewGuid():N}.new";
        try
        {
            using (var file = new FileStream(whole, FileMode.CreateNew, FileAccess.Write))
            {
                using var sha = SHA256.Create();
                using (var hashing = new CryptoStream(file, sha, CryptoStreamMode.Write, leaveOpen: true))
                {
                    var (sequence, hash) = snapshot.Position;
                    hashing.Write(JsonSerializer.SerializeToUtf8Bytes(new Header(network, build, sequence, hash.ToString())));
                    hashing.WriteByte((byte)'\n');
                    StateFile.Write(hashing, snapshot.State);
                }

                file.Write(sha.Hash!);
                file.Flush(flushToDisk: true);
            }

            File.Move(whole, path, overwrite: true);
        }
        finally
        {
            TryDelete(whole);
        }
    }

    private string PathOf(string network) =>
        Slug.IsValid(network)
            ? Path.Combine(folder, network + ".snapshot")
            : throw new ArgumentException("Not a slug.", nameof(network));

    private static string ReadLine(Stream stream)
    {
        var line = new List<byte>();
        for (int next; (next = stream.ReadByte()) is not ('\n' or -1);) line.Add((byte)next);
        return Encoding.UTF8.GetString([.. line]);
    }

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Then it lies there until the next save replaces it.
        }
    }

    private sealed record Header(string Network, string Build, long Sequence, string Hash);

    /// <summary>The next bytes of a file, as a stream of their own.</summary>
    private sealed class Part(FileStream file, long length) : OneWayStream
    {
        private long left = length;

        public override bool CanRead => true;

        public override int Read(Span<byte> buffer)
        {
            var read = file.Read(buffer[..(int)Math.Min(buffer.Length, left)]);
            left -= read;
            return read;
        }
    }
}
