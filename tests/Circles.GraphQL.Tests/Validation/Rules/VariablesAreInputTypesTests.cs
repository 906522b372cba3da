namespace Circles.GraphQL.Tests.Validation.Rules;

public sealed class The_rule_VariablesAreInputTypes() : RuleTests("VariablesAreInputTypes")
{
    protected override IReadOnlyList<string> Kept =>
    [
        "query ($a: Filter!, $b: [Level!], $c: Where) { find(filter: $a) { __typename } levels(of: $b) one(where: $c) { id } }",
        "query ($a: ID!, $b: Boolean!) { node(id: $a) { id } circle @include(if: $b) { id } }",
    ];

    protected override IReadOnlyList<Broken> Breaches =>
    [
        new(
            "query ($a: Circle, $b: [[Person!]]!, $c: Finding) { circle { id } }",
            "Variable \"$a\" is never used. @ 1:8",
            "Variable \"$b\" is never used. @ 1:20",
            "Variable \"$c\" is never used. @ 1:38",
            "Variable \"$a\" cannot be non-input type \"Circle\". @ 1:12",
            "Variable \"$b\" cannot be non-input type \"[[Person!]]!\". @ 1:24",
            "Variable \"$c\" cannot be non-input type \"Finding\". @ 1:42"),
        new(
            "query Q($a: Node) { node(id: $a) { id } }",
            "Variable \"$a\" cannot be non-input type \"Node\". @ 1:13",
            "Variable \"$a\" of type \"Node\" used in position expecting type \"ID!\". @ 1:9 1:30"),
        new(
            "query ($a: [Query!] = []) { levels(of: $a) }",
            "Variable \"$a\" cannot be non-input type \"[Query!]\". @ 1:12",
            "Variable \"$a\" of type \"[Query!]\" used in position expecting type \"[Level!]\". @ 1:8 1:40"),
        new(
            "query A($a: Int) { echo(int: $a) } query B($b: Named!) { node(id: $b) { id } }",
            "Variable \"$b\" cannot be non-input type \"Named!\". @ 1:48",
            "Variable \"$b\" of type \"Named!\" used in position expecting type \"ID!\". @ 1:44 1:67"),
    ];
}
