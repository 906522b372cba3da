using System.IO.MemoryMappedFiles;
using System.Text;

namespace Circles.Gateway.Tests;

/// <summary>How a call fails: by an error's name, or by doing half of what it was asked for.</summary>
public enum DiskFault
{
    None,
    IoError,
    NoSpace,
    Interrupted,
    Short,
}

/// <summary>Stands between a server and its data folder: it has the n-th call fail, and notes what would have reached a disk and when.</summary>
/// <remarks>The standing is done by disk.c, compiled here and loaded into the server before the C library.</remarks>
internal sealed class WatchedDisk : IDisposable
{
    private static readonly Lazy<string> Library = new(Compile);

    private readonly string folder = Gateway.NewFolder();
    private readonly MemoryMappedFile control;
    private readonly MemoryMappedViewAccessor numbers;

    public WatchedDisk()
    {
        Directory.CreateDirectory(Networks);
        control = MemoryMappedFile.CreateFromFile(Path.Combine(folder, "control"), FileMode.Create, null, capacity: 12);
        numbers = control.CreateViewAccessor();
    }

    public string DataPath => Path.Combine(folder, "data");

    /// <summary>How much is noted so far: what was acknowledged before this was asked for is in it.</summary>
    public long NotedBytes => new FileInfo(Log).Length;

    private string Networks => Path.Combine(DataPath, "networks");

    private string Log => Path.Combine(folder, "log");

    /// <summary>What a server is started with.</summary>
    /// <param name="noting">Whether calls are noted, which takes as much room as they write.</param>
    public (string, string)[] Settings(bool noting = false) =>
    [
        ("Circles__DataPath", DataPath), ("Circles__Bootstrap__Token", Gateway.OperatorToken), ("LD_PRELOAD", Library.Value),
        ("CIRCLES_DISK_FOLDER", Networks), ("CIRCLES_DISK_CONTROL", Path.Combine(folder, "control")), .. noting ? [("CIRCLES_DISK_LOG", Log)] : Array.Empty<(string, string)>(),
    ];

    /// <summary>The <paramref name="call"/>-th call from now on fails, and no other.</summary>
    public void Fail(int call, DiskFault how)
    {
        numbers.Write(4, (int)DiskFault.None);
        numbers.Write(0, call);
        numbers.Write(8, 0);
        numbers.Write(4, (int)how);
    }

    /// <returns>Whether there were that many calls.</returns>
    public bool HasFailed()
    {
        numbers.Write(4, (int)DiskFault.None);
        return numbers.ReadInt32(8) > 0;
    }

    /// <summary>All that was noted, in order.</summary>
    public IEnumerable<DiskNote> Notes()
    {
        using var file = File.OpenRead(Log);
        using var reader = new BinaryReader(file, Encoding.UTF8);
        while (file.Position < file.Length)
        {
            var (what, inode, offset) = ((DiskCall)reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt64());
            var lengths = (Name: (int)reader.ReadInt64(), Other: (int)reader.ReadInt64(), Data: (int)reader.ReadInt64());
            var (name, other) = (Path.GetFileName(Encoding.UTF8.GetString(reader.ReadBytes(lengths.Name))), Path.GetFileName(Encoding.UTF8.GetString(reader.ReadBytes(lengths.Other))));
            yield return new DiskNote(what, inode, offset, name, other, reader.ReadBytes(lengths.Data), file.Position);
        }
    }

    public void Dispose()
    {
        numbers.Dispose();
        control.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private static string Compile()
    {
        var library = Path.Combine(Gateway.NewFolder(), "disk.so");
        var source = Conventions.Repository.FullPath("tests/Circles.Gateway.Tests/Faults/disk.c");
        Shell.Run("cc", "-shared", "-fPIC", "-O1", "-Wall", "-Werror", "-o", library, source, "-ldl");
        return library;
    }
}

internal enum DiskCall
{
    Opened = 1,
    Written,
    Cut,
    Flushed,
    Renamed,
    Linked,
    Unlinked,
}

/// <summary>One call that changed something.</summary>
/// <param name="Inode">The file or folder, where the call had it open.</param>
/// <param name="Offset">Where it was written; the new length where it was cut.</param>
/// <param name="Other">The new name of what was renamed or linked.</param>
/// <param name="End">How much had been noted when it was done.</param>
internal sealed record DiskNote(DiskCall Call, long Inode, long Offset, string Name, string Other, byte[] Data, long End);
