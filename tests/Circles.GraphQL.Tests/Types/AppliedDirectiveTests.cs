using System.Text.Json.Nodes;
using Circles.GraphQL.Types;
using Circles.GraphQL.Utilities;

namespace Circles.GraphQL.Tests.Types;

/// <summary>A shelf of books whose every part carries a mark.</summary>
internal static class Marked
{
    public enum Colour
    {
        Red,
        Blue,
    }

    private const DirectiveLocations Anywhere =
        DirectiveLocations.Schema | DirectiveLocations.Scalar | DirectiveLocations.Object | DirectiveLocations.FieldDefinition |
        DirectiveLocations.ArgumentDefinition | DirectiveLocations.Interface | DirectiveLocations.Union | DirectiveLocations.Enum |
        DirectiveLocations.EnumValue | DirectiveLocations.InputObject | DirectiveLocations.InputFieldDefinition;

    private static readonly EnumType<Colour> ShadeType = EnumType<Colour>.From(
        "Shade", "A colour.", (Colour.Red, "Red."), (Colour.Blue, "Blue."));

    private static readonly InputType SpotType = new("Spot", "Where.", () => [new("row", Scalars.Int.NonNull, "From 1.", Default: 1)]);

    private static readonly Directive MarkDirective = new("mark", "A label on a part of the schema.", Anywhere)
    {
        Repeatable = true,
        Arguments =
        [
            new("label", Scalars.Text.NonNull, "What it says."),
            new("in", ShadeType.List, "In which colours."),
            new("at", SpotType, "Where."),
        ],
    };

    private static readonly Directive OnceDirective = new("once", "Stands once.", DirectiveLocations.Object);

    public static readonly Schema Schema = Make(marked: true);

    public static readonly Schema Unmarked = Make(marked: false);

    /// <summary>A schema of one field whose root has these directives.</summary>
    public static Schema With(params IReadOnlyList<AppliedDirective> applied) => new(
        new ObjectType<object>("Query", "The root.", () => [new("one", Scalars.Int, "1.", (_, _) => 1)]) { AppliedDirectives = applied },
        directives: [MarkDirective, OnceDirective]);

    public static AppliedDirective Once => new(OnceDirective);

    public static AppliedDirective MarkWith(params IReadOnlyList<(string Name, object? Value)> arguments) => new(MarkDirective, arguments);

    private static Schema Make(bool marked)
    {
        AppliedDirective[] On(string label) => marked ? [new(MarkDirective, ("label", label))] : [];
        var colour = new EnumType<Colour>(
            "Colour", "A colour.",
            new EnumValue<Colour>(Colour.Red, "RED", "Red.") { AppliedDirectives = On("value") },
            new EnumValue<Colour>(Colour.Blue, "BLUE", "Blue.") { Deprecated = "Faded.", AppliedDirectives = On("old value") })
        {
            AppliedDirectives = On("enum"),
        };
        var face = new InterfaceType("Kept", "Stands somewhere.", () =>
        [
            new("place", Scalars.Text, "Where.") { AppliedDirectives = On("promised field") },
        ])
        {
            AppliedDirectives = On("interface"),
        };
        var isbn = new ScalarType("Isbn", "A number.") { SpecifiedBy = "https://example.org/isbn", AppliedDirectives = On("scalar") };
        var spot = new Dictionary<string, object?> { ["row"] = 2 };
        var book = new ObjectType<object>("Book", "A book.", () =>
        [
            new("place", Scalars.Text, "Where.", (_, _) => "here") { AppliedDirectives = [.. On("a \"field\""), .. On("again")] },
            new("isbn", isbn, "Its number.", (_, _) => "x") { Deprecated = "Gone.", AppliedDirectives = On("old field") },
        ])
        {
            Interfaces = [face],
            AppliedDirectives = marked
                ? [MarkWith(("label", "object"), ("in", new[] { Colour.Red, Colour.Blue }), ("at", spot))]
                : [],
        };
        var finding = new UnionType("Finding", "Found.", () => [book]) { AppliedDirectives = On("union") };
        var filter = new InputType("Filter", "Which.", () =>
            [new("colour", colour, "Of this colour.", Default: Colour.Red) { AppliedDirectives = On("input field") }])
        {
            AppliedDirectives = On("input"),
        };
        var query = new ObjectType<object>("Query", "The root.", () =>
        [
            new("find", finding, "Looks.", (_, _) => new object())
            {
                Arguments = [new("filter", filter, "Which.") { AppliedDirectives = On("argument") }],
            },
        ]);
        return new Schema(query, directives: [MarkDirective], appliedDirectives: On("schema"));
    }
}

public sealed class Applying_directives_to_a_schema
{
    [Theory]
    [InlineData("schema @mark(label: \"schema\") {\n  query: Query\n}")]
    [InlineData("scalar Isbn @specifiedBy(url: \"https://example.org/isbn\") @mark(label: \"scalar\")")]
    [InlineData("type Book implements Kept @mark(label: \"object\", in: [RED, BLUE], at: {")]
    [InlineData("  place: String @mark(label: \"a \\\"field\\\"\") @mark(label: \"again\")\n")]
    [InlineData("  isbn: Isbn @deprecated(reason: \"Gone.\") @mark(label: \"old field\")\n")]
    [InlineData("interface Kept @mark(label: \"interface\") {")]
    [InlineData("  place: String @mark(label: \"promised field\")\n")]
    [InlineData("union Finding @mark(label: \"union\") = Book")]
    [InlineData("enum Colour @mark(label: \"enum\") {")]
    [InlineData("  RED @mark(label: \"value\")\n")]
    [InlineData("  BLUE @deprecated(reason: \"Faded.\") @mark(label: \"old value\")\n")]
    [InlineData("input Filter @mark(label: \"input\") {")]
    [InlineData("  colour: Colour = RED @mark(label: \"input field\")\n")]
    [InlineData("    filter: Filter @mark(label: \"argument\")\n")]
    public void shows_them_where_they_stand(string shown) =>
        Assert.Contains(shown, SchemaPrinter.Print(Marked.Schema), StringComparison.Ordinal);

    [Fact]
    public void is_read_by_the_reference_without_a_fault_and_printed_back_the_same()
    {
        var sdl = SchemaPrinter.Print(Marked.Schema);
        var answer = Reference.Ask("applied", new { sdl, sources = new[] { sdl } });
        Assert.Empty(answer["faults"]!.AsArray());
        Assert.Equal(sdl.Replace("\n\n  ", "\n  ", StringComparison.Ordinal), answer["sources"]![0]!.GetValue<string>());
    }

    [Fact]
    public void leaves_introspection_as_it_is()
    {
        var query = Reference.Ask("query", new { wantsQuery = true })["query"]!.GetValue<string>();
        var answer = Marked.Schema.Ask(query);
        Assert.False(JsonNode.Parse(answer)!.AsObject().ContainsKey("errors"), answer);
        Assert.Equal(Marked.Unmarked.Ask(query), answer);
    }

    [Fact]
    public void lets_a_built_in_directive_be_spelled_out_for_those_who_do_not_know_it()
    {
        const string definition = "directive @oneOf on INPUT_OBJECT";
        Assert.Contains(definition, SchemaPrinter.Print(Guild.Schema, Directive.OneOf), StringComparison.Ordinal);
        Assert.DoesNotContain(definition, SchemaPrinter.Print(Guild.Schema), StringComparison.Ordinal);
    }
}

public sealed class Applying_a_directive_wrongly
{
    public static TheoryData<AppliedDirective[], string> Faults => new()
    {
        { [new(new Directive("unknown", "Not the schema's.", DirectiveLocations.Object))], "Query: Unknown directive \"@unknown\"." },
        { [new(Directive.Deprecated)], "Query: Directive \"@deprecated\" is applied by the property of its name." },
        { [new(Directive.Skip, ("if", true))], "Query: Directive \"@skip\" may not be used on OBJECT." },
        { [Marked.Once, Marked.Once], "Query: The directive \"@once\" can only be used once at this location." },
        {
            [Marked.MarkWith()],
            "Query: Directive \"@mark\" argument \"label\" of type \"String!\" is required, but it was not provided."
        },
        { [Marked.MarkWith(("label", "a"), ("size", 1))], "Query: Unknown argument \"size\" on directive \"@mark\"." },
        {
            [Marked.MarkWith(("label", "a"), ("label", "b"))],
            "Query: There can be only one argument named \"label\" on directive \"@mark\"."
        },
        { [Marked.MarkWith(("label", null))], "Query: Argument \"label\" of directive \"@mark\" has invalid value: Expected value of non-null type \"String!\" not to be null." },
        {
            [Marked.MarkWith(("label", 1))],
            "Query: Argument \"label\" of directive \"@mark\" has invalid value: String cannot represent a Int32."
        },
        {
            [Marked.MarkWith(("label", "a"), ("in", new[] { "PINK" }))],
            "Query: Argument \"in\" of directive \"@mark\" has invalid value: PINK is no value of enum Shade."
        },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void is_a_fault_of_the_schema(AppliedDirective[] applied, string fault) =>
        Assert.Equal([fault], Assert.Throws<SchemaException>(() => Marked.With(applied)).Faults);

    [Fact]
    public void is_no_fault_when_it_is_done_rightly() => Assert.NotNull(Marked.With(
        Marked.Once, Marked.MarkWith(("label", "a")), Marked.MarkWith(("label", "b"), ("in", InputValue.NullDefault), ("at", null))));
}
