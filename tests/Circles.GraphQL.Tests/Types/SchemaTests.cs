using Circles.GraphQL.Types;

namespace Circles.GraphQL.Tests.Types;

public sealed class Making_a_schema_that_breaks_the_rules
{
    [Fact]
    public void lists_every_fault_at_once()
    {
        var face = new InterfaceType("Face", "A face.", () =>
        [
            new("id", Scalars.Id.NonNull, "Id.") { Arguments = [new("a", Scalars.Int, "A.")] }, new("other", Scalars.Text, "Other."),
        ]);
        var input = new InputType("In", "In.", () => [new("x", Scalars.Int.NonNull, "X.")]) { OneOf = true };
        InputType loop = null!;
        loop = new InputType("Loop", "Loops.", () => [new("again", loop.NonNull, "Again.")]);
        var bad = new ObjectType<object>("Bad", "Bad.", () =>
        [
            new("id", Scalars.Id, "Id.", (_, _) => "x"), new("id", Scalars.Id, "Id.", (_, _) => "x"),
            new("in", input, "Input as output.", (_, _) => "x"), new("__hidden", Scalars.Int, "Reserved.", (_, _) => 1),
            new("no-name", Scalars.Int, "No name.", (_, _) => 1) { Arguments = [new("o", face, "Output as input."), new("l", loop, "Loop.")] },
            new("old", Scalars.Int, "Old.", (_, _) => 1) { Arguments = [new("r", Scalars.Int.NonNull, "R.", Deprecated: "Old.")] },
            new("twin", new ObjectType<string>("Bad", "Another.", () => []), "Same name.", (_, _) => "x"),
        ])
        { Interfaces = [face] };

        var faults = Assert.Throws<SchemaException>(() => new Schema(bad)).Faults;
        Assert.Superset(
            new HashSet<string>
            {
                "Schema must contain uniquely named types but contains multiple types named \"Bad\".",
                "Field \"Bad.id\" can only be defined once.",
                "The type of Bad.in must be Output Type but got: In.",
                "Name \"__hidden\" must not begin with \"__\", which is reserved by GraphQL introspection.",
                "Names must only contain [_a-zA-Z0-9] but \"no-name\" does not.",
                "The type of Bad.no-name(o:) must be Input Type but got: Face.",
                "Required argument Bad.old(r:) cannot be deprecated.",
                "Interface field Face.id expects type ID! but Bad.id is type ID.",
                "Interface field argument Face.id(a:) expected but Bad.id does not provide it.",
                "Interface field Face.other expected but Bad does not provide it.",
                "OneOf input field In.x must be nullable.",
                "Input Object Loop cannot be provided a finite value because it references itself through fields: Loop.again.",
            },
            faults.ToHashSet());
    }

    [Fact]
    public void refuses_one_type_as_two_roots() =>
        Assert.Equal(["All root types must be different, \"Query\" type is used as query and mutation root types."], Assert.Throws<SchemaException>(() => new Schema(Guild.QueryType, Guild.QueryType)).Faults);

    [Fact]
    public void refuses_to_deprecate_what_its_interface_does_not()
    {
        var face = new InterfaceType("Face", "Promises.", () => [new("id", Scalars.Id, "Opaque.")]);
        var made = new ObjectType<object>("Made", "Keeps.", () => [new("id", Scalars.Id, "Opaque.", (_, _) => "1") { Deprecated = "Old." }]) { Interfaces = [face] };
        Assert.Equal(
            ["Interface field Face.id is not deprecated, so implementation field Made.id must not be deprecated."],
            Assert.Throws<SchemaException>(() => Asking.SchemaOf(new Field<object>("made", made, "Made.", (_, _) => 1))).Faults);
    }

    [Fact]
    public void refuses_defaults_that_no_caller_could_give() => Assert.Contains(
        "Query.a(v:) has invalid default value: ",
        Assert.Throws<SchemaException>(() => Asking.SchemaOf(
            new Field<object>("a", Scalars.Int, "A.", (_, _) => 1) { Arguments = [new("v", Scalars.Int, "V.", Default: "one")] })).Message,
        StringComparison.Ordinal);
}
