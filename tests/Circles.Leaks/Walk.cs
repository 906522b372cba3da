using System.Globalization;
using Circles.GraphQL.Types;

namespace Circles.Leaks;

/// <summary>Questions made from the schema alone: a new field or type is asked for without anybody thinking of it.</summary>
public static class Walk
{
    /// <summary>All that an object of the type says of itself, and what stands around it up to a distance.</summary>
    /// <param name="distance">0 selects leaves only.</param>
    public static string Selection(NamedType type, int distance) => type switch
    {
        ObjectType it => $"{{ __typename {string.Join(' ', it.Fields.Select(field => Selection(it, field, distance)))} }}",
        InterfaceType or UnionType => $"{{ __typename {string.Join(' ', World.Schema.PossibleTypes(type).Select(
            // No more, and each by a name of its own: one selection may not hold two kinds of one name.
            possible => $"... on {possible.Name} {Identity(possible)}"))} }}",
        _ => "",
    };

    /// <summary>Each of the type's fields that leads to an object, as a selection of its own.</summary>
    private static string Selection(ObjectType type, Field field, int distance)
    {
        if (IsLeaf(field.Type)) return Needs(field).Any() ? "" : field.Name;
        if (Needs(field).Any() || (distance <= 0 && !IsPlumbing(type))) return "";
        var given = field.Arguments.Any(argument => argument.Name == "first") ? "(first: 100)" : "";
        // A page is no step further, and its edges hold what its nodes do.
        var next = IsPlumbing(field.Type.Named) ? distance : distance - 1;
        return $"{field.Name}{given} {(field.Name == "edges" ? "{ __typename cursor node { __typename } }" : Selection(field.Type.Named, next))}";
    }

    /// <summary>The root fields that can be asked without knowing anything.</summary>
    public static IEnumerable<string> Roots(int distance) =>
        from field in World.Schema.Query.Fields
        where !Needs(field).Any() && field.Arguments.All(argument => argument.Name != "reference")
        select $"{{ __typename {Selection(World.Schema.Query, field, distance)} }}";

    /// <summary>All that things of a type with ids say of themselves.</summary>
    public static string Nodes(ObjectType type, int distance) =>
        $"query($ids: [ID!]!) {{ nodes(ids: $ids) {{ __typename ... on {type.Name} {Selection(type, distance)} }} }}";

    /// <summary>The types that are found by an id.</summary>
    public static IEnumerable<ObjectType> Entities => World.Schema.PossibleTypes(World.Schema.TypeNamed("Node")!);

    /// <summary>One question for each field that is given something: where it stands, and what is given.</summary>
    /// <remarks>A type that neither is the root nor has ids cannot be reached so; <see cref="Unreachable"/> names its fields.</remarks>
    public static IEnumerable<Given> Arguments() =>
        from type in World.Schema.Types.OfType<ObjectType>()
        where type == World.Schema.Query || Entities.Contains(type)
        from field in type.Fields
        from argument in field.Arguments
        from place in Places(argument.Name, argument.Type, [])
        select new Given(type, field, place.Path, place.Type);

    public static IEnumerable<string> Unreachable() =>
        from type in World.Schema.Types.OfType<ObjectType>()
        where type != World.Schema.Query && type != World.Schema.Mutation && type != World.Schema.Subscription
            && !Entities.Contains(type) && !type.Name.StartsWith("__", StringComparison.Ordinal)
        from field in type.Fields
        where field.Arguments.Count > 0
        select $"{type.Name}.{field.Name}";

    /// <summary>Leaves of an argument's type: the argument itself, or the fields of its input object.</summary>
    private static IEnumerable<(string[] Path, GraphQLType Type)> Places(string name, GraphQLType type, string[] above) =>
        type.Named is InputType input
            ? input.Fields.SelectMany(field => Places(field.Name, field.Type, [.. above, name]))
            : [([.. above, name], type)];

    public static bool IsList(GraphQLType type) => type is ListType || (type is NonNullType { OfType: ListType });

    public static bool IsLeaf(GraphQLType type) => type.Named is ScalarType or EnumType;

    /// <summary>The arguments that a field cannot be asked without.</summary>
    public static IEnumerable<Argument> Needs(Field field) =>
        field.Arguments.Where(argument => argument.Type is NonNullType && argument.Default is null);

    private static bool IsPlumbing(NamedType type) => type.Name.EndsWith("Connection", StringComparison.Ordinal);

    private static string Identity(ObjectType type) =>
        $"{{ __typename {string.Join(' ', type.Fields.Select(field => field.Name switch
        {
            "id" => "id",
            "name" => $"{type.Name}_name: name",
            _ => "",
        }))} }}";
}

/// <summary>A field and one thing that it can be given.</summary>
/// <param name="Path">The argument's name, then those of input fields down to the leaf.</param>
/// <param name="Leaf">The leaf's type.</param>
public sealed record Given(ObjectType Type, Field Field, string[] Path, GraphQLType Leaf)
{
    public override string ToString() => $"{Type.Name}.{Field.Name}({string.Join('.', Path)})";

    public NamedType Kind => Leaf.Named;

    /// <summary>Whether it is a cursor: where a page begins may differ with what stands before it, whatever that is.</summary>
    public bool IsPlace => Path[^1] is "after" or "before" && Field.Type.Named.Name.EndsWith("Connection", StringComparison.Ordinal);

    /// <summary>The question, with the thing given as <c>$value</c>; of an entity, asked of those with <c>$ids</c>.</summary>
    /// <param name="selection">Of the field's value; empty for a leaf.</param>
    public string Document(string selection)
    {
        var leaf = Path.Length > 1 || Leaf is NonNullType ? Leaf : Leaf.NonNull;
        var value = Path.Skip(1).Reverse().Aggregate("$value", (inner, name) => $"{{{name}: {inner}}}");
        var others = Field.Arguments.Where(argument => argument.Name != Path[0]).Select(argument => argument switch
        {
            { Name: "first" } when Path[0] is not "last" => "first: 100",
            { Type: NonNullType, Default: null, Type.Named.Name: "ID" } => $"{argument.Name}: \"{Never}\"",
            _ => null,
        }).Append($"{Path[0]}: {value}").Where(one => one is not null);
        var ask = $"{Field.Name}({string.Join(", ", others)}) {selection}";
        return Type == World.Schema.Query
            ? $"query($value: {leaf}) {{ __typename {ask} }}"
            : $"query($value: {leaf}, $ids: [ID!]!) {{ nodes(ids: $ids) {{ __typename id ... on {Type.Name} {{ {ask} }} }} }}";
    }

    /// <summary>An id that was never issued, of a kind that there is not.</summary>
    public const string Never = "xyz_00000000000000000000000007";

    /// <summary>A value that is no canary.</summary>
    public object Plain => Kind switch
    {
        ScalarType { Name: "Int" } => 1,
        ScalarType { Name: "Boolean" } => true,
        ScalarType { Name: "DateTime" } => "2026-06-01T00:00:00Z",
        ScalarType { Name: "Locale" } => "en",
        ScalarType { Name: "ID" } => Never,
        ScalarType { Name: "Sequence" } => 1.ToString(CultureInfo.InvariantCulture),
        ScalarType { Name: "String" } => "zq9999x",
        EnumType { Values: var values } => values[0].Name,
        _ => throw new NotSupportedException($"{this}: nothing is known to give for {Kind.Name}."),
    };
}
