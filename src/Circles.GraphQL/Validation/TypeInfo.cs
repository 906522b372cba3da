using Circles.GraphQL.Types;

namespace Circles.GraphQL.Validation;

/// <summary>What the schema says of the place that the walker is at. Null where the document asks for what the schema does not know.</summary>
internal struct TypeInfo
{
    /// <summary>The composite type whose selections are being looked at.</summary>
    public NamedType? Parent;

    /// <summary>The output type of the field or fragment entered last.</summary>
    public GraphQLType? Output;

    public FieldDefinition? Field;

    public Directive? Directive;

    /// <summary>Whether the argument being looked at stands in a directive, known or not.</summary>
    public bool InDirective;

    public Argument? Argument;

    /// <summary>The type that the value being looked at shall have.</summary>
    public GraphQLType? Input;

    /// <summary>The type of the list or input object around that value.</summary>
    public GraphQLType? ParentInput;

    /// <summary>Whether the place of the value has a default.</summary>
    public bool HasDefault;
}
