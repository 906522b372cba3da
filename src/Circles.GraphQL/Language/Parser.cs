using System.Collections.Frozen;
using Circles.GraphQL.Execution;

namespace Circles.GraphQL.Language;

/// <summary>
/// Reads a document (specification, appendix "Grammar Summary"): this part the executable language, its siblings values, types and
/// the type system. Recursive descent, counted: see <see cref="Limits.ParserDepthMax"/>.
/// </summary>
public sealed partial class Parser
{
    private static readonly EngineOptions Defaults = new();

    private readonly Source source;
    private readonly EngineOptions limits;
    private readonly Lexer lexer;
    private readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>>? known;
    private Token token = new(TokenKind.StartOfFile, 0, 0);
    private int lastEnd;
    private int tokens;
    private int depth;
    private int fields;

    private Parser(Source source, EngineOptions? limits = null, FrozenSet<string>? known = null)
    {
        this.known = known?.GetAlternateLookup<ReadOnlySpan<char>>();
        this.source = source;
        this.limits = limits ?? Defaults;
        lexer = new Lexer(source);
        Advance();
    }

    /// <summary>Reads a whole document.</summary>
    /// <param name="source">The text.</param>
    /// <param name="limits">How long and deep it may be; the defaults unless given.</param>
    /// <exception cref="GraphQLError"><see cref="ErrorCodes.ParseFailed"/> with the place, or <see cref="ErrorCodes.LimitExceeded"/>.</exception>
    public static DocumentNode Parse(Source source, EngineOptions? limits = null) => Parse(source, limits, null);

    /// <inheritdoc cref="Parse(Source, EngineOptions)"/>
    /// <param name="known">Names of which the document shares the strings, so that a document that is kept takes less memory.</param>
    internal static DocumentNode Parse(Source source, EngineOptions? limits, FrozenSet<string>? known)
    {
        var parser = new Parser(source, limits, known);
        var definitions = new List<DefinitionNode>();
        do
        {
            definitions.Add(parser.ParseDefinition());
        }
        while (parser.token.Kind != TokenKind.EndOfFile);

        return new DocumentNode(source, definitions, new Span(0, source.Body.Length));
    }

    /// <inheritdoc cref="Parse(Source, EngineOptions)"/>
    public static DocumentNode Parse(string text) => Parse(new Source(text));

    /// <summary>Reads one value; variables may stand in it.</summary>
    /// <exception cref="GraphQLError">As for a document.</exception>
    public static ValueNode ParseValue(string text)
    {
        var parser = new Parser(new Source(text));
        var value = parser.ParseValue(constant: false);
        parser.Expect(TokenKind.EndOfFile);
        return value;
    }

    /// <summary>Reads one type reference.</summary>
    /// <exception cref="GraphQLError">As for a document.</exception>
    public static TypeNode ParseType(string text)
    {
        var parser = new Parser(new Source(text));
        var type = parser.ParseTypeReference();
        parser.Expect(TokenKind.EndOfFile);
        return type;
    }

    private DefinitionNode ParseDefinition()
    {
        if (token.Kind == TokenKind.BraceLeft)
        {
            return ParseOperation(null, token.Start);
        }

        var start = token.Start;
        var description = ParseDescription();
        if (description is not null && token.Kind == TokenKind.BraceLeft)
        {
            throw Fault(start, "Unexpected description, descriptions are not supported on shorthand queries.");
        }

        switch (Keyword())
        {
            case "query" or "mutation" or "subscription":
                return ParseOperation(description, start);
            case "fragment":
                return ParseFragmentDefinition(description, start);
            case "extend" when description is null:
                Advance();
                return ParseTypeSystemDefinition(null, start, extension: true) ?? throw Unexpected();
            case null:
                throw Unexpected();
            default:
                return ParseTypeSystemDefinition(description, start, extension: false) ?? throw (description is null
                    ? Unexpected()
                    : Fault(start, "Unexpected description, only GraphQL definitions support descriptions."));
        }
    }

    private StringValueNode? ParseDescription() => token.Kind is TokenKind.String or TokenKind.BlockString ? ParseString() : null;

    private OperationDefinitionNode ParseOperation(StringValueNode? description, int start)
    {
        if (token.Kind == TokenKind.BraceLeft)
        {
            var shorthand = ParseSelectionSet();
            return new OperationDefinitionNode(OperationKind.Query, null, From(start)) { Directives = [], SelectionSet = shorthand };
        }

        var kind = ParseOperationKind();
        var name = token.Kind == TokenKind.Name ? ParseName() : null;
        var variables = OptionalMany(TokenKind.ParenLeft, static p => p.ParseVariableDefinition(), TokenKind.ParenRight);
        var directives = ParseDirectives(constant: false);
        var selections = ParseSelectionSet();
        return new OperationDefinitionNode(kind, name, From(start))
        {
            Description = description,
            VariableDefinitions = variables,
            Directives = directives,
            SelectionSet = selections,
        };
    }

    private OperationKind ParseOperationKind()
    {
        var kind = Keyword() switch
        {
            "query" => OperationKind.Query,
            "mutation" => OperationKind.Mutation,
            "subscription" => OperationKind.Subscription,
            _ when token.Kind == TokenKind.Name => throw Unexpected(),
            _ => throw Expected(TokenKind.Name),
        };
        Advance();
        return kind;
    }

    private VariableDefinitionNode ParseVariableDefinition()
    {
        var start = token.Start;
        var description = ParseDescription();
        var variable = ParseVariable();
        Expect(TokenKind.Colon);
        var type = ParseTypeReference();
        var defaultValue = Skip(TokenKind.Equals) ? ParseValue(constant: true) : null;
        var directives = ParseDirectives(constant: true);
        return new VariableDefinitionNode(variable, type, defaultValue, From(start)) { Description = description, Directives = directives };
    }

    private VariableNode ParseVariable()
    {
        var start = token.Start;
        Expect(TokenKind.Dollar);
        return new VariableNode(ParseName(), From(start));
    }

    private SelectionSetNode ParseSelectionSet()
    {
        var start = token.Start;
        Enter();
        var selections = Many(TokenKind.BraceLeft, static p => p.ParseSelection(), TokenKind.BraceRight);
        depth--;
        return new SelectionSetNode(selections, From(start));
    }

    private SelectionNode ParseSelection() => token.Kind == TokenKind.Spread ? ParseFragment() : ParseField();

    private FieldNode ParseField()
    {
        var start = token.Start;
        var max = limits.DocumentFieldsMax;
        if (++fields > max)
        {
            throw TooMuch("documentFields", max, start, $"Document contains more than {max} fields.");
        }

        NameNode? alias = null;
        var name = ParseName();
        if (Skip(TokenKind.Colon))
        {
            alias = name;
            name = ParseName();
        }

        var arguments = ParseArguments(constant: false);
        var directives = ParseDirectives(constant: false);
        var selections = token.Kind == TokenKind.BraceLeft ? ParseSelectionSet() : null;
        return new FieldNode(alias, name, arguments, directives, selections, From(start));
    }

    private SelectionNode ParseFragment()
    {
        var start = token.Start;
        Expect(TokenKind.Spread);
        var on = token.Kind == TokenKind.Name && source.Body.AsSpan(token.Start, token.End - token.Start) is "on";
        if (!on && token.Kind == TokenKind.Name)
        {
            var name = ParseName();
            return new FragmentSpreadNode(name, ParseDirectives(constant: false), From(start));
        }

        if (on)
        {
            Advance();
        }

        var type = on ? ParseNamedType() : null;
        var directives = ParseDirectives(constant: false);
        return new InlineFragmentNode(type, directives, ParseSelectionSet(), From(start));
    }

    private FragmentDefinitionNode ParseFragmentDefinition(StringValueNode? description, int start)
    {
        Advance();
        if (string.Equals(Keyword(), "on", StringComparison.Ordinal))
        {
            throw Unexpected();
        }

        var name = ParseName();
        ExpectKeyword("on");
        var type = ParseNamedType();
        var directives = ParseDirectives(constant: false);
        var selections = ParseSelectionSet();
        return new FragmentDefinitionNode(name, type, From(start))
        {
            Description = description,
            Directives = directives,
            SelectionSet = selections,
        };
    }
}
