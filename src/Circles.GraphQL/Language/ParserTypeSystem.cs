using Circles.GraphQL.Types;

namespace Circles.GraphQL.Language;

/// <summary>Definitions and extensions (specification, "Type System").</summary>
public sealed partial class Parser
{
    /// <summary>Null when the keyword starts no definition.</summary>
    private TypeSystemDefinitionNode? ParseTypeSystemDefinition(StringValueNode? description, int start, bool extension)
    {
        switch (Keyword())
        {
            case "schema": return ParseSchema(description, start, extension);
            case "scalar": return ParseScalar(description, start, extension);
            case "type": return ParseObjectType(description, start, extension);
            case "interface": return ParseInterface(description, start, extension);
            case "union": return ParseUnion(description, start, extension);
            case "enum": return ParseEnum(description, start, extension);
            case "input": return ParseInput(description, start, extension);
            case "directive" when !extension: return ParseDirectiveDefinition(description, start);
            default: return null;
        }
    }

    private SchemaDefinitionNode ParseSchema(StringValueNode? description, int start, bool extension)
    {
        Advance();
        var directives = ParseDirectives(constant: true);
        var operations = extension
            ? OptionalMany(TokenKind.BraceLeft, static p => p.ParseOperationType(), TokenKind.BraceRight)
            : Many(TokenKind.BraceLeft, static p => p.ParseOperationType(), TokenKind.BraceRight);
        RefuseEmpty(extension, directives.Count + operations.Count);
        return new SchemaDefinitionNode(operations, From(start))
        {
            Description = description,
            IsExtension = extension,
            Directives = directives,
        };
    }

    private OperationTypeDefinitionNode ParseOperationType()
    {
        var start = token.Start;
        var kind = ParseOperationKind();
        Expect(TokenKind.Colon);
        return new OperationTypeDefinitionNode(kind, ParseNamedType(), From(start));
    }

    private ScalarTypeDefinitionNode ParseScalar(StringValueNode? description, int start, bool extension)
    {
        Advance();
        var name = ParseName();
        var directives = ParseDirectives(constant: true);
        RefuseEmpty(extension, directives.Count);
        return new ScalarTypeDefinitionNode(name, From(start))
        {
            Description = description,
            IsExtension = extension,
            Directives = directives,
        };
    }

    private ObjectTypeDefinitionNode ParseObjectType(StringValueNode? description, int start, bool extension)
    {
        Advance();
        var name = ParseName();
        var interfaces = ParseImplements();
        var directives = ParseDirectives(constant: true);
        var members = OptionalMany(TokenKind.BraceLeft, static p => p.ParseFieldDefinition(), TokenKind.BraceRight);
        RefuseEmpty(extension, interfaces.Count + directives.Count + members.Count);
        return new ObjectTypeDefinitionNode(name, From(start))
        {
            Description = description,
            IsExtension = extension,
            Interfaces = interfaces,
            Directives = directives,
            Fields = members,
        };
    }

    private InterfaceTypeDefinitionNode ParseInterface(StringValueNode? description, int start, bool extension)
    {
        Advance();
        var name = ParseName();
        var interfaces = ParseImplements();
        var directives = ParseDirectives(constant: true);
        var members = OptionalMany(TokenKind.BraceLeft, static p => p.ParseFieldDefinition(), TokenKind.BraceRight);
        RefuseEmpty(extension, interfaces.Count + directives.Count + members.Count);
        return new InterfaceTypeDefinitionNode(name, From(start))
        {
            Description = description,
            IsExtension = extension,
            Interfaces = interfaces,
            Directives = directives,
            Fields = members,
        };
    }

    private UnionTypeDefinitionNode ParseUnion(StringValueNode? description, int start, bool extension)
    {
        Advance();
        var name = ParseName();
        var directives = ParseDirectives(constant: true);
        IReadOnlyList<NamedTypeNode> types = Skip(TokenKind.Equals) ? Delimited(TokenKind.Pipe, static p => p.ParseNamedType()) : [];
        RefuseEmpty(extension, directives.Count + types.Count);
        return new UnionTypeDefinitionNode(name, From(start))
        {
            Description = description,
            IsExtension = extension,
            Directives = directives,
            Types = types,
        };
    }

    private EnumTypeDefinitionNode ParseEnum(StringValueNode? description, int start, bool extension)
    {
        Advance();
        var name = ParseName();
        var directives = ParseDirectives(constant: true);
        var values = OptionalMany(TokenKind.BraceLeft, static p => p.ParseEnumValueDefinition(), TokenKind.BraceRight);
        RefuseEmpty(extension, directives.Count + values.Count);
        return new EnumTypeDefinitionNode(name, From(start))
        {
            Description = description,
            IsExtension = extension,
            Directives = directives,
            Values = values,
        };
    }

    private InputObjectTypeDefinitionNode ParseInput(StringValueNode? description, int start, bool extension)
    {
        Advance();
        var name = ParseName();
        var directives = ParseDirectives(constant: true);
        var members = OptionalMany(TokenKind.BraceLeft, static p => p.ParseInputValueDefinition(), TokenKind.BraceRight);
        RefuseEmpty(extension, directives.Count + members.Count);
        return new InputObjectTypeDefinitionNode(name, From(start))
        {
            Description = description,
            IsExtension = extension,
            Directives = directives,
            Fields = members,
        };
    }

    private DirectiveDefinitionNode ParseDirectiveDefinition(StringValueNode? description, int start)
    {
        Advance();
        Expect(TokenKind.At);
        var name = ParseName();
        var arguments = OptionalMany(TokenKind.ParenLeft, static p => p.ParseInputValueDefinition(), TokenKind.ParenRight);
        var repeatable = string.Equals(Keyword(), "repeatable", StringComparison.Ordinal);
        if (repeatable)
        {
            Advance();
        }

        ExpectKeyword("on");
        var locations = Delimited(TokenKind.Pipe, static p => p.ParseDirectiveLocation());
        return new DirectiveDefinitionNode(name, From(start))
        {
            Description = description,
            Arguments = arguments,
            Repeatable = repeatable,
            Locations = locations,
        };
    }

    private NameNode ParseDirectiveLocation()
    {
        var start = token;
        var name = ParseName();
        return DirectiveLocationNames.TryParse(name.Value, out _)
            ? name
            : throw Fault(start.Start, $"Unexpected {Describe(start)}.");
    }

    private IReadOnlyList<NamedTypeNode> ParseImplements()
    {
        if (!string.Equals(Keyword(), "implements", StringComparison.Ordinal))
        {
            return [];
        }

        Advance();
        return Delimited(TokenKind.Ampersand, static p => p.ParseNamedType());
    }

    private FieldDefinitionNode ParseFieldDefinition()
    {
        var start = token.Start;
        var description = ParseDescription();
        var name = ParseName();
        var arguments = OptionalMany(TokenKind.ParenLeft, static p => p.ParseInputValueDefinition(), TokenKind.ParenRight);
        Expect(TokenKind.Colon);
        var type = ParseTypeReference();
        var directives = ParseDirectives(constant: true);
        return new FieldDefinitionNode(name, type, From(start))
        {
            Description = description,
            Arguments = arguments,
            Directives = directives,
        };
    }

    private InputValueDefinitionNode ParseInputValueDefinition()
    {
        var start = token.Start;
        var description = ParseDescription();
        var name = ParseName();
        Expect(TokenKind.Colon);
        var type = ParseTypeReference();
        var defaultValue = Skip(TokenKind.Equals) ? ParseValue(constant: true) : null;
        var directives = ParseDirectives(constant: true);
        return new InputValueDefinitionNode(name, type, defaultValue, From(start)) { Description = description, Directives = directives };
    }

    private EnumValueDefinitionNode ParseEnumValueDefinition()
    {
        var start = token.Start;
        var description = ParseDescription();
        if (Keyword() is "true" or "false" or "null")
        {
            throw Fault(token.Start, $"Name \"{Text(token)}\" is reserved and cannot be used for an enum value.");
        }

        var name = ParseName();
        var directives = ParseDirectives(constant: true);
        return new EnumValueDefinitionNode(name, From(start)) { Description = description, Directives = directives };
    }

    private List<T> Delimited<T>(TokenKind delimiter, Func<Parser, T> parse)
    {
        Skip(delimiter);
        var items = new List<T>();
        do
        {
            items.Add(parse(this));
        }
        while (Skip(delimiter));

        return items;
    }

    // An extension that adds nothing is a syntax error: the grammar asks for at least one of its parts.
    private void RefuseEmpty(bool extension, int parts)
    {
        if (extension && parts == 0)
        {
            throw Unexpected();
        }
    }
}
