using Circles.GraphQL.Language;

namespace Circles.GraphQL.Validation;

/// <summary>
/// One rule of the specification's "Validation". The walker calls it for nodes, parents first; a rule overrides what it looks at, and only
/// that is called.
/// One instance for one document.
/// </summary>
internal abstract class ValidationRule(ValidationContext context)
{
    protected ValidationContext Context { get; } = context;

    /// <summary>The types at the node being visited.</summary>
    protected ref readonly TypeInfo Types => ref Context.Types;

    public virtual void EnterDocument(DocumentNode document)
    {
    }

    public virtual void LeaveDocument(DocumentNode document)
    {
    }

    public virtual void EnterOperation(OperationDefinitionNode operation)
    {
    }

    public virtual void LeaveOperation(OperationDefinitionNode operation)
    {
    }

    public virtual void EnterFragment(FragmentDefinitionNode fragment)
    {
    }

    public virtual void EnterVariableDefinition(VariableDefinitionNode definition)
    {
    }

    /// <param name="selections">Its parent type is <see cref="TypeInfo.Parent"/>.</param>
    /// <param name="owner">The operation, fragment, field or inline fragment it belongs to.</param>
    public virtual void EnterSelectionSet(SelectionSetNode selections, Node owner)
    {
    }

    public virtual void EnterField(FieldNode field)
    {
    }

    public virtual void LeaveField(FieldNode field)
    {
    }

    public virtual void EnterFragmentSpread(FragmentSpreadNode spread)
    {
    }

    public virtual void EnterInlineFragment(InlineFragmentNode inline)
    {
    }

    /// <summary>All directives of one node, before each of them.</summary>
    public virtual void EnterDirectives(IReadOnlyList<DirectiveNode> directives, Node owner)
    {
    }

    public virtual void EnterDirective(DirectiveNode directive, Node owner)
    {
    }

    public virtual void LeaveDirective(DirectiveNode directive)
    {
    }

    public virtual void EnterArgument(ArgumentNode argument)
    {
    }

    public virtual void EnterNamedType(NamedTypeNode type)
    {
    }

    public virtual void EnterValue(ValueNode value)
    {
    }

    public virtual void LeaveValue(ValueNode value)
    {
    }

    public virtual void EnterObjectField(ObjectFieldNode field)
    {
    }
}
