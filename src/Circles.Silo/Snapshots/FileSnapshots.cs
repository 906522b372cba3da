using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Circles.Grains.Kernel;
using Circles.Silo.Journals;
using Circles.Silo.Seals;

namespace Circles.Silo.Snapshots;

/// <summary>Files <c>networks/(slug).(sequence).snapshot</c> below the data folder.</summary>
/// <remarks>
/// A line of JSON that says what it is, the state's tables as JSON, sealed, and SHA-256 over both. A file of another build is not read: what a
/// build makes of an event may change, and the journal is the truth. Deleting these files is always safe.
/// </remarks>
public sealed class FileSnapshots : ISnapshots
{
    // The domain's build says what the tables mean, this one's how they are written.
    internal static readonly string ThisBuild =
        $"{typeof(NetworkState).Module.ModuleVersionId:N}-{typeof(FileSnapshots).Module.ModuleVersionId:N}";

    private const string Extension = ".snapshot";

    private readonly string folder;
    private readonly string build;
    private readonly Sealing? seals;

    /// <param name="dataPath">Made when missing.</param>
    /// <param name="seals">Null seals nothing.</param>
    public FileSnapshots(string dataPath, Sealing? seals = null)
        : this(dataPath, ThisBuild, seals)
    {
    }

    internal FileSnapshots(string dataPath, string build, Sealing? seals = null)
    {
        this.seals = seals;
        folder = Path.GetFullPath(Path.Combine(dataPath, "networks"));
        this.build = build;
        Directory.CreateDirectory(folder);
    }

    // Reading and writing take long for a large network, and opening one waits anyway: so not on the caller's thread.
    public async ValueTask<Snapshot?> LoadAsync(string network, long from = 0, long to = long.MaxValue, CancellationToken cancel = default) =>
        await Task.Factory.StartNew(() => Load(network, from, to), cancel, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    public async ValueTask<long> SaveAsync(string network, Snapshot snapshot, CancellationToken cancel = default) =>
        await Task.Factory.StartNew(() => Save(network, snapshot), cancel, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    public ValueTask DropAsync(string network, CancellationToken cancel = default)
    {
        foreach (var (path, _) in Kept(network)) TryDelete(path);
        return ValueTask.CompletedTask;
    }

    private Snapshot? Load(string network, long from, long to) => Kept(network)
        .Where(one => one.Sequence >= from && one.Sequence <= to)
        .Select(one => Load(network, one.Path))
        .FirstOrDefault(snapshot => snapshot?.Position.Sequence is { } at && at >= from && at <= to);

    private Snapshot? Load(string network, string path)
    {
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
        // A file of another build need not be read to its end.
        if (HeaderIn(new Part(file, length), network) is null) return null;
        file.Position = 0;
        var hash = SHA256.HashData(new Part(file, length));
        Span<byte> kept = stackalloc byte[SHA256.HashSizeInBytes];
        file.ReadExactly(kept);
        if (!kept.SequenceEqual(hash)) return null;

        file.Position = 0;
        var part = new Part(file, length);
        var header = HeaderIn(part, network)!;
        var position = new JournalPosition(header.Sequence, ChainHash.Read(Convert.FromHexString(header.Hash)));
        using var plain = seals?.Open(part, network) ?? part;
        var (state, bytes) = StateFile.Read(plain);
        return state.Sequence == position.Sequence ? new Snapshot(position, state, bytes) : null;
    }

    private Header? HeaderIn(Part part, string network) =>
        JsonSerializer.Deserialize<Header>(ReadLine(part)) is { } header && header.Build == build && header.Network == network ? header : null;

    private long Save(string network, Snapshot snapshot)
    {
        var path = PathOf(network, snapshot.Position.Sequence);
        var whole = $"{path}.{Guid.NewGuid():N}.new";
        long bytes;
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
                    using var plain = seals?.Seal(hashing, network, snapshot.State) ?? hashing;
                    bytes = StateFile.Write(plain, snapshot.State);
                }

                file.Write(sha.Hash!);
                file.Flush(flushToDisk: true);
            }

            File.Move(whole, path, overwrite: true);
            TryDelete(Path.Combine(folder, network + Extension));
            var kept = Kept(network);
            foreach (var dropped in Thinning.TooMany([.. kept.Select(one => one.Sequence)]))
                TryDelete(kept.First(one => one.Sequence == dropped).Path);
            return bytes;
        }
        finally
        {
            TryDelete(whole);
        }
    }

    /// <summary>The network's files, the newest first. One without a number in its name is of an older version, which kept one.</summary>
    private List<(string Path, long Sequence)> Kept(string network)
    {
        var numbered = from path in Directory.EnumerateFiles(folder, PathOf(network, "*")[(folder.Length + 1)..])
                       let name = Path.GetFileName(path).AsSpan()[(network.Length + 1)..^Extension.Length].ToString()
                       where long.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out _)
                       select (path, long.Parse(name, CultureInfo.InvariantCulture));
        var found = numbered.OrderByDescending(one => one.Item2).ToList();
        var single = Path.Combine(folder, network + Extension);
        if (found.Count == 0 && File.Exists(single)) found.Add((single, 0));
        return found;
    }

    private string PathOf(string network, long sequence) => PathOf(network, sequence.ToString(CultureInfo.InvariantCulture));

    private string PathOf(string network, string which) =>
        Slug.IsValid(network)
            ? Path.Combine(folder, $"{network}.{which}{Extension}")
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
