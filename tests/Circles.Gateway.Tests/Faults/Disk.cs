namespace Circles.Gateway.Tests;

/// <summary>A small ext4 disk of its own for a gateway's data, in a file: it can be filled, and can fail.</summary>
/// <remarks>A first error makes it read-only, as the file system of a real machine is set up.</remarks>
internal sealed class Disk : IDisposable
{
    private const long Bytes = 24 << 20;

    private readonly string folder = Gateway.NewFolder();

    public Disk()
    {
        Shell.NeedsRoot("mount a disk");
        Directory.CreateDirectory(Path);
        using (var image = File.Create(Image)) image.SetLength(Bytes);
        Shell.Run("mkfs.ext4", "-q", "-m", "0", Image);
        Mount();
    }

    /// <summary>Where it is mounted.</summary>
    public string Path => System.IO.Path.Combine(folder, "mounted");

    private string Image => System.IO.Path.Combine(folder, "image");

    private string Ballast => System.IO.Path.Combine(Path, "ballast");

    /// <summary>Takes all the room but this much.</summary>
    public void Fill(long left)
    {
        var free = new DriveInfo(Path).AvailableFreeSpace;
        Shell.Run("fallocate", "-l", $"{free - left}", Ballast);
    }

    public void MakeRoom() => File.Delete(Ballast);

    /// <summary>The kernel finds an error in it and lets nobody write any more.</summary>
    public void Fail()
    {
        var device = new DirectoryInfo("/sys/fs/ext4").EnumerateDirectories("loop*").Select(entry => entry.Name).Single(IsThis);
        File.WriteAllText($"/sys/fs/ext4/{device}/trigger_fs_error", "a test of failing disks");
    }

    /// <summary>As an operator mends it when nobody uses it: checked, and mounted again.</summary>
    public void Mend()
    {
        Shell.Run("umount", Path);
        // 1 is e2fsck's word for: errors corrected.
        Shell.Run("sh", "-c", $"e2fsck -f -y {Image} >/dev/null 2>&1 || [ $? -eq 1 ]");
        Mount();
    }

    public void Dispose()
    {
        Shell.Run("umount", "--lazy", Path);
        Directory.Delete(folder, recursive: true);
    }

    private bool IsThis(string device) =>
        File.ReadLines("/proc/mounts").Any(line => line.StartsWith($"/dev/{device} {Path} ", StringComparison.Ordinal));

    private void Mount() => Shell.Run("mount", "-o", "loop,errors=remount-ro", Image, Path);
}
