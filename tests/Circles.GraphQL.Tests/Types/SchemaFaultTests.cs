using System.Text.Json.Nodes;
using Circles.GraphQL.Types;

namespace Circles.GraphQL.Tests.Types;

/// <summary>One fault each, as SDL for the reference and made in C#: both must find the same, in the same words.</summary>
public sealed class A_fault_of_a_schema
{
    private static readonly Dictionary<string, (string Sdl, Func<Schema> Make)> Faults = new(StringComparer.Ordinal)
    {
        ["one type as two roots"] = (
            "schema { query: Query mutation: Query } type Query { a: Int }",
            () => Make(query => new Schema(query, query))),
        ["a reserved type name"] = ("type Query { a: __Mine } type __Mine { a: Int }", () => Having(Object("__Mine", Number("a")))),
        ["a reserved field name"] = ("type Query { a: T } type T { __a: Int }", () => Having(Object("T", Number("__a")))),
        ["a reserved argument name"] = ("type Query { a: T } type T { a(__b: Int): Int }", () => Having(Object("T", Number("a", new Argument("__b", Scalars.Int, "B."))))),
        ["a reserved enum value"] = ("type Query { a: E } enum E { __A }", () => Having(new EnumType<DayOfWeek>("E", "E.", new EnumValue<DayOfWeek>(DayOfWeek.Monday, "__A", "A.")))),
        ["a field twice"] = ("type Query { a: T } type T { a: Int a: Int }", () => Having(Object("T", Number("a"), Number("a")))),
        ["an argument twice"] = (
            "type Query { a: T } type T { a(b: Int, b: Int): Int }",
            () => Having(Object("T", Number("a", new Argument("b", Scalars.Int, "B."), new Argument("b", Scalars.Int, "B."))))),
        ["an enum value twice"] = (
            "type Query { a: E } enum E { A A }",
            () => Having(new EnumType<DayOfWeek>(
                "E", "E.", new EnumValue<DayOfWeek>(DayOfWeek.Monday, "A", "A."), new EnumValue<DayOfWeek>(DayOfWeek.Friday, "A", "A.")))),
        ["an input field twice"] = ("type Query { a(i: I): Int } input I { a: Int a: Int }", () => Taking(Input("I", new InputField("a", Scalars.Int, "A."), new InputField("a", Scalars.Int, "A.")))),
        ["a directive twice"] = (
            "type Query { a: Int } directive @d on FIELD directive @d on FIELD",
            () => Make(query => new Schema(query, directives: [new("d", "D.", DirectiveLocations.Field), new("d", "D.", DirectiveLocations.Field)]))),
        ["a directive's argument twice"] = (
            "type Query { a: Int } directive @d(a: Int, a: Int) on FIELD",
            () => Make(query => new Schema(query, directives: [new("d", "D.", DirectiveLocations.Field) { Arguments = [new("a", Scalars.Int, "A."), new("a", Scalars.Int, "A.")] }]))),
        ["a reserved directive name"] = (
            "type Query { a: Int } directive @__d on FIELD",
            () => Make(query => new Schema(query, directives: [new("__d", "D.", DirectiveLocations.Field)]))),
        ["a directive's required argument deprecated"] = (
            "type Query { a: Int } directive @d(a: Int! @deprecated) on FIELD",
            () => Make(query => new Schema(query, directives: [new("d", "D.", DirectiveLocations.Field) { Arguments = [new("a", Scalars.Int.NonNull, "A.", Deprecated: "Old.")] }]))),
        ["a directive that takes an object"] = (
            "type Query { a: Int } directive @d(a: Query) on FIELD",
            () => Make(query => new Schema(query, directives: [new("d", "D.", DirectiveLocations.Field) { Arguments = [new("a", query, "A.")] }]))),
        ["a member twice"] = ("type Query { a: U } union U = T | T type T { a: Int }", () => Having(new UnionType("U", "U.", () => Twice(Object("T", Number("a")))))),
        ["an input object as output"] = ("type Query { a: I } input I { a: Int }", () => Having(Input("I", new InputField("a", Scalars.Int, "A.")))),
        ["an interface as input"] = ("type Query { a(i: F): Int } interface F { a: Int }", () => Taking(Face("F"))),
        ["an object in an input object"] = (
            "type Query { a(i: I): Int } input I { a: T } type T { a: Int }",
            () => Taking(Input("I", new InputField("a", Object("T", Number("a")), "A.")))),
        ["a required argument deprecated"] = (
            "type Query { a(b: Int! @deprecated): Int }", () => Taking(Scalars.Int.NonNull, new Argument("b", Scalars.Int.NonNull, "B.", Deprecated: "Old."))),
        ["a required input field deprecated"] = (
            "type Query { a(i: I): Int } input I { a: Int! @deprecated }",
            () => Taking(Input("I", new InputField("a", Scalars.Int.NonNull, "A.", Deprecated: "Old.")))),
        ["a OneOf field that is required"] = (
            "type Query { a(i: I): Int } input I @oneOf { a: Int! }", () => Taking(OneOf("I", new InputField("a", Scalars.Int.NonNull, "A.")))),
        ["a OneOf field with a default"] = (
            "type Query { a(i: I): Int } input I @oneOf { a: Int = 1 }", () => Taking(OneOf("I", new InputField("a", Scalars.Int, "A.", Default: 1)))),
        ["an interface's field left out"] = ("type Query { a: T } interface F { a: Int } type T implements F { b: Int }", () => Keeping(Face("F"), Number("b"))),
        ["an interface's field of another type"] = (
            "type Query { a: T } interface F { a: Int } type T implements F { a: String }",
            () => Keeping(Face("F"), new Field<object>("a", Scalars.Text, "A.", (_, _) => "1"))),
        ["an interface's argument left out"] = (
            "type Query { a: T } interface F { a(b: Int): Int } type T implements F { a: Int }",
            () => Keeping(Face("F", new Argument("b", Scalars.Int, "B.")), Number("a"))),
        ["an interface's argument of another type"] = (
            "type Query { a: T } interface F { a(b: Int): Int } type T implements F { a(b: Int!): Int }",
            () => Keeping(
                Face("F", new Argument("b", Scalars.Int, "B.")), Number("a", new Argument("b", Scalars.Int.NonNull, "B.")))),
        ["an argument more, and required"] = (
            "type Query { a: T } interface F { a: Int } type T implements F { a(b: [Int!]!): Int }",
            () => Keeping(Face("F"), Number("a", new Argument("b", Scalars.Int.NonNull.List.NonNull, "B.")))),
        ["an interface's field deprecated by its keeper alone"] = (
            "type Query { a: T } interface F { a: Int } type T implements F { a: Int @deprecated }",
            () => Keeping(Face("F"), new Field<object>("a", Scalars.Int, "A.", (_, _) => 1) { Deprecated = "Old." })),
        ["an interface twice"] = ("type Query { a: T } interface F { a: Int } type T implements F & F { a: Int }", () => Implementing(face => [face, face])),
        ["an interface's interface left out"] = (
            "type Query { a: T } interface E { a: Int } interface F implements E { a: Int } type T implements F { a: Int }",
            () => Implementing(face => [face], Face("E"))),
        ["a required circle of input objects"] = (
            "type Query { a(i: I): Int } input I { j: J! } input J { i: I! k: Int! }",
            () => Taking(Circle("I", "J", of => of.NonNull))),
        ["an input object that requires itself"] = ("type Query { a(i: I): Int } input I { i: I! }", () => Taking(Loop("I", false))),
        ["a OneOf input object of itself alone"] = ("type Query { a(i: I): Int } input I @oneOf { i: I }", () => Taking(Loop("I", true))),
        ["a default that fills itself in"] = (
            "type Query { a(i: I): Int } input I { i: I = {} }", () => Taking(Loop("I", false, Entries()))),
        ["defaults that fill each other in"] = (
            "type Query { a(i: I): Int } input I { j: J = {} } input J { i: I = {} k: Int! = 1 }",
            () => Taking(Circle("I", "J", of => of, Entries()))),
        ["a default in a list that fills itself in"] = (
            "type Query { a(i: I): Int } input I { i: [I] = [{}] }", () => Taking(Loop("I", false, new object?[] { Entries() }, listed: true))),
        ["a default that is null and may not be"] = (
            "type Query { a(i: Int! = null): Int }", () => Taking(Scalars.Int.NonNull, new Argument("i", Scalars.Int.NonNull, "I.", Default: InputValue.NullDefault))),
        ["a default without a required field"] = (
            "type Query { a(i: I = {b: 1}): Int } input I { a: Int! b: Int }", () => Defaulting(Entries(("b", 1)))),
        ["a default with a null inside"] = (
            "type Query { a(i: I = {a: null}): Int } input I { a: Int! b: Int }", () => Defaulting(Entries(("a", InputValue.NullDefault)))),
        ["a list's default with a null inside"] = (
            "type Query { a(i: [Int!] = [1, null]): Int }",
            () => Taking(Scalars.Int, new Argument("i", Scalars.Int.NonNull.List, "I.", Default: new object?[] { 1, null }))),
        ["a OneOf default of two"] = (
            "type Query { a(i: I = {a: 1, b: 2}): Int } input I @oneOf { a: Int b: Int }", () => Defaulting(Entries(("a", 1), ("b", 2)), oneOf: true)),
    };

    private static readonly Lazy<JsonNode> Reference = new(() =>
        Tests.Reference.Ask("faults", new { schemas = Faults.Values.Select(fault => fault.Sdl) })["schemas"]!);

    public static TheoryData<string> Names => [.. Faults.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void is_what_the_reference_calls_it(string name)
    {
        var theirs = Reference.Value[Faults.Keys.ToList().IndexOf(name)]!.AsArray();
        Assert.NotEmpty(theirs);
        Assert.Equal(
            theirs.Select(fault => fault!.GetValue<string>()).Order(StringComparer.Ordinal),
            Assert.Throws<SchemaException>(Faults[name].Make).Faults.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void is_found_where_a_default_names_a_field_that_is_not_there() => Assert.Equal(
        ["Query.a(i:) has invalid default value: I has no field c."],
        Assert.Throws<SchemaException>(() => Defaulting(Entries(("a", 1), ("c", 1)))).Faults);

    [Fact]
    public void is_found_where_a_default_is_out_of_its_own_range() => Assert.Equal(
        ["Query.a(i:) has invalid default value: Argument \"i\" must be at most 3."],
        Assert.Throws<SchemaException>(() => Taking(Scalars.Int, new Argument("i", Scalars.Int, "I.", Default: 4, Max: 3))).Faults);

    private static Schema Make(Func<ObjectType<object>, Schema> make) => make(Object("Query", Number("a")));

    private static Schema Having(GraphQLType type) => new(Object("Query", new Field<object>("a", type, "A.", (_, _) => (object?)null)));

    private static Schema Taking(GraphQLType type, Argument? argument = null) =>
        new(Object("Query", Number("a", argument ?? new Argument("i", type, "I."))));

    private static Schema Keeping(InterfaceType face, Field<object> field) =>
        Having(new ObjectType<object>("T", "T.", () => [field]) { Interfaces = [face] });

    private static Schema Implementing(Func<InterfaceType, IReadOnlyList<InterfaceType>> interfaces, params InterfaceType[] further) => Having(
        new ObjectType<object>("T", "T.", () => [Number("a")])
        {
            Interfaces = interfaces(new InterfaceType("F", "F.", () => [new("a", Scalars.Int, "A.")]) { Interfaces = further }),
        });

    private static Schema Defaulting(Dictionary<string, object?> given, bool oneOf = false)
    {
        var input = new InputType("I", "I.", () =>
            [new("a", oneOf ? Scalars.Int : Scalars.Int.NonNull, "A."), new("b", Scalars.Int, "B.")])
        { OneOf = oneOf };
        return Taking(input, new Argument("i", input, "I.", Default: given));
    }

    private static ObjectType<object> Object(string name, params Field<object>[] fields) => new(name, $"{name}.", () => fields);

    private static Field<object> Number(string name, params Argument[] arguments) =>
        new(name, Scalars.Int, "A number.", (_, _) => 1) { Arguments = arguments };

    private static InterfaceType Face(string name, params Argument[] arguments) =>
        new(name, $"{name}.", () => [new("a", Scalars.Int, "A.") { Arguments = arguments }]);

    private static InputType Input(string name, params InputField[] fields) => new(name, $"{name}.", () => fields);

    private static InputType OneOf(string name, params InputField[] fields) => new(name, $"{name}.", () => fields) { OneOf = true };

    /// <summary>An input object with a field of its own type, named as it is.</summary>
    private static InputType Loop(string name, bool oneOf, object? given = null, bool listed = false)
    {
        InputType loop = null!;
        loop = new InputType(name, "Loops.", () =>
        [
            new("i", listed ? loop.List : oneOf || given is not null ? loop : loop.NonNull, "Again.", Default: given),
        ])
        { OneOf = oneOf };
        return loop;
    }

    /// <summary>Two input objects that hold each other.</summary>
    private static InputType Circle(string first, string second, Func<InputType, GraphQLType> of, object? given = null)
    {
        InputType one = null!;
        var other = new InputType(second, "Second.", () =>
            [new("i", of(one), "First.", Default: given), new("k", Scalars.Int.NonNull, "A number.", Default: given is null ? null : 1)]);
        one = new InputType(first, "First.", () => [new("j", of(other), "Second.", Default: given)]);
        return one;
    }

    private static Dictionary<string, object?> Entries(params (string Name, object? Value)[] entries) =>
        entries.ToDictionary(entry => entry.Name, entry => entry.Value, StringComparer.Ordinal);

    private static T[] Twice<T>(T item) => [item, item];
}
