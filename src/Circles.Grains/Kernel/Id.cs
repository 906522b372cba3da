using System.Diagnostics.CodeAnalysis;

namespace Circles.Grains.Kernel;

/// <summary>A kind of thing that has ids: its prefix says the kind, so no lookup table is needed.</summary>
public interface IIdentified
{
    /// <summary>Three lower-case letters, for good: they stand in journals and in partners' databases.</summary>
    static abstract string Prefix { get; }
}

/// <summary>The identity of one <typeparamref name="T"/>: a prefix and 26 characters, for example <c>cir_</c> + 26.</summary>
/// <remarks>
/// The 128 bits are a UUIDv7, so ids sort by the time they were made. They are written in Crockford's base32 in lower
/// case, and read back in that one spelling only: an id never has two forms.
/// </remarks>
public readonly record struct Id<T>(UInt128 Value) : IComparable<Id<T>>
    where T : IIdentified
{
    public int CompareTo(Id<T> other) => Value.CompareTo(other.Value);

    public override string ToString() => new AnyId(T.Prefix, Value).ToString();

    /// <summary>Reads the canonical spelling; false for any other text, another kind's prefix included.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Id<T> id)
    {
        var ok = AnyId.TryParse(text, out var prefix, out var value) && prefix.SequenceEqual(T.Prefix);
        id = ok ? new Id<T>(value) : default;
        return ok;
    }

    /// <exception cref="FormatException">The text is not the canonical spelling of such an id.</exception>
    public static Id<T> Parse(string text) =>
        TryParse(text, out var id) ? id : throw new FormatException($"Not an id of the kind '{T.Prefix}'.");

    public static implicit operator AnyId(Id<T> id) => new(T.Prefix, id.Value);
}

/// <summary>An id whose kind is known only by its prefix: what <c>node(id:)</c> and <c>history(of:)</c> are given.</summary>
public readonly record struct AnyId(string Prefix, UInt128 Value)
{
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
    private const int Digits = 26;
    private const byte NoDigit = 0xFF;

    private static readonly byte[] Values = ValuesOf(Alphabet);

    public bool Is<T>(out Id<T> id)
        where T : IIdentified
    {
        id = Prefix == T.Prefix ? new Id<T>(Value) : default;
        return Prefix == T.Prefix;
    }

    public override string ToString() => string.Create(Prefix.Length + 1 + Digits, this, static (span, id) =>
    {
        id.Prefix.CopyTo(span);
        span[id.Prefix.Length] = '_';
        // In halves: a list writes an id for each of its items, and shifting 128 bits at once takes several times as long.
        var (high, low) = ((ulong)(id.Value >> 64), (ulong)id.Value);
        for (var i = span.Length - 1; i > id.Prefix.Length; i--)
        {
            span[i] = Alphabet[(int)(low & 31)];
            low = (low >> 5) | (high << 59);
            high >>= 5;
        }
    });

    /// <summary>Reads <c>xyz_</c> and 26 digits; false for anything else.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out AnyId id)
    {
        var ok = TryParse(text, out var prefix, out var value);
        id = ok ? new AnyId(string.Intern(prefix.ToString()), value) : default;
        return ok;
    }

    /// <summary>The same without a text of its own for the prefix: a large network's snapshot holds many millions of ids.</summary>
    internal static bool TryParse(ReadOnlySpan<char> text, out ReadOnlySpan<char> prefix, out UInt128 value)
    {
        prefix = default;
        value = default;
        if (text.Length != 3 + 1 + Digits || text[3] != '_') return false;
        if (text[..3].ContainsAnyExceptInRange('a', 'z')) return false;
        var (high, low) = (0UL, 0UL);
        foreach (var character in text[4..])
        {
            var digit = character < Values.Length ? Values[character] : NoDigit;
            if (digit == NoDigit) return false;
            // 26 digits hold 130 bits: a first digit above 7 would not fit, and would be a second spelling.
            if (high >> 59 != 0) return false;
            high = (high << 5) | (low >> 59);
            low = (low << 5) | digit;
        }

        prefix = text[..3];
        value = new UInt128(high, low);
        return true;
    }

    private static byte[] ValuesOf(string alphabet)
    {
        var values = new byte[128];
        Array.Fill(values, NoDigit);
        foreach (var (value, digit) in alphabet.Index()) values[digit] = (byte)value;
        return values;
    }
}
