using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Circles.GraphQL.Execution;

/// <summary>
/// Growing UTF-8 JSON in one pooled array. Unlike <see cref="Utf8JsonWriter"/> it can be cut back to an earlier length, which is what
/// null propagation asks for; in return its caller puts commas and braces.
/// </summary>
/// <param name="lengthMax">Where writing stops with a <see cref="StoppedException"/>, at the latest at twice that.</param>
internal sealed class JsonBuffer(int lengthMax = int.MaxValue) : IBufferWriter<byte>, IDisposable
{
    private const int InitialSize = 4096;

    // What JSON must escape (RFC 8259, section 7); everything else goes out as plain UTF-8.
    private static readonly SearchValues<char> Escaped = SearchValues.Create([.. Enumerable.Range(0, 32).Select(c => (char)c), '"', '\\']);

    private byte[] bytes = ArrayPool<byte>.Shared.Rent(InitialSize);
    private Utf8JsonWriter? foreign;

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => bytes.AsSpan(0, Length);

    /// <summary>Forgets everything after <paramref name="length"/>.</summary>
    public void Truncate(int length) => Length = length;

    public void WriteByte(byte value)
    {
        if (Length == bytes.Length)
        {
            Grow(1);
        }

        bytes[Length++] = value;
    }

    /// <summary>A comma before every item but the first.</summary>
    public void WriteSeparator(int index)
    {
        if (index > 0)
        {
            WriteByte((byte)',');
        }
    }

    public void WriteRaw(ReadOnlySpan<byte> json)
    {
        json.CopyTo(Room(json.Length));
        Length += json.Length;
    }

    public void WriteNull() => WriteRaw("null"u8);

    public void WriteBoolean(bool value) => WriteRaw(value ? "true"u8 : "false"u8);

    public void WriteNumber(long value)
    {
        Utf8Formatter.TryFormat(value, Room(20), out var written);
        Length += written;
    }

    public void WriteNumber(double value)
    {
        if (!double.IsFinite(value))
        {
            throw new InvalidCastException("JSON has no number for an infinity or NaN.");
        }

        value.TryFormat(Room(32), out var written, default, System.Globalization.CultureInfo.InvariantCulture);
        Length += written;
    }

    public void WriteNumber(decimal value)
    {
        Utf8Formatter.TryFormat(value, Room(34), out var written);
        Length += written;
    }

    public void WriteString(ReadOnlySpan<char> text)
    {
        var clean = text.IndexOfAny(Escaped);
        if (clean >= 0)
        {
            WriteEscaped(text, clean);
            return;
        }

        var room = Room((text.Length * 3) + 2);
        room[0] = (byte)'"';
        Utf8.FromUtf16(text, room[1..], out _, out var written); // A lone surrogate becomes U+FFFD: the bytes are always UTF-8.
        room[written + 1] = (byte)'"';
        Length += written + 2;
    }

    /// <summary>Lets a scalar of the schema's own write one value with the base library's writer.</summary>
    public void WriteWith(Action<Utf8JsonWriter, object> write, object value)
    {
        if (foreign is null)
        {
            foreign = new Utf8JsonWriter(this);
        }
        else
        {
            foreign.Reset(this);
        }

        write(foreign, value);
        foreign.Flush();
    }

    /// <summary>Lets a host write an object's entries with the base library's writer.</summary>
    public void WriteObjectWith(Action<Utf8JsonWriter> write)
    {
        using var writer = new Utf8JsonWriter(this);
        writer.WriteStartObject();
        write(writer);
        writer.WriteEndObject();
        writer.Flush();
    }

    public void Advance(int count) => Length += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Room(Math.Max(sizeHint, 256));
        return bytes.AsMemory(Length);
    }

    public Span<byte> GetSpan(int sizeHint = 0) => Room(Math.Max(sizeHint, 256));

    public void Dispose()
    {
        if (bytes.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(bytes);
            bytes = [];
            Length = 0;
        }

        foreign?.Dispose();
        foreign = null;
    }

    private Span<byte> Room(int count)
    {
        if (bytes.Length - Length < count)
        {
            Grow(count);
        }

        return bytes.AsSpan(Length);
    }

    /// <exception cref="StoppedException">There is more than there may be.</exception>
    public void CheckLength()
    {
        if (Length > lengthMax)
        {
            throw StoppedException.ResultTooLarge(lengthMax);
        }
    }

    // Looked at only here: the way of every byte stays short, and an array at most doubles.
    private void Grow(int count)
    {
        CheckLength();
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(checked(Length + count), Math.Max(bytes.Length * 2, InitialSize)));
        Written.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(bytes);
        bytes = larger;
    }

    private void WriteEscaped(ReadOnlySpan<char> text, int clean)
    {
        WriteByte((byte)'"');
        while (true)
        {
            var part = clean < 0 ? text : text[..clean];
            Utf8.FromUtf16(part, Room(part.Length * 3), out _, out var written);
            Length += written;
            if (clean < 0)
            {
                break;
            }

            WriteEscape(text[clean]);
            text = text[(clean + 1)..];
            clean = text.IndexOfAny(Escaped);
        }

        WriteByte((byte)'"');
    }

    private void WriteEscape(char unit)
    {
        switch (unit)
        {
            case '"': WriteRaw("\\\""u8); break;
            case '\\': WriteRaw("\\\\"u8); break;
            case '\n': WriteRaw("\\n"u8); break;
            case '\r': WriteRaw("\\r"u8); break;
            case '\t': WriteRaw("\\t"u8); break;
            case '\b': WriteRaw("\\b"u8); break;
            case '\f': WriteRaw("\\f"u8); break;
            default: WriteRaw(Encoding.ASCII.GetBytes($"\\u{(int)unit:x4}")); break;
        }
    }
}
