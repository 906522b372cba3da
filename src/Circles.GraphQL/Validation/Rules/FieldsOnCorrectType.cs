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

        return [.. Sorted([.. uses.Keys], (a, b) =>
            uses[a] != uses[b] ? uses[b] - uses[a]
            : Schema.IsSubType(b, a) ? -1
            : Schema.IsSubType(a, b) ? 1
            : NaturalOrder.Comparer.Compare(a.Name, b.Name)).Select(type => type.Name)];
    }

    // The comparison can run in circles (an interface goes before its own types, names decide the rest), so the outcome is the
    // algorithm's. This is how the reference's platform sorts up to 32 items: the run at the front, then binary insertion.
    private static List<NamedType> Sorted(List<NamedType> types, Comparison<NamedType> compare)
    {
        var run = Math.Min(types.Count, 2);
        var falling = run == 2 && compare(types[1], types[0]) < 0;
        while (run < types.Count && compare(types[run], types[run - 1]) < 0 == falling)
        {
            run++;
        }

        if (falling)
        {
            types.Reverse(0, run);
        }

        for (var i = run; i < types.Count; i++)
        {
            var type = types[i];
            var (low, high) = (0, i);
            while (low < high)
            {
                var middle = low + ((high - low) / 2);
                (low, high) = compare(type, types[middle]) < 0 ? (low, middle) : (middle + 1, high);
            }

            types.RemoveAt(i);
            types.Insert(low, type);
        }

        return types;
    }
}
