using Circles.GraphQL.Types;

namespace Circles.GraphQL.Tests.Execution;

public sealed class Asking_for_leaf_fields
{
    private static readonly Schema Schema = Asking.SchemaOf(
        new("text", Scalars.Text, "Text.", (_, _) => "a \"quoted\" línea\n"),
        new("none", Scalars.Text, "None.", (_, _) => (string?)null),
        new("int", Scalars.Int, "Int.", (_, _) => 42),
        new("maybe", Scalars.Int, "Int.", (_, _) => (int?)null),
        new("long", Scalars.Float, "Long.", (_, _) => 5_000_000_000L),
        new("truth", Scalars.Boolean.NonNull, "Boolean.", (_, _) => true),
        new("real", Scalars.Float, "Float.", (_, _) => 1.5),
        new("id", Scalars.Id.NonNull, "ID.", (_, _) => 7),
        new("list", Scalars.Int.NonNull.List, "List.", (_, _) => new[] { 1, 2, 3 }),
        new("echo", Scalars.Text, "Echo.", (_, query) => query.TextOrNull("say")) { Arguments = [new("say", Scalars.Text, "What.")] });

    [Fact]
    public void writes_each_kind_of_value_as_JSON() => Assert.Equal(
        """{"data":{"text":"a \"quoted\" línea\n","none":null,"int":42,"maybe":null,"long":5000000000,"truth":true,"real":1.5,"id":"7","list":[1,2,3]}}""",
        Schema.Ask("{ text none int maybe long truth real id list }"));

    [Fact]
    public void answers_in_the_order_asked_under_the_alias_given() => Assert.Equal(
        """{"data":{"b":true,"__typename":"Query","a":42}}""", Schema.Ask("{ b: truth __typename a: int }"));

    [Fact]
    public void hands_literal_and_variable_arguments_to_the_resolver() => Assert.Equal(
        """{"data":{"a":"x","b":"y","c":null}}""",
        Schema.Ask("query($v: String, $w: String) { a: echo(say: \"x\") b: echo(say: $v) c: echo(say: $w) }", """{"v":"y"}"""));
}
