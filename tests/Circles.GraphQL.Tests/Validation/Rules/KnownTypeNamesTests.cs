namespace Circles.GraphQL.Tests.Validation.Rules;

public sealed class The_rule_KnownTypeNames() : RuleTests("KnownTypeNames")
{
    protected override IReadOnlyList<string> Kept =>
    [
        "query ($a: Int, $b: [Level!]) { echo(int: $a) levels(of: $b) }",
        "{ node(id: 1) { ... on Person { id } ... on Named { id } } }",
        "{ find(filter: {text: \"\"}) { ...F } } fragment F on Finding { __typename }",
    ];

    protected override IReadOnlyList<Broken> Breaches =>
    [
        new(
            "query ($a: Circl, $b: [Persn!]!) { circle { id } }",
            "Variable \"$a\" is never used. @ 1:8",
            "Variable \"$b\" is never used. @ 1:19",
            "Unknown type \"Circl\". Did you mean \"Circle\"? @ 1:12",
            "Unknown type \"Persn\". Did you mean \"Person\"? @ 1:24"),
        new(
            "{ node(id: 1) { ... on Persom { id } ... on Perso { id } } }",
            "Unknown type \"Persom\". Did you mean \"Person\"? @ 1:24",
            "Unknown type \"Perso\". Did you mean \"Person\"? @ 1:45"),
        new("fragment F on Unknown { id } { node(id: 1) { ...F } }", "Unknown type \"Unknown\". @ 1:15"),
        new("query ($a: Strin) { echo(text: $a) }", "Unknown type \"Strin\". Did you mean \"String\"? @ 1:12"),
        new("query ($a: intt) { echo(int: $a) }", "Unknown type \"intt\". Did you mean \"Int\"? @ 1:12"),
        new(
            "query ($a: Unknown, $b: [Unknown]) { echo(text: $a) }",
            "Variable \"$b\" is never used. @ 1:21",
            "Unknown type \"Unknown\". @ 1:12",
            "Unknown type \"Unknown\". @ 1:26"),
        new("query ($a: [[Leval!]]! = []) { levels(of: $a) }", "Unknown type \"Leval\". Did you mean \"Level\"? @ 1:14"),
        new("{ circle { ... on circle { id } } }", "Unknown type \"circle\". Did you mean \"Circle\"? @ 1:19"),
    ];
}
