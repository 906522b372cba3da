using Circles.GraphQL.Types;

namespace Circles.GraphQL.Tests;

/// <summary>A small schema that uses every kind of type once and in more than one place; the tests' common ground.</summary>
internal static class Guild
{
    public enum Level
    {
        Novice,
        WellVersed,
        Master,
    }

    public sealed record Person(string Id, string Name, Level Level, IReadOnlyList<string>? Nicknames = null, Person? Mentor = null);

    public sealed record Circle(string Id, string Name, IReadOnlyList<object> Members);

    public static readonly Person Ana = new("p1", "Ana", Level.Master, ["An", "Anita"]);
    public static readonly Person Ben = new("p2", "Ben", Level.Novice, null, Ana);
    public static readonly Circle Founders = new("c1", "Founders", [Ana, Ben]);

    public static readonly EnumType<Level> LevelType = EnumType<Level>.From(
        "Level", "How far someone has come.",
        (Level.Novice, "Has just begun."), (Level.WellVersed, "Knows most."), (Level.Master, "Knows all."));

    public static readonly InterfaceType NodeType = new("Node", "Has an identity.", () =>
    [
        new("id", Scalars.Id.NonNull, "Opaque."),
    ]);

    public static readonly InterfaceType NamedType = new("Named", "Has a name.", () =>
    [
        new("id", Scalars.Id.NonNull, "Opaque."),
        new("name", Scalars.Text.NonNull, "For people.")
        {
            Arguments = [new("upper", Scalars.Boolean, "In capitals.", Default: false)],
        },
    ])
    { Interfaces = [NodeType] };

    public static readonly ObjectType<Person> PersonType = new("Person", "A member of the guild.", () =>
    [
        new("id", Scalars.Id.NonNull, "Opaque.", (person, _) => person.Id),
        new("name", Scalars.Text.NonNull, "For people.",
            (person, query) => query.Flag("upper") ? person.Name.ToUpperInvariant() : person.Name)
            { Arguments = [new("upper", Scalars.Boolean, "In capitals.", Default: false)] },
        new("level", LevelType!.NonNull, "How far.", (person, _) => (object)person.Level),
        new("nicknames", Scalars.Text.NonNull.List, "If any.", (person, _) => person.Nicknames),
        new("mentor", PersonType!, "Who helps.", (person, _) => person.Mentor),
        new("age", Scalars.Int, "In years.", (_, _) => 40) { Deprecated = "Nobody's business." },
    ])
    { Interfaces = [NamedType, NodeType] };

    public static readonly ObjectType<Circle> CircleType = new("Circle", "People who meet.", () =>
    [
        new("id", Scalars.Id.NonNull, "Opaque.", (circle, _) => circle.Id),
        new("name", Scalars.Text.NonNull, "For people.", (circle, _) => circle.Name)
            { Arguments = [new("upper", Scalars.Boolean, "In capitals.", Default: false)] },
        new("members", NamedType.NonNull.List.NonNull, "Who meets.",
            (circle, query) => circle.Members.Take(query.Int("first")))
            { Arguments = [new("first", Scalars.Int.NonNull, "How many.", Default: 20, Min: 1, Max: 100)] },
        new("age", Scalars.Text, "In words.", (_, _) => "old"),
    ])
    { Interfaces = [NamedType, NodeType] };

    public static readonly UnionType FindingType = new("Finding", "What a search finds.", () => [PersonType, CircleType]);

    public static readonly InputType FilterType = new("Filter", "What to look for.", () =>
    [
        new("text", Scalars.Text.NonNull, "Part of the name."),
        new("levels", LevelType.NonNull.List, "Any of these."),
        new("limit", Scalars.Int.NonNull, "At most.", Default: 10, Max: 50),
        new("inner", FilterType!, "And this too."),
    ]);

    public static readonly InputType WhereType = new("Where", "One way to name something.", () =>
    [
        new("id", Scalars.Id, "By identity."),
        new("name", Scalars.Text, "By name."),
    ])
    { OneOf = true };

    public static readonly ObjectType<object> QueryType = new("Query", "Where reading starts.", () =>
    [
        new("node", NodeType, "Anything by its identity.",
            (_, query) => query.Text("id") switch { "p1" => Ana, "p2" => Ben, "c1" => Founders, _ => (object?)null })
            { Arguments = [new("id", Scalars.Id.NonNull, "Opaque.")] },
        new("circle", CircleType, "The first circle.", (_, _) => Founders),
        new("person", PersonType, "The first person.", (_, _) => Ana),
        new("find", FindingType.NonNull.List.NonNull, "A search.", (_, query) => new object[] { Ana, Founders }.Take(query.Input("filter").Get<int>("limit")))
            { Arguments = [new("filter", FilterType.NonNull, "What to look for.")] },
        new("one", PersonType, "By one way.", (_, query) => query.InputOrNull("where")?.Get<string>("name") == "Ben" ? Ben : Ana)
            { Arguments = [new("where", WhereType, "Which.")] },
        new("levels", LevelType.List, "As given.", (_, query) => query.List<Level>("of"))
            { Arguments = [new("of", LevelType.NonNull.List, "Which.", Default: new[] { Level.WellVersed })] },
        new("echo", Scalars.Text, "As given.",
            (_, query) => string.Join('|', query.Get<object>("int"), query.Get<object>("float"), query.Get<object>("id"), query.TextOrNull("text")))
        {
            Arguments =
            [
                new("int", Scalars.Int, "A number."), new("float", Scalars.Float, "A number.", Default: 1.5),
                new("id", Scalars.Id, "An identity."), new("text", Scalars.Text, "A text.", Default: "a \"b\"", Deprecated: "Say less."),
                new("needed", Scalars.Boolean.NonNull, "A must, with a default.", Default: true),
            ],
        },
        new("must", Scalars.Text, "Two required arguments.", (_, query) => query.Text("b"))
            { Arguments = [new("a", Scalars.Int.NonNull, "First."), new("b", Scalars.Text.NonNull, "Second.")] },
    ]);

    public static readonly ObjectType<object> MutationType = new("Mutation", "Where writing starts.", () =>
    [
        new("rename", PersonType, "Gives a new name.", (_, query) => Ana with { Name = query.Text("to") })
            { Arguments = [new("to", Scalars.Text.NonNull, "The new name.")] },
    ]);

    public static readonly Schema Schema = new(QueryType, MutationType, directives:
    [
        new Directive("tag", "A label; may stand twice.", DirectiveLocations.Field | DirectiveLocations.Query)
        {
            Repeatable = true, Arguments = [new("name", Scalars.Text.NonNull, "The label.")],
        },
    ]);
}
