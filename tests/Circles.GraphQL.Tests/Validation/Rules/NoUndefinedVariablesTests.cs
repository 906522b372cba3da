namespace Circles.GraphQL.Tests.Validation.Rules;

public sealed class The_rule_NoUndefinedVariables() : RuleTests("NoUndefinedVariables")
{
    protected override IReadOnlyList<string> Kept =>
    [
        "query A($a: Int) { ...F } fragment F on Query { echo(int: $a) }",
        "query ($a: Boolean!) { circle @include(if: $a) { ... @skip(if: $a) { id } } }",
        "query ($a: Level!) { levels(of: [$a]) }",
    ];

    protected override IReadOnlyList<Broken> Breaches =>
    [
        new("{ echo(int: $a) }", "Variable \"$a\" is not defined. @ 1:13 1:1"),
        new(
            "query Q { echo(int: $a, text: $b) }",
            "Variable \"$a\" is not defined by operation \"Q\". @ 1:21 1:1",
            "Variable \"$b\" is not defined by operation \"Q\". @ 1:31 1:1"),
        new("query Q { ...F } fragment F on Query { echo(int: $a) }", "Variable \"$a\" is not defined by operation \"Q\". @ 1:50 1:1"),
        new(
            "query A($a: Int) { ...F } query B { ...F } fragment F on Query { echo(int: $a) }",
            "Variable \"$a\" is not defined by operation \"B\". @ 1:76 1:27"),
        new(
            "query Q($a: Int) { echo(int: $a)\n  find(filter: {text: $b, inner: {text: $c}}) { __typename } }",
            "Variable \"$b\" is not defined by operation \"Q\". @ 2:23 1:1",
            "Variable \"$c\" is not defined by operation \"Q\". @ 2:41 1:1"),
        new("{ circle @include(if: $a) { id } }", "Variable \"$a\" is not defined. @ 1:23 1:1"),
        new(
            "query Q { ...A } fragment A on Query { ...B } fragment B on Query { levels(of: [NOVICE, $x]) }",
            "Variable \"$x\" is not defined by operation \"Q\". @ 1:89 1:1"),
    ];
}
