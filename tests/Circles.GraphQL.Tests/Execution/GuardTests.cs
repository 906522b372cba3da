using Circles.GraphQL.Types;

namespace Circles.GraphQL.Tests.Execution;

/// <summary>Guards of types and fields, against a request whose context is the highest number that may be read.</summary>
public sealed class GuardTests
{
    private static readonly Guard UpToTheContext = new Highest();

    private static readonly InterfaceType Thing = new("Thing", "Has a number.", () => [new("number", Scalars.Int.NonNull, "Its own.")]);

    private static readonly ObjectType<int[]> Box = new("Box", "Holds a number.", () =>
    [
        new("number", Scalars.Int.NonNull, "Its own.", (box, _) => box[0]),
        new("text", Scalars.Text, "Guarded.", (_, _) => Open()) { Guard = UpToTheContext },
        new("count", Scalars.Int, "Guarded.", (_, _) => Open().Length) { Guard = UpToTheContext },
        new("flag", Scalars.Boolean.NonNull, "Guarded.", (_, _) => Open().Length > 0) { Guard = UpToTheContext },
        new("many", Scalars.Text.NonNull.List.NonNull, "Guarded.", (_, _) => new[] { Open() }) { Guard = UpToTheContext },
        Field<int[]>.Async("later", Scalars.Text, "Not guarded.", async (_, _) =>
        {
            await Task.Yield();
            return "late";
        }),
    ])
    {
        Interfaces = [Thing],
        Guard = UpToTheContext,
    };

    private static readonly ObjectType<int[]> Shelf = new("Shelf", "Not guarded itself.", () =>
    [
        new("text", Scalars.Text, "Guarded.", (_, _) => "open") { Guard = UpToTheContext },
        new("flag", Scalars.Boolean.NonNull, "Guarded.", (_, _) => true) { Guard = UpToTheContext },
        new("many", Scalars.Text.NonNull.List.NonNull, "Guarded.", (_, _) => new[] { "open" }) { Guard = UpToTheContext },
        new("box", Box, "A box of the same number.", (shelf, _) => shelf) { Guard = UpToTheContext },
    ]);

    private static readonly Schema Schema = new(new ObjectType<object>("Query", "The root.", () =>
    [
        new("box", Box, "One box.", (_, query) => new[] { query.Int("number") }) { Arguments = [new("number", Scalars.Int.NonNull, "Its number.")] },
        new("thing", Thing, "By its interface.", (_, _) => new[] { 7 }),
        new("boxes", Box.List.NonNull, "Three boxes.", (_, _) => new int[][] { [1], [7], [2] }),
        new("shelf", Shelf, "A shelf of 7.", (_, _) => new[] { 7 }),
    ]), extraTypes: [Box]);

    [Theory]
    [InlineData("{ box(number: 5) { number text count flag many } }", """{"data":{"box":{"number":5,"text":"open","count":4,"flag":true,"many":["open"]}}}""")]
    [InlineData("{ box(number: 6) { number } }", """{"data":{"box":null}}""")]
    [InlineData("{ box(number: 6) { number later } }", """{"data":{"box":null}}""")]
    [InlineData("{ thing { number } }", """{"data":{"thing":null}}""")]
    [InlineData("{ boxes { number } }", """{"data":{"boxes":[{"number":1},null,{"number":2}]}}""")]
    [InlineData("{ boxes { number later } }", """{"data":{"boxes":[{"number":1,"later":"late"},null,{"number":2,"later":"late"}]}}""")]
    [InlineData("{ shelf { text flag many box { later } } }", """{"data":{"shelf":{"text":null,"flag":false,"many":[],"box":null}}}""")]
    public void closed_values_are_told_as_if_there_were_none(string document, string answer) => Assert.Equal(answer, Schema.Ask(document, context: 5));

    [Fact]
    public void a_closed_field_must_be_able_to_tell_nothing() => Assert.Contains(
        "Query.number has a guard, so it must be nullable, a list or a Boolean.",
        Assert.Throws<SchemaException>(() => Asking.SchemaOf(
            new Field<object>("number", Scalars.Int.NonNull, "Guarded.", (_, _) => 1) { Guard = UpToTheContext })).Message,
        StringComparison.Ordinal);

    private static string Open() => "open";

    private sealed class Highest : Guard
    {
        public override bool Admits(object value, object request) => ((int[])value)[0] <= (int)request;
    }
}
