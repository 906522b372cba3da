using Circles.GraphQL.Introspection;
using Circles.GraphQL.Language;
using Circles.GraphQL.Types;
using Circles.GraphQL.Utilities;

namespace Circles.GraphQL.Validation;

/// <summary>
/// Visits every node of a document's executable definitions once, depth first, for all rules at the same time. Recurses as deep as the
/// parser did and follows no fragment.
/// </summary>
internal sealed class DocumentWalker(ValidationContext context, ValidationRule[] rules)
{
    public void Walk()
    {
        foreach (var rule in rules)
        {
            rule.EnterDocument(context.Document);
        }

        foreach (var definition in context.Document.Definitions)
        {
            context.Types = default;
            switch (definition)
            {
                case OperationDefinitionNode operation: Operation(operation); break;
                case FragmentDefinitionNode fragment: Fragment(fragment); break;
            }
        }

        foreach (var rule in rules)
        {
            rule.LeaveDocument(context.Document);
        }
    }

    private void Operation(OperationDefinitionNode operation)
    {
        context.Types.Output = context.Schema.RootOf(operation.Kind);
        foreach (var rule in rules)
        {
            rule.EnterOperation(operation);
        }

        foreach (var variable in operation.VariableDefinitions)
        {
            Variable(variable);
        }

        Directives(operation.Directives, operation);
        Selections(operation.SelectionSet, operation);
        foreach (var rule in rules)
        {
            rule.LeaveOperation(operation);
        }
    }

    private void Fragment(FragmentDefinitionNode fragment)
    {
        context.Types.Output = TypeFromAst.Find(context.Schema, fragment.TypeCondition) is { IsOutput: true } type ? type : null;
        foreach (var rule in rules)
        {
            rule.EnterFragment(fragment);
        }

        NamedTypes(fragment.TypeCondition);
        Directives(fragment.Directives, fragment);
        Selections(fragment.SelectionSet, fragment);
    }

    private void Variable(VariableDefinitionNode definition)
    {
        var outer = context.Types;
        context.Types.Input = TypeFromAst.Find(context.Schema, definition.Type) is { IsInput: true } type ? type : null;
        context.Types.HasDefault = false;
        foreach (var rule in rules)
        {
            rule.EnterVariableDefinition(definition);
        }

        NamedTypes(definition.Type);
        if (definition.DefaultValue is not null)
        {
            Value(definition.DefaultValue);
        }

        Directives(definition.Directives, definition);
        context.Types = outer;
    }

    private void Selections(SelectionSetNode selections, Node owner)
    {
        var outer = context.Types;
        context.Types.Parent = outer.Output?.Named is { IsComposite: true } composite ? composite : null;
        foreach (var rule in rules)
        {
            rule.EnterSelectionSet(selections, owner);
        }

        foreach (var selection in selections.Selections)
        {
            switch (selection)
            {
                case FieldNode field: Field(field); break;
                case FragmentSpreadNode spread: Spread(spread); break;
                case InlineFragmentNode inline: Inline(inline); break;
            }
        }

        context.Types = outer;
    }

    private void Field(FieldNode field)
    {
        var outer = context.Types;
        context.Types.Field = outer.Parent is null ? null : MetaFields.Of(context.Schema, outer.Parent, field.Name.Value);
        context.Types.Output = context.Types.Field?.Type;
        foreach (var rule in rules)
        {
            rule.EnterField(field);
        }

        Arguments(field.Arguments);
        Directives(field.Directives, field);
        if (field.SelectionSet is not null)
        {
            Selections(field.SelectionSet, field);
        }

        foreach (var rule in rules)
        {
            rule.LeaveField(field);
        }

        context.Types = outer;
    }

    private void Spread(FragmentSpreadNode spread)
    {
        foreach (var rule in rules)
        {
            rule.EnterFragmentSpread(spread);
        }

        Directives(spread.Directives, spread);
    }

    private void Inline(InlineFragmentNode inline)
    {
        var outer = context.Types;
        context.Types.Output = inline.TypeCondition is null ? outer.Output?.Named
            : TypeFromAst.Find(context.Schema, inline.TypeCondition) is { IsOutput: true } type ? type : null;
        foreach (var rule in rules)
        {
            rule.EnterInlineFragment(inline);
        }

        if (inline.TypeCondition is not null)
        {
            NamedTypes(inline.TypeCondition);
        }

        Directives(inline.Directives, inline);
        Selections(inline.SelectionSet, inline);
        context.Types = outer;
    }

    private void Directives(IReadOnlyList<DirectiveNode> directives, Node owner)
    {
        if (directives.Count == 0)
        {
            return;
        }

        var outer = context.Types;
        foreach (var rule in rules)
        {
            rule.EnterDirectives(directives, owner);
        }

        foreach (var directive in directives)
        {
            context.Types.Directive = context.Schema.DirectiveNamed(directive.Name.Value);
            foreach (var rule in rules)
            {
                rule.EnterDirective(directive, owner);
            }

            context.Types.InDirective = true;
            Arguments(directive.Arguments);
            context.Types.InDirective = false;
            foreach (var rule in rules)
            {
                rule.LeaveDirective(directive);
            }
        }

        context.Types = outer;
    }

    private void Arguments(IReadOnlyList<ArgumentNode> arguments)
    {
        foreach (var argument in arguments)
        {
            var outer = context.Types;
            context.Types.Argument = Definition(argument.Name.Value);
            context.Types.Input = context.Types.Argument?.Type;
            context.Types.HasDefault = context.Types.Argument?.HasDefault ?? false;
            foreach (var rule in rules)
            {
                rule.EnterArgument(argument);
            }

            Value(argument.Value);
            context.Types = outer;
        }
    }

    // In a directive that nobody knows the reference looks among the arguments of the field it stands on.
    private Argument? Definition(string name)
    {
        if (context.Types is { InDirective: true, Directive: { } directive })
        {
            return directive.ArgumentNamed(name);
        }

        return context.Types.Field is { } field && field.IndexOfArgument(name) is >= 0 and var at ? field.Arguments[at] : null;
    }

    private void Value(ValueNode value)
    {
        foreach (var rule in rules)
        {
            rule.EnterValue(value);
        }

        var outer = context.Types;
        switch (value)
        {
            case ListValueNode list:
                // A custom scalar may take a list; what stands in it has no type then.
                context.Types.ParentInput = outer.Input;
                context.Types.Input = outer.Input?.Nullable is ListType type ? type.OfType : null;
                context.Types.HasDefault = false;
                foreach (var item in list.Values)
                {
                    Value(item);
                }

                break;
            case ObjectValueNode made:
                foreach (var field in made.Fields)
                {
                    ObjectField(field, outer.Input?.Named as InputType);
                    context.Types = outer;
                }

                break;
        }

        context.Types = outer;
        foreach (var rule in rules)
        {
            rule.LeaveValue(value);
        }
    }

    private void ObjectField(ObjectFieldNode field, InputType? type)
    {
        var definition = type?.FieldNamed(field.Name.Value);
        context.Types.ParentInput = context.Types.Input;
        context.Types.Input = definition?.Type;
        context.Types.HasDefault = definition?.HasDefault ?? false;
        foreach (var rule in rules)
        {
            rule.EnterObjectField(field);
        }

        Value(field.Value);
    }

    private void NamedTypes(TypeNode type)
    {
        while (type is not NamedTypeNode)
        {
            type = type is ListTypeNode list ? list.OfType : ((NonNullTypeNode)type).OfType;
        }

        foreach (var rule in rules)
        {
            rule.EnterNamedType((NamedTypeNode)type);
        }
    }
}
