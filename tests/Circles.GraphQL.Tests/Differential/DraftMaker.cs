using Circles.GraphQL.Types;

namespace Circles.GraphQL.Tests.Differential;

/// <summary>Drafts valid documents over <see cref="Wilds"/>: what it writes follows the schema, and one response key always means one thing.</summary>
internal sealed class DraftMaker
{
    private const int DepthMax = 4;

    private static readonly NamedType[] Composites =
    [
        Wilds.BeingType, Wilds.WalkerType, Wilds.RunnerType, Wilds.CatType, Wilds.DogType, Wilds.RockType, Wilds.PetType, Wilds.FindType, Wilds.QueryType,
    ];

    private static readonly string[] Introspections =
    [
        "__schema { queryType { name } mutationType { fields { name } } subscriptionType { name kind fields { name isDeprecated } } }",
        "__type(name: \"Cat\") { name kind fields { name type { kind name ofType { name } } args { name } } interfaces { name } }",
        "__type(name: \"Wish\") { isOneOf inputFields { name defaultValue type { name kind } } }",
        "__type(name: \"Nobody\") { name }", "momentType: __type(name: \"Moment\") { kind name specifiedByURL fields { name } }",
        "runnerType: __type(name: \"Runner\") { interfaces { name } possibleTypes { name interfaces { name } } }", "hueType: __type(name: \"Hue\") { enumValues(includeDeprecated: true) { name description } __typename }",
        "pickType: __type(name: \"Pick\") { isOneOf description possibleTypes { name } specifiedByURL }",
    ];

    private readonly Chance chance;
    private readonly ValueMaker values;
    private readonly Dictionary<string, string> keys = new(StringComparer.Ordinal); // From what is asked to its response key.
    private int pairs;

    public DraftMaker(Chance chance)
    {
        this.chance = chance;
        values = new ValueMaker(Draft, chance);
        for (var i = chance.Below(4); i > 0; i--)
        {
            var type = chance.Of(Composites);
            Draft.Fragments.Add(new Draft.Fragment($"F{Draft.Fragments.Count}", type, Selections(type, 2))
            {
                Directives = chance.OnceIn(6) ? " @tag(name: \"f\")" : "",
            });
        }

        var operations = chance.OnceIn(4) ? 2 + chance.Below(2) : 1;
        for (var i = 0; i < operations; i++)
        {
            Draft.Operations.Add(Operation(operations > 1 || chance.OnceIn(2) ? $"Op{i}" : null));
        }

        UseAllFragments();
    }

    public Draft Draft { get; } = new();

    public IReadOnlyDictionary<string, GraphQLType> VariableTypes => values.Types;

    public ValueMaker Values => values;

    private Draft.Operation Operation(string? name)
    {
        switch (chance.Below(10))
        {
            case 0:
                return new Draft.Operation("mutation", name, Wilds.MutationType, Selections(Wilds.MutationType, DepthMax));
            case 1:
                var only = Field(chance.Of(Wilds.SubscriptionType.Fields), DepthMax);
                return new Draft.Operation("subscription", name, Wilds.SubscriptionType, [only]);
            default:
                var asked = Selections(Wilds.QueryType, DepthMax);
                if (chance.OnceIn(10))
                {
                    asked.Add(new Draft.Selection(chance.Of(Introspections)));
                }

                return new Draft.Operation("query", name, Wilds.QueryType, asked) { Directives = chance.OnceIn(8) ? " @tag(name: \"q\", rank: 2)" : "" };
        }
    }

    private List<Draft.Selection> Selections(NamedType type, int depth)
    {
        var made = new List<Draft.Selection>();
        for (var i = 1 + chance.Below(4); i > 0; i--)
        {
            switch (chance.Below(10))
            {
                case 0 or 1 when depth > 0:
                    made.Add(Inline(type, depth));
                    break;
                case 2 when Spreadable(type) is { Length: > 0 } fitting && depth > 1:
                    made.Add(Conditional(new Draft.Selection($"...{chance.Of(fitting).Name}")));
                    break;
                case 3 when type == Wilds.BeingType || type == Wilds.WalkerType || type == Wilds.PetType:
                    made.AddRange(Pair());
                    break;
                default:
                    made.Add(Field(type, depth));
                    break;
            }
        }

        return made;
    }

    private Draft.Selection Inline(NamedType type, int depth)
    {
        if (chance.OnceIn(3))
        {
            return Conditional(new Draft.Selection("...") { Inner = Selections(type, depth - 1), InnerType = type });
        }

        var on = chance.Of([.. Composites.Where(candidate => Overlap(candidate, type)), type]);
        return Conditional(new Draft.Selection($"... on {on.Name}") { Inner = Selections(on, depth - 1), InnerType = on });
    }

    // Two different questions under one key: allowed, because nothing is both a cat and a dog.
    private IEnumerable<Draft.Selection> Pair()
    {
        var key = $"pair{pairs++}";
        yield return new Draft.Selection("... on Cat") { Inner = [new Draft.Selection($"{key}: label(loud: true)")], InnerType = Wilds.CatType };
        yield return new Draft.Selection("... on Dog") { Inner = [new Draft.Selection($"{key}: {chance.Of(["size", "label"])}")], InnerType = Wilds.DogType };
    }

    private Draft.Selection Field(NamedType type, int depth)
    {
        var fields = FieldsOf(type).Where(field => depth > 0 || IsLeaf(field.Type)).ToArray();
        if (fields.Length == 0 || chance.OnceIn(10))
        {
            return Conditional(new Draft.Selection(Key("__typename", "__typename")));
        }

        return Conditional(Field(chance.Of(fields), depth));
    }

    private Draft.Selection Field(FieldDefinition field, int depth)
    {
        var arguments = field.Arguments
            .Where(argument => (argument.Type is NonNullType && argument.Default is null) || chance.OnceIn(2))
            .Select(argument => (argument.Name, Value: values.Literal(argument.Type, argument.Default is not null))).ToList();
        var asked = $"{field.Type} {field.Name}({string.Join(',', arguments)})";
        return new Draft.Selection(Key(field.Name, asked))
        {
            Field = field,
            Arguments = arguments,
            Inner = IsLeaf(field.Type) ? null : Selections(field.Type.Named, depth - 1),
            InnerType = IsLeaf(field.Type) ? null : field.Type.Named,
        };
    }

    private string Key(string name, string asked)
    {
        if (chance.OnceIn(10))
        {
            asked += " again";
        }

        if (!keys.TryGetValue(asked, out var key))
        {
            key = keys.ContainsValue(name) ? $"{name}{keys.Count}" : name;
            keys[asked] = key;
        }

        return key == name ? name : $"{key}: {name}";
    }

    private Draft.Selection Conditional(Draft.Selection selection)
    {
        foreach (var name in chance.OnceIn(6) ? chance.Of<string[]>([["skip"], ["include"], ["include", "skip"]]) : [])
        {
            selection.Directives.Add($"@{name}(if: {values.Literal(Scalars.Boolean.NonNull)})");
        }

        if (chance.OnceIn(15) && selection.Field is not null)
        {
            selection.Directives.Add("@tag(name: \"one\")");
            selection.Directives.Add($"@tag(rank: {values.Literal(Scalars.Int, hasDefault: true)}, name: \"two\")");
        }

        return selection;
    }

    private Draft.Fragment[] Spreadable(NamedType type) => [.. Draft.Fragments.Where(fragment => Overlap(fragment.Type, type))];

    // A fragment that nobody spread by chance is spread here, so that the document stays valid.
    private void UseAllFragments()
    {
        var query = Draft.Operations.Find(operation => operation.Kind == "query");
        if (query is null)
        {
            Draft.Operations.Add(query = new Draft.Operation("query", "Rest", Wilds.QueryType, [new Draft.Selection("__typename")]));
            Draft.Operations.ForEach(operation => operation.Name ??= "First");
        }

        foreach (var fragment in Draft.Fragments)
        {
            var spread = new Draft.Selection($"...{fragment.Name}");
            var way = fragment.Type switch
            {
                var type when type == Wilds.QueryType => spread,
                var type when type == Wilds.FindType || type == Wilds.RockType => Under("finds", Wilds.FindType, spread),
                var type when type == Wilds.PetType || type == Wilds.DogType || type == Wilds.CatType => Under("pets", Wilds.PetType, spread),
                _ => Under("walker", Wilds.WalkerType, spread),
            };
            query.Selections.Add(way);
        }
    }

    private static Draft.Selection Under(string field, NamedType type, Draft.Selection spread) =>
        new($"all{field}: {field}") { Inner = [spread], InnerType = type };

    internal static IReadOnlyList<FieldDefinition> FieldsOf(NamedType type) => type switch
    {
        ObjectType made => made.Fields,
        InterfaceType face => face.Fields,
        _ => [],
    };

    internal static bool IsLeaf(GraphQLType type) => type.Named is ScalarType or EnumType;

    internal static bool Overlap(NamedType a, NamedType b) => Wilds.Schema.PossibleTypes(a).Intersect(Wilds.Schema.PossibleTypes(b)).Any();
}
