namespace Circles.GraphQL.Tests.Validation.Rules;

public sealed class The_rule_NoUnusedVariables() : RuleTests("NoUnusedVariables")
{
    protected override IReadOnlyList<string> Kept =>
    [
        "query Q($a: Int) { ...F } fragment F on Query { ...G } fragment G on Query { echo(int: $a) }",
        "query ($a: Boolean!) { circle @include(if: $a) { id } }",
        "query ($a: String!) { find(filter: {text: \"\", inner: {text: $a}}) { __typename } }",
    ];

    protected override IReadOnlyList<Broken> Breaches =>
    [
        new("query ($a: Int) { circle { id } }", "Variable \"$a\" is never used. @ 1:8"),
        new("query Q($a: Int, $b: Int) { echo(int: $b) }", "Variable \"$a\" is never used in operation \"Q\". @ 1:9"),
        new(
            "query A($a: Int) { ...F } query B($a: Int) { circle { id } } fragment F on Query { echo(int: $a) }",
            "Variable \"$a\" is never used in operation \"B\". @ 1:35"),
        new(
            "query ($a: Int = 1\n  $b: [Level!] = [NOVICE]) { circle { id } }",
            "Variable \"$a\" is never used. @ 1:8",
            "Variable \"$b\" is never used. @ 2:3"),
        new(
            "mutation M($to: String!, $too: String!) { rename(to: $to) { id } }",
            "Variable \"$too\" is never used in operation \"M\". @ 1:26"),
    ];
}
