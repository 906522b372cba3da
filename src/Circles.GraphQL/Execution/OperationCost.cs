using System.Collections;
using Circles.GraphQL.Language;
using Circles.GraphQL.Types;

namespace Circles.GraphQL.Execution;

/// <summary>
/// What an operation costs at most, known before any resolver runs:
/// <code>
/// operation = the sum of its root fields
/// field     = weight + items × (1 + the sum of what is selected of each)      weight alone for scalars and enums, and lists of them
/// weight    = the field's own, otherwise 10 for an asynchronous field and 0 for any other
/// items     = 1 for an object. For a list the largest of the arguments that give its size, those of the field above where the list is
///             that field's page, otherwise the size assumed. Lists in lists multiply.
/// </code>
/// Of an interface's or union's possible types the dearest counts. <c>__schema</c> and <c>__type</c> have a weight and nothing below.
/// A number that only variables know stays open; all else is computed once for a plan. Everything saturates at
/// <see cref="int.MaxValue"/>.
/// </summary>
internal sealed class OperationCost
{
    private const int PartsOnStackMax = 64;

    private readonly Amount whole;
    private readonly Part[] parts;

    private OperationCost(Amount whole, Part[] parts)
    {
        this.whole = whole;
        this.parts = parts;
    }

    public static OperationCost Of(SelectionPlan root, int sizeAssumed)
    {
        var reading = new Reading(sizeAssumed);
        return new OperationCost(reading.Selection(root, null), [.. reading.Parts]);
    }

    /// <summary>Whether two definitions of a field, of two types, make no difference to any cost. May be false where they make none.</summary>
    public static bool IsSame(Field field, Field other) => ReferenceEquals(field, other) ||
        (field.Type.Named == other.Type.Named && Lists(field.Type) == Lists(other.Type)
            && field.Weight == other.Weight && field.Kind == ResolverKind.Async == (other.Kind == ResolverKind.Async)
            && field.SizedAbove == other.SizedAbove && field.SizeAssumed == other.SizeAssumed
            && SizesOf(field).SequenceEqual(SizesOf(other)));

    public int For(VariableValues variables)
    {
        if (parts.Length == 0)
        {
            return whole.Known;
        }

        Span<int> amounts = parts.Length <= PartsOnStackMax ? stackalloc int[PartsOnStackMax] : new int[parts.Length];
        for (var i = 0; i < parts.Length; i++) // Innermost first: a part stands on earlier ones only.
        {
            amounts[i] = parts[i].In(variables, amounts);
        }

        return whole.In(amounts);
    }

    private static int Saturated(long amount) => (int)Math.Min(amount, int.MaxValue);

    private static IEnumerable<(string, NamedType, int, int)> SizesOf(Field field) =>
        from argument in field.Arguments
        where argument.IsSize
        select (argument.Name, argument.Type.Named, Lists(argument.Type), argument.HasDefault ? Size.SizeOf(argument.CoercedDefault) : -1);

    private static int Lists(GraphQLType type) => type.Nullable is ListType list ? 1 + Lists(list.OfType) : 0;

    /// <summary>A number, or the number that a part will come to.</summary>
    private readonly record struct Amount(int Known, int Part = -1)
    {
        public int In(ReadOnlySpan<int> amounts) => Part < 0 ? Known : amounts[Part];
    }

    /// <summary>One selection set: what is known of it, and the fields of which the variables decide.</summary>
    private sealed record Part(int Known, Factor[] Open)
    {
        public int In(VariableValues variables, ReadOnlySpan<int> amounts)
        {
            long sum = Known;
            foreach (var factor in Open)
            {
                sum = Saturated(sum + factor.In(variables, amounts));
            }

            return (int)sum;
        }
    }

    /// <summary>So many items, each of the dearest of some types.</summary>
    private sealed record Factor(Size Items, Amount[] Types)
    {
        public int In(VariableValues? variables, ReadOnlySpan<int> amounts)
        {
            var dearest = 0;
            foreach (var type in Types)
            {
                dearest = Math.Max(dearest, type.In(amounts));
            }

            return Saturated(Items.In(variables) * (1L + dearest));
        }
    }

    /// <param name="Given">The largest that literals and defaults give; -1 when they give none.</param>
    /// <param name="Assumed">What counts when nothing is given.</param>
    /// <param name="Open">The variables that may give more, each with what stands in when the caller gives none.</param>
    /// <param name="Nested">What the lists inside multiply it with.</param>
    private sealed record Size(int Given, int Assumed, (string Variable, int Default)[] Open, int Nested = 1)
    {
        public static readonly Size One = new(1, 1, []);

        public bool Equals(Size? other) => other is not null && (Given, Assumed, Nested) == (other.Given, other.Assumed, other.Nested) &&
            Open.AsSpan().SequenceEqual(other.Open);

        public override int GetHashCode() => HashCode.Combine(Given, Assumed, Nested, Open.Length);

        public int In(VariableValues? variables)
        {
            var largest = Given;
            foreach (var (variable, otherwise) in Open)
            {
                var value = variables![variable];
                largest = Math.Max(largest, ReferenceEquals(value, InputObject.Omitted) ? otherwise : SizeOf(value));
            }

            return Saturated((long)(largest < 0 ? Assumed : largest) * Nested);
        }

        public static int SizeOf(object? value) => value switch
        {
            int number => Math.Max(0, number),
            ICollection items => items.Count,
            null => -1,
            _ => 1, // One value counts as a list of it.
        };
    }

    /// <summary>What is selected under a field, of results of one type, in lists of one size.</summary>
    private readonly record struct Below(NamedType Type, FieldNode[] Nodes, Size Given)
    {
        public bool Equals(Below other) =>
            Type == other.Type && Given == other.Given && Nodes.AsSpan().SequenceEqual(other.Nodes.AsSpan());

        public override int GetHashCode() => HashCode.Combine(Type, Nodes[0], Nodes.Length, Given);
    }

    /// <summary>Reads a plan once. Recurses as deep as Limits.SelectionNestingMax allowed.</summary>
    private sealed class Reading(int sizeAssumed)
    {
        private readonly Size assumed = new(-1, sizeAssumed, []);
        private readonly Dictionary<(SelectionPlan, Size?), Amount> known = [];
        private readonly Dictionary<Below, Amount[]> asked = [];

        public List<Part> Parts { get; } = [];

        /// <param name="plan">What is selected.</param>
        /// <param name="above">The size that the field above gives to its page; null when nothing here is one.</param>
        public Amount Selection(SelectionPlan plan, Size? above)
        {
            if (above is not null && !Array.Exists(plan.Fields, field => field.Field.SizedAbove))
            {
                above = null;
            }

            if (!Array.Exists(plan.Fields, field => field.Field.Type.Named.IsComposite))
            {
                return Sum(plan, above);
            }

            return known.TryGetValue((plan, above), out var amount) ? amount : known[(plan, above)] = Sum(plan, above);
        }

        private Amount Sum(SelectionPlan plan, Size? above)
        {
            long sum = 0;
            List<Factor>? open = null;
            foreach (var field in plan.Fields)
            {
                sum = Saturated(sum + WeightOf(field));
                if (FactorOf(field, above) is not { } factor)
                {
                    continue;
                }

                if (factor.Items.Open.Length == 0 && Array.TrueForAll(factor.Types, type => type.Part < 0))
                {
                    sum = Saturated(sum + factor.In(null, []));
                }
                else
                {
                    (open ??= []).Add(factor);
                }
            }

            if (open is null)
            {
                return new Amount((int)sum);
            }

            Parts.Add(new Part((int)sum, [.. open]));
            return new Amount(0, Parts.Count - 1);
        }

        private static int WeightOf(FieldPlan field) => field.Field switch
        {
            { Name: "__schema" or "__type" } => Limits.IntrospectionCost,
            { Weight: { } weight } => weight,
            { Kind: ResolverKind.Async } => Limits.AsyncFieldCost,
            _ => 0,
        };

        private Factor? FactorOf(FieldPlan field, Size? above)
        {
            if (!field.Field.Type.Named.IsComposite || field.Field.Name.StartsWith("__", StringComparison.Ordinal))
            {
                return null;
            }

            var given = field.Field.SizedAbove && above is not null ? above : SizeOf(field);
            var lists = Lists(field.Field.Type);
            var items = lists == 0 ? Size.One : given with { Nested = NestedIn(lists - 1) };

            if (field.Field.Type.Named is ObjectType only)
            {
                return new Factor(items, [Type(field, only, given)]);
            }

            // The same selection under each of many possible types is one question, not as many as there are pairs of types.
            var question = new Below(field.Field.Type.Named, field.Nodes, given);
            if (!asked.TryGetValue(question, out var types))
            {
                types = [.. field.TypesByCost().Select(type => Type(field, type, given))];
                asked[question] = types;
            }

            return new Factor(items, types);
        }

        private Amount Type(FieldPlan field, ObjectType type, Size given)
        {
            try
            {
                return Selection(field.LookAt(type), given);
            }
            catch (GraphQLError)
            {
                return default; // It depends on a variable that the caller set to null: execution will say so, and stop there.
            }
        }

        private Size SizeOf(FieldPlan field)
        {
            if (field.Field is { Arguments.Count: 0, SizeAssumed: null })
            {
                return assumed;
            }

            var given = -1;
            List<(string, int)>? open = null;
            foreach (var argument in field.Field.Arguments)
            {
                if (!argument.IsSize)
                {
                    continue;
                }

                var otherwise = argument.HasDefault ? Size.SizeOf(argument.CoercedDefault) : -1;
                switch (field.Nodes[0].Arguments.FirstOrDefault(node => node.Name.Value == argument.Name)?.Value)
                {
                    case VariableNode variable:
                        (open ??= []).Add((variable.Name.Value, otherwise));
                        break;
                    case ListValueNode list:
                        given = Math.Max(given, list.Values.Count);
                        break;
                    case null:
                        given = Math.Max(given, otherwise);
                        break;
                    case var literal:
                        given = Math.Max(given, Size.SizeOf(LiteralCoercion.Coerce(literal, argument.Type, null).Value));
                        break;
                }
            }

            return new Size(given, field.Field.SizeAssumed ?? sizeAssumed, open is null ? [] : [.. open]);
        }

        private int NestedIn(int lists)
        {
            var product = 1;
            for (var i = 0; i < lists; i++)
            {
                product = Saturated((long)product * sizeAssumed);
            }

            return product;
        }
    }
}
