using System.Buffers.Binary;

namespace Circles.Silo.Journals.Sqlite;

/// <summary>Tells a write-ahead log that was damaged from one whose last write was torn.</summary>
/// <remarks>
/// After a crash SQLite believes the log up to its first bad frame and drops the rest without a word. If that is the transaction which
/// the crash cut short, nobody was told that it is kept. But each commit is flushed before the next is written, so a good frame that
/// follows a later commit proves that acknowledged commits would be dropped. Source: SQLite, "Database File Format", "The WAL".
/// </remarks>
internal static class WalCheck
{
    private const int HeaderSize = 32, FrameHeaderSize = 24;
    private const uint Magic = 0x377f0682;

    /// <summary>Whether opening the database would lose commits that were flushed.</summary>
    /// <param name="path">Of the log. None is fine.</param>
    public static bool LosesCommits(string path)
    {
        if (!File.Exists(path)) return false;
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        Span<byte> header = stackalloc byte[HeaderSize];
        if (file.ReadAtLeast(header, HeaderSize, throwOnEndOfStream: false) < HeaderSize) return false;
        var pageSize = (int)BinaryPrimitives.ReadUInt32BigEndian(header[8..]);
        var good = (BinaryPrimitives.ReadUInt32BigEndian(header) & ~1u) == Magic
            && pageSize is >= 512 and <= 65_536 && int.IsPow2(pageSize);
        // A damaged header says nothing that could be relied on; this journal's pages have SQLite's default size.
        if (!good) pageSize = 4_096;
        var sum = new Sum(BinaryPrimitives.ReadUInt32BigEndian(header) == Magic + 1);
        var computed = sum.Over(default, header[..24]);
        var stored = Sum.Read(header[24..]);
        return Walk(file, sum, pageSize, header[16..24].ToArray(), good && computed == stored, stored, computed);
    }

    private static bool Walk(FileStream file, Sum sum, int pageSize, byte[] salts, bool good, (uint, uint) stored, (uint, uint) computed)
    {
        var frame = new byte[FrameHeaderSize + pageSize];
        (uint, uint)[] seeds = good ? [stored] : [stored, computed];
        // The header is flushed by itself, as a commit is.
        var (bad, committed) = (!good, !good);
        for (var first = true; file.ReadAtLeast(frame, frame.Length, throwOnEndOfStream: false) == frame.Length; first = false)
        {
            // A damaged header's salts are not to be relied on; those of a frame that chains to it are.
            if (first && bad) salts = frame[8..16];
            var salted = frame.AsSpan(8, 8).SequenceEqual(salts);
            var commits = BinaryPrimitives.ReadUInt32BigEndian(frame.AsSpan(4)) != 0;
            var says = Sum.Read(frame.AsSpan(16));
            var sums = Array.ConvertAll(seeds, seed => sum.Over(sum.Over(seed, frame.AsSpan(0, 8)), frame.AsSpan(FrameHeaderSize)));
            var chained = sums.Contains(says);
            if (chained && salted)
            {
                if (bad && committed) return true;
                committed |= bad && commits;
                seeds = [says];
            }
            else if (bad || chained == salted)
            {
                // The log's end: behind it lies what an earlier round left.
                return false;
            }
            else
            {
                // The chain goes on from what this frame says its sum is, or from what it is: one of the two may be damaged.
                (bad, committed, seeds) = (true, commits, [says, .. sums]);
            }
        }

        return false;
    }

    /// <summary>The log's checksum: two sums over 32-bit words.</summary>
    private readonly struct Sum(bool bigEndian)
    {
        public static (uint, uint) Read(ReadOnlySpan<byte> bytes) =>
            (BinaryPrimitives.ReadUInt32BigEndian(bytes), BinaryPrimitives.ReadUInt32BigEndian(bytes[4..]));

        public (uint, uint) Over((uint First, uint Second) seed, ReadOnlySpan<byte> bytes)
        {
            var (first, second) = seed;
            for (; bytes.Length >= 8; bytes = bytes[8..])
            {
                first += Word(bytes) + second;
                second += Word(bytes[4..]) + first;
            }

            return (first, second);
        }

        private uint Word(ReadOnlySpan<byte> bytes) =>
            bigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);
    }
}
