namespace Circles.GraphQL.Tests.Validation.Rules;

public sealed class The_rule_UniqueArgumentNames() : RuleTests("UniqueArgumentNames")
{
    protected override IReadOnlyList<string> Kept =>
    [
        "{ echo(int: 1, text: \"a\") b: echo(int: 1) }",
        "{ circle @include(if: true) @skip(if: false) { id } }",
        "{ must(a: 1, b: \"x\") circle { members(first: 1) { id } } }",
    ];

    protected override IReadOnlyList<Broken> Breaches =>
    [
        new(
            "{ echo(int: 1, int: 2, text: \"a\", int: 3, text: \"b\") }",
            "There can be only one argument named \"int\". @ 1:8 1:16 1:35",
            "There can be only one argument named \"text\". @ 1:24 1:43"),
        new("{ circle @include(if: true, if: false) { id } }", "There can be only one argument named \"if\". @ 1:19 1:29"),
        new(
            "{ circle @tag(name: \"a\"\n  name: \"a\") { name(upper: true, upper: true) } }",
            "There can be only one argument named \"name\". @ 1:15 2:3",
            "There can be only one argument named \"upper\". @ 2:21 2:34"),
    ];
}
