using Circles.GraphQL.Introspection;
using Circles.GraphQL.Language;
using Circles.GraphQL.Types;
using Circles.GraphQL.Utilities;

namespace Circles.GraphQL.Validation;

/// <summary>
/// Visits every node of a document's executable definitions once, depth first, for all rules at the same time; fields that are but a name
/// only when a rule asks for fields. Recurses as deep as the parser did and follows no fragment.
/// </summary>
internal sealed class DocumentWalker
{
    private readonly ValidationContext context;
    private readonly RulesByVisit rules;
    private readonly bool skipsBareFields;

    public DocumentWalker(ValidationContext context, ReadOnlySpan<ValidationRule> rules)
    {
        this.context = context;
        this.rules = new RulesByVisit(rules);
        skipsBareFields = this.rules[Visit.EnterField].IsEmpty && this.rules[Visit.LeaveField].IsEmpty;
    }

    public void Walk()
    {
        foreach (var rule in rules[Visit.EnterDocument])
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

        foreach (var rule in rules[Visit.LeaveDocument])
        {
            rule.LeaveDocument(context.Document);
        }
    }

    private void Operation(OperationDefinitionNode operation)
    {
        context.Types.Output = context.Schema.RootOf(operation.Kind);
        foreach (var rule in rules[Visit.EnterOperation])
        {
            rule.EnterOperation(operation);
        }

        foreach (var variable in operation.VariableDefinitions)
        {
            Variable(variable);
        }

        Directives(operation.Directives, operation);
        Selections(operation.SelectionSet, operation);
        foreach (var rule in rules[Visit.LeaveOperation])
        {
            rule.LeaveOperation(operation);
        }
    }

    private void Fragment(FragmentDefinitionNode fragment)
    {
        context.Types.Output = TypeFromAst.Find(context.Schema, fragment.TypeCondition) is { IsOutput: true } type ? type : null;
        foreach (var rule in rules[Visit.EnterFragment])
        {
            rule.EnterFragment(fragment);
        }

        NamedTypes(fragment.TypeCondition);
        Directives(fragment.Directives, fragment);
        Selections(fragment.SelectionSet, fragment);
    }

    private void Variable(VariableDefinitionNode definition)
    {
        var (input, hasDefault) = (context.Types.Input, context.Types.HasDefault);
        context.Types.Input = TypeFromAst.Find(context.Schema, definition.Type) is { IsInput: true } type ? type : null;
        context.Types.HasDefault = false;
        foreach (var rule in rules[Visit.EnterVariableDefinition])
        {
            rule.EnterVariableDefinition(definition);
        }

        NamedTypes(definition.Type);
        if (definition.DefaultValue is not null)
        {
            Value(definition.DefaultValue);
        }

        Directives(definition.Directives, definition);
        (context.Types.Input, context.Types.HasDefault) = (input, hasDefault);
    }

    private void Selections(SelectionSetNode selections, Node owner)
    {
        var parent = context.Types.Parent;
        context.Types.Parent = context.Types.Output?.Named is { IsComposite: true } composite ? composite : null;
        foreach (var rule in rules[Visit.EnterSelectionSet])
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

        context.Types.Parent = parent;
    }

    private void Field(FieldNode field)
    {
        if (skipsBareFields && field is { SelectionSet: null, Arguments.Count: 0, Directives.Count: 0 })
        {
            return;
        }

        var (outer, output) = (context.Types.Field, context.Types.Output);
        context.Types.Field = context.Types.Parent is { } parent ? MetaFields.Of(context.Schema, parent, field.Name.Value) : null;
        context.Types.Output = context.Types.Field?.Type;
        foreach (var rule in rules[Visit.EnterField])
        {
            rule.EnterField(field);
        }

        Arguments(field.Arguments);
        Directives(field.Directives, field);
        if (field.SelectionSet is not null)
        {
            Selections(field.SelectionSet, field);
        }

        foreach (var rule in rules[Visit.LeaveField])
        {
            rule.LeaveField(field);
        }

        (context.Types.Field, context.Types.Output) = (outer, output);
    }

    private void Spread(FragmentSpreadNode spread)
    {
        foreach (var rule in rules[Visit.EnterFragmentSpread])
        {
            rule.EnterFragmentSpread(spread);
        }

        Directives(spread.Directives, spread);
    }

    private void Inline(InlineFragmentNode inline)
    {
        var output = context.Types.Output;
        context.Types.Output = inline.TypeCondition is null ? output?.Named
            : TypeFromAst.Find(context.Schema, inline.TypeCondition) is { IsOutput: true } type ? type : null;
        foreach (var rule in rules[Visit.EnterInlineFragment])
        {
            rule.EnterInlineFragment(inline);
        }

        if (inline.TypeCondition is not null)
        {
            NamedTypes(inline.TypeCondition);
        }

        Directives(inline.Directives, inline);
        Selections(inline.SelectionSet, inline);
        context.Types.Output = output;
    }

    private void Directives(IReadOnlyList<DirectiveNode> directives, Node owner)
    {
        if (directives.Count == 0)
        {
            return;
        }

        var outer = context.Types.Directive;
        foreach (var rule in rules[Visit.EnterDirectives])
        {
            rule.EnterDirectives(directives, owner);
        }

        foreach (var directive in directives)
        {
            context.Types.Directive = context.Schema.DirectiveNamed(directive.Name.Value);
            foreach (var rule in rules[Visit.EnterDirective])
            {
                rule.EnterDirective(directive, owner);
            }

            context.Types.InDirective = true;
            Arguments(directive.Arguments);
            context.Types.InDirective = false;
            foreach (var rule in rules[Visit.LeaveDirective])
            {
                rule.LeaveDirective(directive);
            }
        }

        context.Types.Directive = outer;
    }

    private void Arguments(IReadOnlyList<ArgumentNode> arguments)
    {
        foreach (var argument in arguments)
        {
            var (outer, input, hasDefault) = (context.Types.Argument, context.Types.Input, context.Types.HasDefault);
            context.Types.Argument = Definition(argument.Name.Value);
            context.Types.Input = context.Types.Argument?.Type;
            context.Types.HasDefault = context.Types.Argument?.HasDefault ?? false;
            foreach (var rule in rules[Visit.EnterArgument])
            {
                rule.EnterArgument(argument);
            }

            Value(argument.Value);
            (context.Types.Argument, context.Types.Input, context.Types.HasDefault) = (outer, input, hasDefault);
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
        foreach (var rule in rules[Visit.EnterValue])
        {
            rule.EnterValue(value);
        }

        switch (value)
        {
            case ListValueNode list:
                // A custom scalar may take a list; what stands in it has no type then.
                var item = context.Types.Input?.Nullable is ListType type ? type.OfType : null;
                foreach (var inner in list.Values)
                {
                    Inside(inner, item, hasDefault: false, field: null);
                }

                break;
            case ObjectValueNode made:
                var input = context.Types.Input?.Named as InputType;
                foreach (var field in made.Fields)
                {
                    var definition = input?.FieldNamed(field.Name.Value);
                    Inside(field.Value, definition?.Type, definition?.HasDefault ?? false, field);
                }

                break;
        }

        foreach (var rule in rules[Visit.LeaveValue])
        {
            rule.LeaveValue(value);
        }
    }

    private void Inside(ValueNode value, GraphQLType? type, bool hasDefault, ObjectFieldNode? field)
    {
        var (parent, outer, outerHasDefault) = (context.Types.ParentInput, context.Types.Input, context.Types.HasDefault);
        (context.Types.ParentInput, context.Types.Input, context.Types.HasDefault) = (outer, type, hasDefault);
        if (field is not null)
        {
            foreach (var rule in rules[Visit.EnterObjectField])
            {
                rule.EnterObjectField(field);
            }
        }

        Value(value);
        (context.Types.ParentInput, context.Types.Input, context.Types.HasDefault) = (parent, outer, outerHasDefault);
    }

    private void NamedTypes(TypeNode type)
    {
        while (type is not NamedTypeNode)
        {
            type = type is ListTypeNode list ? list.OfType : ((NonNullTypeNode)type).OfType;
        }

        foreach (var rule in rules[Visit.EnterNamedType])
        {
            rule.EnterNamedType((NamedTypeNode)type);
        }
    }
}
