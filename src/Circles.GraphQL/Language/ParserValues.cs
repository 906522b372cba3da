namespace Circles.GraphQL.Language;

/// <summary>Values, types and directives, and the steps that all parts of the parser share.</summary>
public sealed partial class Parser
{
    private IReadOnlyList<ArgumentNode> ParseArguments(bool constant) => constant
        ? OptionalMany(TokenKind.ParenLeft, static p => p.ParseArgument(constant: true), TokenKind.ParenRight)
        : OptionalMany(TokenKind.ParenLeft, static p => p.ParseArgument(constant: false), TokenKind.ParenRight);

    private ArgumentNode ParseArgument(bool constant)
    {
        var start = token.Start;
        var name = ParseName();
        Expect(TokenKind.Colon);
        var value = ParseValue(constant);
        return new ArgumentNode(name, value, From(start));
    }

    private IReadOnlyList<DirectiveNode> ParseDirectives(bool constant)
    {
        if (token.Kind != TokenKind.At)
        {
            return [];
        }

        var directives = new List<DirectiveNode>();
        while (token.Kind == TokenKind.At)
        {
            var start = token.Start;
            Advance();
            var name = ParseName();
            directives.Add(new DirectiveNode(name, ParseArguments(constant), From(start)));
        }

        return directives;
    }

    private TypeNode ParseTypeReference()
    {
        var start = token.Start;
        TypeNode type;
        if (Skip(TokenKind.BracketLeft))
        {
            Enter();
            var inner = ParseTypeReference();
            depth--;
            Expect(TokenKind.BracketRight);
            type = new ListTypeNode(inner, From(start));
        }
        else
        {
            type = ParseNamedType();
        }

        return Skip(TokenKind.Bang) ? new NonNullTypeNode(type, From(start)) : type;
    }

    private NamedTypeNode ParseNamedType()
    {
        var name = ParseName();
        return new NamedTypeNode(name, name.Span);
    }

    /// <summary>Specification, "Value"; <paramref name="constant"/> where no variable may stand.</summary>
    private ValueNode ParseValue(bool constant)
    {
        var start = token.Start;
        switch (token.Kind)
        {
            case TokenKind.BracketLeft:
                return ParseList(constant);
            case TokenKind.BraceLeft:
                return ParseObject(constant);
            case TokenKind.Int:
                return new IntValueNode(Take(), From(start));
            case TokenKind.Float:
                return new FloatValueNode(Take(), From(start));
            case TokenKind.String or TokenKind.BlockString:
                return ParseString();
            case TokenKind.Name:
                return Take() switch
                {
                    "true" => new BooleanValueNode(true, From(start)),
                    "false" => new BooleanValueNode(false, From(start)),
                    "null" => new NullValueNode(From(start)),
                    var name => new EnumValueNode(name, From(start)),
                };
            case TokenKind.Dollar when constant:
                Advance();
                throw token.Kind == TokenKind.Name
                    ? Fault(start, $"Unexpected variable \"${Text(token)}\" in constant value.")
                    : Fault(start, "Unexpected \"$\".");
            case TokenKind.Dollar:
                return ParseVariable();
            default:
                throw Unexpected();
        }
    }

    private ListValueNode ParseList(bool constant)
    {
        var start = token.Start;
        Enter();
        var values = new List<ValueNode>();
        Advance();
        while (!Skip(TokenKind.BracketRight))
        {
            values.Add(ParseValue(constant));
        }

        depth--;
        return new ListValueNode(values, From(start));
    }

    private ObjectValueNode ParseObject(bool constant)
    {
        var start = token.Start;
        Enter();
        var entries = new List<ObjectFieldNode>();
        Advance();
        while (!Skip(TokenKind.BraceRight))
        {
            var entry = token.Start;
            var name = ParseName();
            Expect(TokenKind.Colon);
            var value = ParseValue(constant);
            entries.Add(new ObjectFieldNode(name, value, From(entry)));
        }

        depth--;
        return new ObjectValueNode(entries, From(start));
    }

    private StringValueNode ParseString()
    {
        var read = token;
        Advance();
        return new StringValueNode(read.Text!, read.Kind == TokenKind.BlockString, new Span(read.Start, read.End));
    }

    private NameNode ParseName()
    {
        if (token.Kind != TokenKind.Name)
        {
            throw Expected(TokenKind.Name);
        }

        var span = new Span(token.Start, token.End);
        var text = source.Body.AsSpan(span.Start, span.End - span.Start);
        var name = known is { } names && names.TryGetValue(text, out var shared) ? shared : text.ToString();
        Advance();
        return new NameNode(name, span);
    }

    private string Take()
    {
        var text = Text(token);
        Advance();
        return text;
    }

    private string Text(Token read) => source.Body.Substring(read.Start, read.End - read.Start);

    private string? Keyword() => token.Kind == TokenKind.Name ? Text(token) : null;

    private Span From(int start) => new(start, lastEnd);

    private void Advance()
    {
        lastEnd = token.End;
        token = lexer.Next(lastEnd);
        if (token.Kind != TokenKind.EndOfFile && ++tokens > limits.DocumentTokensMax)
        {
            var max = limits.DocumentTokensMax;
            throw TooMuch("documentTokens", max, token.Start, $"Document contains more than {max} tokens. Parsing aborted.");
        }
    }

    /// <summary>Counts one level before anything recurses into it.</summary>
    private void Enter()
    {
        if (++depth > limits.ParserDepthMax)
        {
            var max = limits.ParserDepthMax;
            throw TooMuch("parserDepth", max, token.Start, $"Document nests deeper than {max} levels. Parsing aborted.");
        }
    }

    private bool Skip(TokenKind kind)
    {
        if (token.Kind != kind)
        {
            return false;
        }

        Advance();
        return true;
    }

    private void Expect(TokenKind kind)
    {
        if (token.Kind != kind)
        {
            throw Expected(kind);
        }

        if (kind != TokenKind.EndOfFile)
        {
            Advance();
        }
    }

    private void ExpectKeyword(string keyword)
    {
        if (!string.Equals(Keyword(), keyword, StringComparison.Ordinal))
        {
            throw Fault(token.Start, $"Expected \"{keyword}\", found {Describe(token)}.");
        }

        Advance();
    }

    private T[] Many<T>(TokenKind open, Func<Parser, T> parse, TokenKind close)
    {
        Expect(open);
        var items = new List<T>();
        do
        {
            items.Add(parse(this));
        }
        while (!Skip(close));

        return [.. items];
    }

    private IReadOnlyList<T> OptionalMany<T>(TokenKind open, Func<Parser, T> parse, TokenKind close) =>
        token.Kind == open ? Many(open, parse, close) : [];

    private GraphQLError Expected(TokenKind kind) => Fault(token.Start, $"Expected {kind.Describe()}, found {Describe(token)}.");

    private GraphQLError Unexpected() => Fault(token.Start, $"Unexpected {Describe(token)}.");

    private GraphQLError Fault(int position, string message) => Lexer.Error(source, position, message);

    private GraphQLError TooMuch(string limit, int max, int position, string message) =>
        GraphQLError.Above(limit, max, $"Syntax Error: {message}", source.Locate(position));

    private string Describe(Token found) => found.Kind switch
    {
        TokenKind.Name or TokenKind.Int or TokenKind.Float => $"{found.Kind.Describe()} \"{Text(found)}\"",
        TokenKind.String or TokenKind.BlockString => $"{found.Kind.Describe()} \"{found.Text}\"",
        _ => found.Kind.Describe(),
    };
}
