namespace Circles.GraphQL.Language;

/// <summary>Definitions and extensions of the type system.</summary>
public sealed partial class Printer
{
    private void TypeSystem(Node node)
    {
        if (node is TypeSystemDefinitionNode definition)
        {
            Description(definition.Description);
            text.Append(definition.IsExtension ? "extend " : "");
        }

        switch (node)
        {
            case SchemaDefinitionNode schema:
                text.Append("schema");
                Directives(schema.Directives);
                Members(schema.OperationTypes);
                break;
            case OperationTypeDefinitionNode operation:
                text.Append(operation.Operation switch
                {
                    OperationKind.Query => "query: ",
                    OperationKind.Mutation => "mutation: ",
                    _ => "subscription: ",
                }).Append(operation.Type.Name.Value);
                break;
            case ScalarTypeDefinitionNode scalar:
                text.Append("scalar ").Append(scalar.Name.Value);
                Directives(scalar.Directives);
                break;
            case ObjectTypeDefinitionNode type:
                text.Append("type ").Append(type.Name.Value);
                Implements(type.Interfaces);
                Directives(type.Directives);
                Members(type.Fields);
                break;
            case InterfaceTypeDefinitionNode type:
                text.Append("interface ").Append(type.Name.Value);
                Implements(type.Interfaces);
                Directives(type.Directives);
                Members(type.Fields);
                break;
            case UnionTypeDefinitionNode union:
                text.Append("union ").Append(union.Name.Value);
                Directives(union.Directives);
                text.Append(union.Types.Count > 0 ? " = " : "");
                Join(union.Types, " | ");
                break;
            case EnumTypeDefinitionNode type:
                text.Append("enum ").Append(type.Name.Value);
                Directives(type.Directives);
                Members(type.Values);
                break;
            case InputObjectTypeDefinitionNode input:
                text.Append("input ").Append(input.Name.Value);
                Directives(input.Directives);
                Members(input.Fields);
                break;
            case DirectiveDefinitionNode directive:
                text.Append("directive @").Append(directive.Name.Value);
                ArgumentDefinitions(directive.Arguments);
                text.Append(directive.Repeatable ? " repeatable on " : " on ");
                Join(directive.Locations, " | ");
                break;
            case FieldDefinitionNode field:
                Description(field.Description);
                text.Append(field.Name.Value);
                ArgumentDefinitions(field.Arguments);
                text.Append(": ");
                Write(field.Type);
                Directives(field.Directives);
                break;
            case InputValueDefinitionNode input:
                Description(input.Description);
                text.Append(input.Name.Value).Append(": ");
                Write(input.Type);
                Default(input.DefaultValue);
                Directives(input.Directives);
                break;
            case EnumValueDefinitionNode value:
                Description(value.Description);
                text.Append(value.Name.Value);
                Directives(value.Directives);
                break;
            default:
                throw new System.Diagnostics.UnreachableException($"No layout for {node.GetType().Name}.");
        }
    }

    private void Implements(IReadOnlyList<NamedTypeNode> interfaces)
    {
        if (interfaces.Count > 0)
        {
            text.Append(" implements ");
            Join(interfaces, " & ");
        }
    }

    private void Members(IReadOnlyList<Node> members)
    {
        if (members.Count > 0)
        {
            text.Append(' ');
            Block(members);
        }
    }

    // Arguments with descriptions stand on lines of their own.
    private void ArgumentDefinitions(IReadOnlyList<InputValueDefinitionNode> arguments)
    {
        if (arguments.Count == 0)
        {
            return;
        }

        var spread = arguments.Any(argument => argument.Description is not null);
        text.Append(spread ? "(\n" : "(");
        if (spread)
        {
            indent++;
            Lines(arguments);
            indent--;
            Indent();
        }
        else
        {
            Join(arguments, ", ");
        }

        text.Append(')');
    }
}
