using Npgsql;

namespace Circles.Silo.Snapshots;

/// <summary>A stream that is read or written from its beginning to its end, and no more than that.</summary>
internal abstract class OneWayStream : Stream
{
    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}

/// <summary>Passes everything on and counts it.</summary>
internal sealed class CountedStream(Stream inner) : OneWayStream
{
    public long Bytes { get; private set; }

    public override bool CanRead => inner.CanRead;

    public override bool CanWrite => inner.CanWrite;

    public override int Read(Span<byte> buffer)
    {
        var read = inner.Read(buffer);
        Bytes += read;
        return read;
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        inner.Write(buffer);
        Bytes += buffer.Length;
    }
}

/// <summary>Writes what is written to it in parts of <see cref="Limits.SnapshotPartBytes"/>, the last one shorter.</summary>
internal sealed class PartsWriter(Action<int, byte[]> write) : OneWayStream
{
    private readonly byte[] part = new byte[Limits.SnapshotPartBytes];
    private int filled;
    private int number;

    public override bool CanWrite => true;

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            var taken = Math.Min(buffer.Length, part.Length - filled);
            buffer[..taken].CopyTo(part.AsSpan(filled));
            buffer = buffer[taken..];
            filled += taken;
            if (filled == part.Length) WritePart();
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && filled > 0) WritePart();
        base.Dispose(disposing);
    }

    private void WritePart()
    {
        write(number++, part[..filled]);
        filled = 0;
    }
}

/// <summary>The parts in the rows of a query, one after the other.</summary>
internal sealed class PartsReader(NpgsqlDataReader rows) : OneWayStream
{
    private ReadOnlyMemory<byte> left;

    public override bool CanRead => true;

    public override int Read(Span<byte> buffer)
    {
        while (left.IsEmpty)
        {
            if (!rows.Read()) return 0;
            left = rows.GetFieldValue<byte[]>(0);
        }

        var taken = Math.Min(buffer.Length, left.Length);
        left.Span[..taken].CopyTo(buffer);
        left = left[taken..];
        return taken;
    }
}
