namespace Circles.Gateway.Tests;

/// <summary>What a disk holds of a folder when the power is cut: what was flushed, and of the rest nothing, or whatever chance has it.</summary>
/// <remarks>
/// A write is on disk for certain once its file was flushed after it, a name once its folder was. What was not flushed may be there in
/// part, in any order and torn between sectors.
/// </remarks>
internal sealed class DiskAfterPowerCut
{
    private const int Sector = 512;

    private readonly Dictionary<long, Content> open = [];
    private readonly Dictionary<string, Content> names = [];
    private Dictionary<string, Content> flushedNames = [];

    public void Add(DiskNote note)
    {
        switch (note.Call)
        {
            case DiskCall.Opened:
                if (!names.TryGetValue(note.Name, out var file)) names[note.Name] = file = new Content();
                open[note.Inode] = file;
                break;
            case DiskCall.Written or DiskCall.Cut:
                if (open.TryGetValue(note.Inode, out var changed)) changed.Pending.Add(note);
                break;
            case DiskCall.Flushed:
                if (open.TryGetValue(note.Inode, out var flushed)) flushed.Flush();
                // Of what was not opened to write, only folders are flushed, and there is one.
                else flushedNames = new(names);
                break;
            case DiskCall.Renamed or DiskCall.Linked:
                if (names.TryGetValue(note.Name, out var named)) names[note.Other] = named;
                if (note.Call == DiskCall.Renamed) names.Remove(note.Name);
                break;
            case DiskCall.Unlinked:
                names.Remove(note.Name);
                break;
        }
    }

    /// <summary>Writes the files into a folder, as a machine finds them when the power is back.</summary>
    /// <param name="chance">Null drops all that was not flushed.</param>
    public void WriteTo(string folder, Random? chance)
    {
        foreach (var (name, content) in chance?.Next(2) == 0 ? names : flushedNames)
        {
            // Memory that processes share, which a cut ends.
            if (name.EndsWith("-shm", StringComparison.Ordinal)) continue;
            File.WriteAllBytes(Path.Combine(folder, name), content.After(chance));
        }
    }

    private sealed class Content
    {
        private byte[] flushed = [];

        public List<DiskNote> Pending { get; } = [];

        public void Flush()
        {
            flushed = After(Pending, int.MaxValue);
            Pending.Clear();
        }

        public byte[] After(Random? chance) =>
            chance is null ? flushed : After(Pending.FindAll(_ => chance.Next(2) == 0), chance.Next(8) * Sector);

        /// <param name="last">How many bytes there are of the last write.</param>
        private byte[] After(List<DiskNote> notes, int last)
        {
            var bytes = new MemoryStream();
            bytes.Write(flushed);
            foreach (var note in notes)
            {
                if (note.Call == DiskCall.Cut)
                {
                    bytes.SetLength(note.Offset);
                    continue;
                }

                bytes.Position = note.Offset;
                bytes.Write(note == notes[^1] ? note.Data.AsSpan(0, Math.Min(last, note.Data.Length)) : note.Data);
            }

            return bytes.ToArray();
        }
    }
}
