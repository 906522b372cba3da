using System.Globalization;
using Circles.GraphQL.Execution;
using Circles.GraphQL.Types;

namespace Circles.GraphQL.Tests.Differential;

/// <summary>
/// A schema with every kind of type, whose data follow from the path and the arguments alone: js/differential.mjs computes the same, so
/// both sides answer any document without sharing a store. Some values are null where none may be, and some fields fail.
/// </summary>
internal static class Wilds
{
    public enum Hue
    {
        Red,
        Green,
        Blue,
    }

    public sealed record Thing(string Type, uint Seed);

    /// <summary>An m and a number, as js/differential.mjs reads it too.</summary>
    public static readonly ScalarType MomentType = ScalarType.OfString<string>(
        "Moment", "A time of one's own.", "https://example.org/moment", text => text,
        text => text is ['m', _, ..] && text.Length < 8 && text.Skip(1).All(char.IsAsciiDigit) ? text : null, "m and a number, as in m12");

    /// <summary>Takes whatever there is, variables inside it included.</summary>
    public static readonly ScalarType AnythingType = new("Anything", "Whatever there is.")
    {
        Write = (output, value) => output.WriteRawValue(((Anything)value).Json),
        ParseValue = value => Coerced.Ok(Anything.Of(value)),
        ParseLiteral = value => Coerced.Ok(Anything.Of(value)),
    };

    public static readonly EnumType<Hue> HueType =
        EnumType<Hue>.From("Hue", "A colour.", (Hue.Red, "Like fire."), (Hue.Green, "Like grass."), (Hue.Blue, "Like the sea."));

    public static readonly InputType WishType = new("Wish", "What one would like.", () =>
    [
        new("hue", HueType.NonNull, "In which colour."),
        new("count", Scalars.Int, "How many.", Default: 3),
        new("names", Scalars.Text.NonNull.List, "Any of these."),
        new("grid", Scalars.Int.List.List, "Where."),
        new("inner", WishType!, "And this."),
        new("flag", Scalars.Boolean.NonNull, "A must, with a default.", Default: true),
        new("ratio", Scalars.Float, "How much."),
        new("pick", PickType!, "Which."),
        new("at", MomentType, "When.", Default: "m7"),
        new("note", AnythingType, "Why."),
    ]);

    public static readonly InputType PickType = new("Pick", "One way to name something.", () =>
    [
        new("id", Scalars.Id, "By identity."),
        new("wish", WishType, "By wish."),
        new("hues", HueType.NonNull.List, "By colour."),
        new("at", MomentType, "By time."),
        new("again", PickType!, "By a way to name it."),
    ])
    { OneOf = true };

    public static readonly InterfaceType BeingType = new("Being", "Anything.", () =>
    [
        new("id", Scalars.Id.NonNull, "Opaque."), new("label", Scalars.Text, "For people.") { Arguments = Label }, new("next", BeingType!, "Beside it."),
    ])
    { ResolveType = TypeOf };

    public static readonly InterfaceType WalkerType = new("Walker", "Anything on legs.", () =>
    [
        new("id", Scalars.Id.NonNull, "Opaque."), new("label", Scalars.Text, "For people.") { Arguments = Label }, new("next", BeingType, "Beside it."),
        new("pace", Scalars.Float.NonNull, "In metres a second."),
    ])
    { Interfaces = [BeingType], ResolveType = TypeOf };

    public static readonly InterfaceType RunnerType = new("Runner", "Anything on fast legs.", () =>
    [
        new("id", Scalars.Id.NonNull, "Opaque."), new("label", Scalars.Text, "For people.") { Arguments = Label }, new("next", BeingType, "Beside it."),
        new("pace", Scalars.Float.NonNull, "In metres a second."), new("chases", BeingType.List, "What runs before it."),
    ])
    { Interfaces = [WalkerType, BeingType], ResolveType = TypeOf };

    public static readonly ObjectType<Thing> CatType = new("Cat", "Purrs.", () =>
    [
        Of("id", Scalars.Id.NonNull), Of("label", Scalars.Text, Label), Of("next", CatType!), Of("pace", Scalars.Float.NonNull),
        Of("size", Scalars.Int), Of("kittens", CatType!.NonNull.List.NonNull, new Argument("first", Scalars.Int.NonNull, "How many.", Default: 2)),
        Of("friend", DogType!.NonNull), Of("hue", HueType.NonNull),
    ])
    { Interfaces = [WalkerType, BeingType] };

    public static readonly ObjectType<Thing> DogType = new("Dog", "Barks.", () =>
    [
        Of("id", Scalars.Id.NonNull), Of("label", Scalars.Text, Label), Of("next", BeingType), Of("pace", Scalars.Float.NonNull),
        Of("size", Scalars.Text), Of("chases", CatType.NonNull.List), Of("tricks", Scalars.Text.NonNull.List.NonNull.List), Of("hue", HueType),
        Of("born", MomentType.NonNull), Of("note", AnythingType),
    ])
    { Interfaces = [RunnerType, WalkerType, BeingType] };

    public static readonly ObjectType<Thing> RockType = new("Rock", "Lies.", () =>
    [
        Of("id", Scalars.Id.NonNull), Of("label", Scalars.Text, Label), Of("next", RockType!), Of("size", Scalars.Int.NonNull.List),
        Of("under", FindType!.NonNull),
    ])
    { Interfaces = [BeingType] };

    public static readonly UnionType PetType = new("Pet", "Lives with people.", () => [CatType, DogType]) { ResolveType = TypeOf };

    public static readonly UnionType FindType = new("Find", "Turns up.", () => [CatType, RockType]) { ResolveType = TypeOf };

    public static readonly ObjectType<Thing> QueryType = new("Query", "Where reading starts.", () =>
    [
        Of("being", BeingType, new Argument("id", Scalars.Id.NonNull, "Opaque.")),
        Of("beings", BeingType.NonNull.List.NonNull, new("first", Scalars.Int, "How many.", Default: 2), new("wish", WishType, "Which.")),
        Of("pets", PetType.List.NonNull), Of("finds", FindType.NonNull.List.List), Of("cat", CatType.NonNull), Of("dog", DogType), Of("walker", WalkerType),
        Of("runners", RunnerType.List.NonNull, new Argument("since", MomentType.NonNull, "When.", Default: "m1")),
        Of("moments", MomentType.NonNull.List, new("of", MomentType.NonNull.List, "Which."), new("at", MomentType, "When.")),
        Of("any", AnythingType, new("of", AnythingType, "What."), new("all", AnythingType.NonNull.List, "All that."), new("picks", PickType.NonNull.List, "Which.")),
        Of("pick", FindType, new Argument("by", PickType.NonNull, "Which.")),
        Of("sum", Scalars.Float, new("ints", Scalars.Int.NonNull.List.NonNull, "Whole."), new("floats", Scalars.Float.List, "Others.")),
        Of("hues", HueType.NonNull.List.NonNull, new Argument("of", HueType.NonNull.List, "Which.", Default: new[] { Hue.Red })),
        Of("text", Scalars.Text.NonNull, new("a", Scalars.Text, "A text.", Default: "x"), new("b", Scalars.Id, "An identity."), new("c", Scalars.Boolean, "Or not.")),
        Of("flag", Scalars.Boolean, new Argument("is", Scalars.Boolean.NonNull, "What.", Default: false)),
    ]);

    public static readonly ObjectType<Thing> MutationType = new("Mutation", "Where writing starts.", () =>
    [
        Of("adopt", CatType, new Argument("wish", WishType.NonNull, "Which.")),
        Of("release", Scalars.Boolean.NonNull, new Argument("id", Scalars.Id.NonNull, "Opaque.")),
    ]);

    public static readonly ObjectType<Thing> SubscriptionType = new("Subscription", "What goes on.", () =>
    [
        Stream("seen", BeingType, new Argument("hue", HueType, "Which.")), Stream("heard", Scalars.Text),
    ]);

    public static readonly Schema Schema = new(QueryType, MutationType, SubscriptionType, directives:
    [
        new Directive(
            "tag", "A label; may stand twice.",
            DirectiveLocations.Field | DirectiveLocations.Query | DirectiveLocations.FragmentDefinition | DirectiveLocations.VariableDefinition)
        {
            Repeatable = true, Arguments = [new("name", Scalars.Text.NonNull, "The label."), new("rank", Scalars.Int, "Its place.", Default: 1)],
        },
    ]);

    public static readonly Thing Root = new("Query", 1);

    private static IReadOnlyList<Argument> Label => [new("loud", Scalars.Boolean, "In capitals.", Default: false), new("hue", HueType!, "In colour.")];

    private static string? TypeOf(object value) => ((Thing)value).Type;

    private static Field<Thing> Of(string name, GraphQLType type, params IReadOnlyList<Argument> arguments) =>
        new(name, type, $"Its {name}.", (thing, query) => Resolve(name, type, thing, query)) { Arguments = arguments };

    private static Field<Thing> Stream(string name, GraphQLType type, params IReadOnlyList<Argument> arguments) =>
        Field<Thing>.Subscription(
            name, type, $"Its {name}.", (thing, query) => Events(SeedOf(name, thing, query)),
            (happened, query) => Resolve(name, type, (Thing)happened, query), arguments);

    private static async IAsyncEnumerable<object> Events(uint seed)
    {
        for (var i = 0; i < seed % 4; i++)
        {
            var happened = Hash($"{seed}[{i}]");
            if (happened % 7 == 0)
            {
                throw new GraphQLError($"Lost event {i}.");
            }

            await Task.Yield();
            yield return new Thing("Event", happened);
        }
    }

    private static object? Resolve(string name, GraphQLType type, Thing thing, FieldContext query) => Value(type, SeedOf(name, thing, query));

    private static uint SeedOf(string name, Thing thing, FieldContext query)
    {
        var given = query.Field.Arguments.Where(argument => query.Has(argument.Name))
            .Select(argument => $"{argument.Name}:{Shown(query.Get<object>(argument.Name))}");
        var seed = Hash($"{thing.Seed}.{name}({string.Join(',', given)})");
        return seed % 37 == 0 ? throw new GraphQLError($"No {name} today.") : seed;
    }

    private static object? Value(GraphQLType type, uint seed)
    {
        if (seed % (type is NonNullType ? 41U : 11U) == 0)
        {
            return null;
        }

        return (type is NonNullType must ? must.OfType : type) switch
        {
            ListType list => Enumerable.Range(0, (int)(seed % 4)).Select(i => Value(list.OfType, Hash($"{seed}[{i}]"))).ToArray(),
            EnumType => (object)(Hue)(int)(seed % 3),
            InterfaceType or UnionType => Made(Schema.PossibleTypes(type.Named), seed),
            ObjectType one => new Thing(one.Name, seed),
            ScalarType { Name: "Int" } => (int)(seed % 1_000) - 500,
            ScalarType { Name: "Float" } => (seed % 1_000) / 8.0,
            ScalarType { Name: "Boolean" } => seed % 2 == 1,
            ScalarType { Name: "Anything" } => new Anything($"\"t{seed}\""),
            _ => $"t{seed}",
        };
    }

    private static Thing Made(IReadOnlyList<ObjectType> types, uint seed) =>
        new(types.Select(type => type.Name).Order(StringComparer.Ordinal).ElementAt((int)(seed % types.Count)), seed);

    private static string Shown(object? value) => value switch
    {
        null => "null",
        bool truth => truth ? "true" : "false",
        string text => $"\"{text}\"",
        Hue hue => $"\"{hue.ToString().ToUpperInvariant()}\"",
        InputObject input => input.ToCanonicalJson(),
        Anything anything => anything.Json,
        object?[] items => $"[{string.Join(',', items.Select(Shown))}]",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    // FNV-1a over UTF-16 units.
    private static uint Hash(string text)
    {
        var hash = 2_166_136_261U;
        foreach (var unit in text)
        {
            hash = unchecked((hash ^ unit) * 16_777_619U);
        }

        return hash ^ (hash >> 15);
    }
}
