using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Unicode;

namespace Circles.Schema.Intake;

/// <summary>From the bytes of a file to its text.</summary>
/// <remarks>
/// The encoding is told by, in this order: a byte order mark; zero bytes on one side of every pair (UTF-16 without a mark);
/// being valid UTF-8, which text in another encoding is only by a rare accident. What is left is Windows-1250 or Windows-1255.
/// Those two are told apart by how letters stand together: a Polish (Czech, German ...) letter beyond ASCII stands beside ASCII
/// letters, since such letters are the fewer in every word, whereas a Hebrew letter stands beside other Hebrew letters. Whatever
/// has more of its kind wins, and Windows-1250 wins a draw; a byte that Windows-1255 does not have decides at once.
/// </remarks>
internal static class IntakeText
{
    private static readonly byte[] Utf16LittleEndianMark = [0xFF, 0xFE];
    private static readonly byte[] Utf16BigEndianMark = [0xFE, 0xFF];

    /// <summary>As much of the file as is looked at for zero bytes.</summary>
    private const int SampleBytes = 64 * 1024;

    static IntakeText() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>The name of an encoding as people and tools write it.</summary>
    public static string NameOf(IntakeEncoding encoding) => encoding switch
    {
        IntakeEncoding.Utf8 => "utf-8",
        IntakeEncoding.Utf16LittleEndian => "utf-16le",
        IntakeEncoding.Utf16BigEndian => "utf-16be",
        IntakeEncoding.Windows1250 => "windows-1250",
        _ => "windows-1255",
    };

    /// <summary>The encoding of that name, in any case; plain <c>utf-16</c> is as the file's mark says, else little-endian.</summary>
    public static IntakeEncoding? Named(string name, ReadOnlySpan<byte> file)
    {
        if (string.Equals(name, "utf-16", StringComparison.OrdinalIgnoreCase))
            return file.StartsWith(Utf16BigEndianMark) ? IntakeEncoding.Utf16BigEndian : IntakeEncoding.Utf16LittleEndian;
        foreach (var encoding in Enum.GetValues<IntakeEncoding>())
            if (string.Equals(name, NameOf(encoding), StringComparison.OrdinalIgnoreCase)) return encoding;
        return null;
    }

    /// <returns>False when the bytes are no text in the encoding.</returns>
    public static bool TryDecode(ReadOnlySpan<byte> file, IntakeEncoding encoding, [NotNullWhen(true)] out string? text)
    {
        try
        {
            text = Strict(encoding).GetString(file);
            if (text.StartsWith('\uFEFF')) text = text[1..];
            // What a Windows code page leaves out is decoded to private or control characters without complaint.
            return encoding is not (IntakeEncoding.Windows1250 or IntakeEncoding.Windows1255)
                || !(text.AsSpan().ContainsAnyInRange('\uE000', '\uF8FF') || text.AsSpan().ContainsAnyInRange('\u0080', '\u009F'));
        }
        catch (DecoderFallbackException)
        {
            text = null;
            return false;
        }
    }

    public static IntakeEncoding Detect(ReadOnlySpan<byte> file)
    {
        if (file.StartsWith(Utf16LittleEndianMark)) return IntakeEncoding.Utf16LittleEndian;
        if (file.StartsWith(Utf16BigEndianMark)) return IntakeEncoding.Utf16BigEndian;
        if (file.StartsWith(Encoding.UTF8.Preamble)) return IntakeEncoding.Utf8;
        if (Utf16WithoutMark(file) is { } utf16) return utf16;
        return Utf8.IsValid(file) ? IntakeEncoding.Utf8 : Windows(file);
    }

    /// <summary>Delimiters, digits and line ends have a zero byte each, and so make at least a tenth of the pairs of any table.</summary>
    private static IntakeEncoding? Utf16WithoutMark(ReadOnlySpan<byte> file)
    {
        var sample = file[..(Math.Min(file.Length, SampleBytes) & ~1)];
        int first = 0, second = 0;
        for (var i = 0; i < sample.Length; i += 2)
        {
            if (sample[i] == 0) first++;
            if (sample[i + 1] == 0) second++;
        }

        // A single zero byte is no encoding but damage.
        var enough = Math.Max(2, sample.Length / 20);
        if (first == 0 && second >= enough) return IntakeEncoding.Utf16LittleEndian;
        return second == 0 && first >= enough ? IntakeEncoding.Utf16BigEndian : null;
    }

    private static IntakeEncoding Windows(ReadOnlySpan<byte> file)
    {
        int central = 0, hebrew = 0;
        for (var i = 0; i < file.Length; i++)
        {
            if (file[i] < 0x80) continue;
            if (!IsIn1255(file[i])) return IntakeEncoding.Windows1250;
            byte before = i > 0 ? file[i - 1] : (byte)' ', after = i + 1 < file.Length ? file[i + 1] : (byte)' ';
            if (char.IsAsciiLetter((char)before) || char.IsAsciiLetter((char)after)) central++;
            if (IsHebrew(file[i]) && (IsHebrew(before) || IsHebrew(after))) hebrew++;
        }

        return hebrew > central ? IntakeEncoding.Windows1255 : IntakeEncoding.Windows1250;
    }

    /// <summary>Aleph to tav in Windows-1255.</summary>
    private static bool IsHebrew(byte code) => code is >= 0xE0 and <= 0xFA;

    /// <summary>Among what Windows-1255 leaves out are the Polish Ś, Ź, ś and ź.</summary>
    private static bool IsIn1255(byte code) =>
        code is not (0x81 or 0x8A or (>= 0x8C and <= 0x90) or 0x9A or (>= 0x9C and <= 0x9F) or (>= 0xD9 and <= 0xDF) or 0xFB or 0xFC or 0xFF);

    private static Encoding Strict(IntakeEncoding encoding) => encoding switch
    {
        IntakeEncoding.Utf8 => new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true),
        IntakeEncoding.Utf16LittleEndian => new UnicodeEncoding(bigEndian: false, byteOrderMark: false, throwOnInvalidBytes: true),
        IntakeEncoding.Utf16BigEndian => new UnicodeEncoding(bigEndian: true, byteOrderMark: false, throwOnInvalidBytes: true),
        IntakeEncoding.Windows1250 => Encoding.GetEncoding(1250, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback),
        _ => Encoding.GetEncoding(1255, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback),
    };
}

/// <summary>Encodings that offices in Central Europe and Israel save their tables in.</summary>
internal enum IntakeEncoding
{
    Utf8,
    Utf16LittleEndian,
    Utf16BigEndian,
    Windows1250,
    Windows1255,
}
