namespace Circles.GraphQL.Tests.Validation.Rules;

public sealed class The_rule_UniqueVariableNames() : RuleTests("UniqueVariableNames")
{
    protected override IReadOnlyList<string> Kept =>
    [
        "query ($a: Int, $b: String) { echo(int: $a, text: $b) }",
        "query A($a: Int) { echo(int: $a) } query B($a: String) { echo(text: $a) }",
        "query ($a: Int, $A: Int) { echo(int: $a) b: echo(int: $A) }",
    ];

    protected override IReadOnlyList<Broken> Breaches =>
    [
        new("query ($a: Int, $a: Int) { echo(int: $a) }", "There can be only one variable named \"$a\". @ 1:9 1:18"),
        new(
            "query ($a: Int, $b: Int, $a: String, $b: Int) { echo(int: $a) }",
            "There can be only one variable named \"$a\". @ 1:9 1:27",
            "There can be only one variable named \"$b\". @ 1:18 1:39",
            "Variable \"$b\" is never used. @ 1:17",
            "Variable \"$b\" is never used. @ 1:38",
            "Variable \"$a\" of type \"String\" used in position expecting type \"Int\". @ 1:26 1:59"),
        new("query ($a: Int\n  $a: Int\n  $a: Int) { echo(int: $a) }", "There can be only one variable named \"$a\". @ 1:9 2:4 3:4"),
        new(
            "query A($a: Int, $a: Int) { echo(int: $a) } query B($b: Int, $b: Int) { echo(int: $b) }",
            "There can be only one variable named \"$a\". @ 1:10 1:19",
            "There can be only one variable named \"$b\". @ 1:54 1:63"),
    ];
}
