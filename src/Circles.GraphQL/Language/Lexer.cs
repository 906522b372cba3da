using System.Buffers;
using System.Text;

namespace Circles.GraphQL.Language;

/// <summary>Splits a document into tokens, one at a time and in linear time (specification, "Source Text" and "Lexical Tokens").</summary>
internal sealed class Lexer(Source source)
{
    private const int EndOfText = -1;

    private static readonly SearchValues<char> NameContinue =
        SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz");

    private readonly string body = source.Body;

    /// <summary>The first token at or after <paramref name="position"/>.</summary>
    public Token Next(int position)
    {
        position = SkipIgnored(position);
        var code = At(position);
        switch (code)
        {
            case EndOfText: return new Token(TokenKind.EndOfFile, position, position);
            case '!': return Punctuator(TokenKind.Bang);
            case '$': return Punctuator(TokenKind.Dollar);
            case '&': return Punctuator(TokenKind.Ampersand);
            case '(': return Punctuator(TokenKind.ParenLeft);
            case ')': return Punctuator(TokenKind.ParenRight);
            case ':': return Punctuator(TokenKind.Colon);
            case '=': return Punctuator(TokenKind.Equals);
            case '@': return Punctuator(TokenKind.At);
            case '[': return Punctuator(TokenKind.BracketLeft);
            case ']': return Punctuator(TokenKind.BracketRight);
            case '{': return Punctuator(TokenKind.BraceLeft);
            case '|': return Punctuator(TokenKind.Pipe);
            case '}': return Punctuator(TokenKind.BraceRight);
            case '.' when At(position + 1) == '.' && At(position + 2) == '.':
                return new Token(TokenKind.Spread, position, position + 3);
            case '.' when At(position + 1) == '.':
                throw Fault(position, "Unexpected \"..\", did you mean \"...\"?");
            case '.' when At(position + 1) is >= '0' and <= '9':
                var digits = Slice(position + 1, Math.Min(ReadDigits(position + 1) - position - 1, Limits.EchoMax));
                throw Fault(position, $"Invalid number, expected digit before \".\", did you mean \"0.{digits}\"?");
            case '"':
                return At(position + 1) == '"' && At(position + 2) == '"' ? ReadBlockString(position) : ReadString(position);
            case '-' or (>= '0' and <= '9'):
                return ReadNumber(position, code);
            case '_' or (>= 'a' and <= 'z') or (>= 'A' and <= 'Z'):
                var length = body.AsSpan(position).IndexOfAnyExcept(NameContinue);
                return new Token(TokenKind.Name, position, length < 0 ? body.Length : position + length);
            default:
                throw Unexpected(position, code);
        }

        Token Punctuator(TokenKind kind) => new(kind, position, position + 1);
    }

    internal static GraphQLError Error(Source source, int position, string message) =>
        new($"Syntax Error: {message}", ErrorCodes.ParseFailed) { Locations = [source.Locate(position)] };

    private int At(int position) => position < body.Length ? body[position] : EndOfText;

    // Specification, "Ignored Tokens": byte order mark, white space, line terminators, commas and comments.
    private int SkipIgnored(int position)
    {
        while (true)
        {
            switch (At(position))
            {
                case '\uFEFF' or '\t' or ' ' or ',' or '\n' or '\r':
                    position++;
                    continue;
                case '#':
                    position = SkipComment(position);
                    continue;
                default:
                    return position;
            }
        }
    }

    private int SkipComment(int position)
    {
        for (; At(position) is not (EndOfText or '\n' or '\r'); position++)
        {
            if (char.IsSurrogate(body[position]))
            {
                if (!IsPair(position))
                {
                    return position; // A comment ends before what is no character, and that is then refused.
                }

                position++;
            }
        }

        return position;
    }

    private bool IsPair(int position) => position + 1 < body.Length && char.IsSurrogatePair(body[position], body[position + 1]);

    private GraphQLError Unexpected(int position, int code)
    {
        var known = !char.IsSurrogate((char)code) || IsPair(position);
        return Fault(position, code == '\''
            ? "Unexpected single quote character ('), did you mean to use a double quote (\")?"
            : $"{(known ? "Unexpected" : "Invalid")} character: {Shown(position)}.");
    }

    private GraphQLError Fault(int position, string message) => Error(source, position, message);

    private string Shown(int position)
    {
        var code = At(position);
        return code switch
        {
            EndOfText => "<EOF>",
            '"' => "'\"'",
            >= ' ' and <= '~' => $"\"{(char)code}\"",
            _ when IsPair(position) => $"U+{char.ConvertToUtf32(body, position):X4}",
            _ => $"U+{code:X4}",
        };
    }

    // Specification, "Int Value" and "Float Value".
    private Token ReadNumber(int start, int code)
    {
        var position = start;
        var kind = TokenKind.Int;
        if (code == '-')
        {
            position++;
        }

        if (At(position) == '0')
        {
            position++;
            if (At(position) is >= '0' and <= '9')
            {
                throw Fault(position, $"Invalid number, unexpected digit after 0: {Shown(position)}.");
            }
        }
        else
        {
            position = ReadDigits(position);
        }

        if (At(position) == '.')
        {
            kind = TokenKind.Float;
            position = ReadDigits(position + 1);
        }

        if (At(position) is 'e' or 'E')
        {
            kind = TokenKind.Float;
            position += At(position + 1) is '+' or '-' ? 2 : 1;
            position = ReadDigits(position);
        }

        return At(position) is '.' or '_' or (>= 'a' and <= 'z') or (>= 'A' and <= 'Z')
            ? throw Fault(position, $"Invalid number, expected digit but got: {Shown(position)}.")
            : new Token(kind, start, position);
    }

    private int ReadDigits(int position)
    {
        if (At(position) is not (>= '0' and <= '9'))
        {
            throw Fault(position, $"Invalid number, expected digit but got: {Shown(position)}.");
        }

        while (At(position) is >= '0' and <= '9')
        {
            position++;
        }

        return position;
    }

    // Specification, "String Value".
    private Token ReadString(int start)
    {
        var position = start + 1;
        var chunk = position;
        StringBuilder? text = null;
        while (At(position) is not (EndOfText or '\n' or '\r'))
        {
            switch (body[position])
            {
                case '"':
                    var rest = body.AsSpan(chunk, position - chunk);
                    return new Token(TokenKind.String, start, position + 1, text is null ? rest.ToString() : text.Append(rest).ToString());
                case '\\':
                    text = (text ?? new StringBuilder()).Append(body, chunk, position - chunk);
                    position = ReadEscape(position, text);
                    chunk = position;
                    break;
                default:
                    position = SkipCharacter(position);
                    break;
            }
        }

        throw Fault(position, "Unterminated string.");
    }

    private int SkipCharacter(int position)
    {
        if (!char.IsSurrogate(body[position]))
        {
            return position + 1;
        }

        return IsPair(position) ? position + 2 : throw Fault(position, $"Invalid character within String: {Shown(position)}.");
    }

    private int ReadEscape(int position, StringBuilder text)
    {
        var escaped = At(position + 1);
        if (escaped == 'u')
        {
            return At(position + 2) == '{' ? ReadBracedUnicode(position, text) : ReadFixedUnicode(position, text);
        }

        text.Append(escaped switch
        {
            '"' => '"',
            '\\' => '\\',
            '/' => '/',
            'b' => '\b',
            'f' => '\f',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            _ => throw Fault(position, $"Invalid character escape sequence: \"{Slice(position, 2)}\"."),
        });
        return position + 2;
    }

    // \u{...}: up to eight digits are looked at, so that a refusal shows a bounded stretch.
    private int ReadBracedUnicode(int position, StringBuilder text)
    {
        const int PrefixLength = 3;
        const int LengthMax = 12;
        var point = 0L;
        var length = PrefixLength;
        while (length < LengthMax)
        {
            var code = At(position + length++);
            if (code == '}')
            {
                if (length < PrefixLength + 2 || !Rune.IsValid((int)Math.Min(point, int.MaxValue)))
                {
                    break;
                }

                text.Append(new Rune((int)point).ToString());
                return position + length;
            }

            if (code < 0 || !char.IsAsciiHexDigit((char)code))
            {
                break;
            }

            point = (point << 4) | (uint)Convert.ToInt32(((char)code).ToString(), 16);
        }

        throw Fault(position, $"Invalid Unicode escape sequence: \"{Slice(position, length)}\".");
    }

    // \uXXXX, or two of them that make one supplementary character.
    private int ReadFixedUnicode(int position, StringBuilder text)
    {
        var unit = ReadHex(position + 2);
        if (unit >= 0 && !char.IsSurrogate((char)unit))
        {
            text.Append((char)unit);
            return position + 6;
        }

        if (unit >= 0 && char.IsHighSurrogate((char)unit) && At(position + 6) == '\\' && At(position + 7) == 'u')
        {
            var low = ReadHex(position + 8);
            if (low >= 0 && char.IsLowSurrogate((char)low))
            {
                text.Append((char)unit).Append((char)low);
                return position + 12;
            }
        }

        throw Fault(position, $"Invalid Unicode escape sequence: \"{Slice(position, 6)}\".");
    }

    private int ReadHex(int position) =>
        position + 4 <= body.Length && ushort.TryParse(
            body.AsSpan(position, 4), System.Globalization.NumberStyles.AllowHexSpecifier, null, out var unit)
            ? unit
            : -1;

    private string Slice(int position, int length) => body.Substring(position, Math.Min(length, body.Length - position));

    // Specification, "Block Strings".
    private Token ReadBlockString(int start)
    {
        var position = start + 3;
        var chunk = position;
        var raw = new StringBuilder();
        while (At(position) != EndOfText)
        {
            if (Quotes(position))
            {
                raw.Append(body, chunk, position - chunk);
                return new Token(TokenKind.BlockString, start, position + 3, BlockString.Value(raw.ToString()));
            }

            if (body[position] == '\\' && Quotes(position + 1))
            {
                raw.Append(body, chunk, position - chunk).Append("\"\"\"");
                position += 4;
                chunk = position;
                continue;
            }

            position = SkipCharacter(position);
        }

        throw Fault(position, "Unterminated string.");

        bool Quotes(int at) => At(at) == '"' && At(at + 1) == '"' && At(at + 2) == '"';
    }
}
