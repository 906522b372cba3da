using System.Text;
using Circles.Grains.Kernel;

namespace Circles.Grains.Packs;

/// <summary>A pack's file while it is read: its bytes, and the faults found so far.</summary>
internal sealed class PackSource(string file, byte[] bytes)
{
    private readonly List<(int Offset, string Rule, string Message)> faults = [];

    /// <summary>How many bytes a byte order mark takes; it is allowed, since some editors insist on it.</summary>
    public int Preamble { get; } = bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;

    /// <summary>The file without its byte order mark.</summary>
    public ReadOnlySpan<byte> Utf8 => bytes.AsSpan(Preamble);

    public bool HasFaults => faults.Count > 0;

    public void Fault(int offset, string rule, string message)
    {
        if (faults.Count < Limits.Pack.FaultsMax) faults.Add((offset, rule, message));
        else if (faults.Count == Limits.Pack.FaultsMax)
            faults.Add((offset, PackRule.TooManyFaults, $"There are more than {Limits.Pack.FaultsMax} faults; the rest is not told."));
    }

    public void Fault(PackNode node, string rule, string message) => Fault(node.Offset, rule, message);

    /// <summary>The faults in the order of the file.</summary>
    public ValueList<PackFault> Faults()
    {
        var told = new List<PackFault>(faults.Count);
        foreach (var (offset, rule, message) in faults.OrderBy(fault => fault.Offset))
        {
            var (line, column) = PositionOf(offset);
            told.Add(new PackFault(file, line, column, rule, message));
        }

        return told.ToValueList();
    }

    /// <summary>From the 0-based position in which the JSON reader tells its exceptions.</summary>
    public int OffsetOf(long line, long byteInLine)
    {
        var start = Preamble;
        for (; line > 0 && bytes.AsSpan(start).IndexOf((byte)'\n') is var end and >= 0; line--) start += end + 1;
        return (int)Math.Min(start + byteInLine, bytes.Length);
    }

    private (int Line, int Column) PositionOf(int offset)
    {
        var before = bytes.AsSpan(0, offset);
        var start = Math.Max(before.LastIndexOf((byte)'\n') + 1, Preamble);
        var column = 1;
        // Every code point has exactly one byte that is not a continuation (10xxxxxx).
        foreach (var unit in bytes.AsSpan(Math.Min(start, offset)..offset))
            if ((unit & 0xC0) != 0x80) column++;
        return (before.Count((byte)'\n') + 1, column);
    }
}
