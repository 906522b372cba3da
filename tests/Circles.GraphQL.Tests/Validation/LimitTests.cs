using Circles.GraphQL.Execution;

namespace Circles.GraphQL.Tests.Validation;

public sealed class Documents_at_and_above_a_limit
{
    [Theory]
    [InlineData("{ circle @tag(name: \"first\") # { id } }", "@tag(name: \"x\") ", Limits.DirectivesPerPlaceMax - 1)]
    [InlineData("query # { circle { id } }", "@tag(name: \"x\") ", Limits.DirectivesPerPlaceMax)]
    [InlineData("{ circle { # id } }", "a%: name ", Limits.AliasesMax)]
    [InlineData("{ circle { ...F } } fragment F on Circle { ... { # } }", "a%: name ", Limits.AliasesMax)]
    [InlineData("{ # }", "a%: circle { id } ", Limits.RootFieldsMax)]
    [InlineData("{ ...F } fragment F on Query { ... { # } }", "a%: __typename ", Limits.RootFieldsMax)]
    public void are_answered_up_to_it_and_refused_above_it(string document, string item, int max)
    {
        Assert.Empty(new GraphQLEngine(Guild.Schema).Prepare(Filled(document, item, max)).Errors);
        var refusal = Assert.Single(new GraphQLEngine(Guild.Schema).Prepare(Filled(document, item, max + 1)).Errors);
        Assert.Equal(ErrorCodes.LimitExceeded, refusal.Code);
        Assert.Single(refusal.Locations);
    }

    [Theory]
    [InlineData("query ($v: Int #) { echo(int: $v) }", "@x ")]
    [InlineData("{ circle { ... # { id } } }", "@x ")]
    [InlineData("{ circle { ...F # } } fragment F on Circle { id }", "@x ")]
    [InlineData("{ circle { ...F } } fragment F on Circle # { id }", "@x ")]
    public void are_refused_for_directives_in_any_place(string document, string item) => Assert.Equal(
        $"There are {Limits.DirectivesPerPlaceMax + 1} directives in one place; at most {Limits.DirectivesPerPlaceMax} are answered.",
        Assert.Single(new GraphQLEngine(Guild.Schema).Prepare(Filled(document, item, Limits.DirectivesPerPlaceMax + 1)).Errors).Message);

    [Fact]
    public void are_judged_by_the_host_s_own_limits()
    {
        var engine = new GraphQLEngine(Guild.Schema, new EngineOptions { AliasesMax = 1, RootFieldsMax = 2, DirectivesPerPlaceMax = 1 });
        Assert.True(engine.Prepare("{ a: circle { id } circle @tag(name: \"x\") { id } circle { id } }").IsValid);
        Assert.Equal("The document has more than 1 aliases.", engine.Prepare("{ a: circle { b: id } }").Errors.Single().Message);
        Assert.Equal("The operation asks for more than 2 root fields.", engine.Prepare("{ circle { id } person { id } __typename }").Errors.Single().Message);
        Assert.Equal(
            "There are 2 directives in one place; at most 1 are answered.",
            engine.Prepare("{ circle @tag(name: \"x\") @tag(name: \"y\") { id } }").Errors.Single().Message);
    }

    [Fact]
    public void count_a_field_written_twice_once() =>
        Assert.True(new GraphQLEngine(Guild.Schema).Prepare(Filled("{ # }", "circle { id } ", Limits.RootFieldsMax * 2)).IsValid);

    private static string Filled(string document, string item, int count) => document.Replace(
        "#", string.Concat(Enumerable.Range(0, count).Select(i => item.Replace("%", $"{i}", StringComparison.Ordinal))), StringComparison.Ordinal);
}
