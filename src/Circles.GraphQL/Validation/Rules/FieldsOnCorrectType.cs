using Circles.GraphQL.Language;
using Circles.GraphQL.Types;
using Circles.GraphQL.Utilities;

namespace Circles.GraphQL.Validation.Rules;

/// <summary>Specification, "Field Selections".</summary>
internal sealed class FieldsOnCorrectType(ValidationContext context) : ValidationRule(context)
{
    public override void EnterField(FieldNode field)
    {
        if (Types.Parent is not { } parent || Types.Field is not null)
        {
            return;
        }

        var name = field.Name.Value;
        var suggestion = Suggestions.DidYouMean(TypesWith(parent, name), "to use an inline fragment on");
        if (suggestion.Length == 0)
        {
            suggestion = Suggestions.DidYouMean(name, Schema.FieldsOf(parent).Select(known => known.Name));
        }

        Context.Report($"Cannot query field \"{name}\" on type \"{parent.Name}\".{suggestion}", field);
    }

    // The possible types that do have the field, and their interfaces that have it; what most of them share comes first.
    private List<string> TypesWith(NamedType parent, string field)
    {
        if (parent is ObjectType)
        {
            return [];
        }

        var uses = new Dictionary<NamedType, int>();
        foreach (var type in Context.Schema.PossibleTypes(parent).Where(type => type.FieldNamed(field) is not null))
        {
            uses[type] = 1;
            foreach (var face in type.Interfaces.Where(face => face.FieldNamed(field) is not null))
            {
                uses[face] = uses.GetValueOrDefault(face) + 1;
            }
        }

        return
        [
            .. uses.OrderByDescending(use => use.Value)
                .ThenByDescending(use => uses.Keys.Count(other => other != use.Key && Schema.IsSubType(other, use.Key)))
                .ThenBy(use => use.Key.Name, NaturalOrder.Comparer)
                .Select(use => use.Key.Name),
        ];
    }
}
