namespace Circles.GraphQL.Tests.Validation.Rules;

public sealed class The_rule_VariablesInAllowedPosition() : RuleTests("VariablesInAllowedPosition")
{
    protected override IReadOnlyList<string> Kept =>
    [
        "query ($a: Boolean!) { circle @include(if: $a) { id } }",
        "query ($a: Boolean = true) { circle @skip(if: $a) { id } }",
        "query ($a: Int = 1) { must(a: $a, b: \"x\") }",
        "query ($a: Boolean) { echo(needed: $a) }",
        "query ($a: [Level!]!) { levels(of: $a) }",
        "query ($a: Level!) { levels(of: [$a]) }",
        "query ($a: Int) { find(filter: {text: \"\", limit: $a}) { __typename } }",
        "query ($a: Filter) { find(filter: {text: \"\", inner: $a}) { __typename } }",
        "query ($a: ID!) { one(where: {id: $a}) { id } }",
    ];

    protected override IReadOnlyList<Broken> Breaches =>
    [
        new(
            "query ($a: Boolean) { circle @include(if: $a) { id } }",
            "Variable \"$a\" of type \"Boolean\" used in position expecting type \"Boolean!\". @ 1:8 1:43"),
        new(
            "query ($a: String) { echo(int: $a) }",
            "Variable \"$a\" of type \"String\" used in position expecting type \"Int\". @ 1:8 1:32"),
        new("query ($a: Int) { echo(float: $a) }", "Variable \"$a\" of type \"Int\" used in position expecting type \"Float\". @ 1:8 1:31"),
        new(
            "query ($a: Int) { must(a: $a, b: \"x\") }",
            "Variable \"$a\" of type \"Int\" used in position expecting type \"Int!\". @ 1:8 1:27"),
        new(
            "query ($a: Int = null) { must(a: $a, b: \"x\") }",
            "Variable \"$a\" of type \"Int\" used in position expecting type \"Int!\". @ 1:8 1:34"),
        new(
            "query ($a: [Level]) { levels(of: $a) }",
            "Variable \"$a\" of type \"[Level]\" used in position expecting type \"[Level!]\". @ 1:8 1:34"),
        new(
            "query ($a: Level) { levels(of: [NOVICE, $a]) }",
            "Variable \"$a\" of type \"Level\" used in position expecting type \"Level!\". @ 1:8 1:41"),
        new(
            "query ($a: Level) { levels(of: $a) }",
            "Variable \"$a\" of type \"Level\" used in position expecting type \"[Level!]\". @ 1:8 1:32"),
        new(
            "query ($a: String) { find(filter: {text: $a}) { __typename } }",
            "Variable \"$a\" of type \"String\" used in position expecting type \"String!\". @ 1:8 1:42"),
        new(
            "query ($a: ID) { one(where: {id: $a}) { id } }",
            "Variable \"$a\" is of type \"ID\" but must be non-nullable to be used for OneOf Input Object \"Where\". @ 1:8 1:34"),
        new(
            "query ($a: String!) { one(where: {id: $a}) { id } }",
            "Variable \"$a\" of type \"String!\" used in position expecting type \"ID\". @ 1:8 1:39"),
        new(
            "query Q($a: ID = \"x\") { one(where: {id: $a}) { id } }",
            "Variable \"$a\" is of type \"ID\" but must be non-nullable to be used for OneOf Input Object \"Where\". @ 1:9 1:41"),
        new(
            "query A($a: Int) { ...F }\nquery B($a: Int!) { ...F }\nfragment F on Query { must(a: $a, b: \"x\") }",
            "Variable \"$a\" of type \"Int\" used in position expecting type \"Int!\". @ 1:9 3:31"),
        new(
            "query ($a: [[Level!]]) { levels(of: $a) }",
            "Variable \"$a\" of type \"[[Level!]]\" used in position expecting type \"[Level!]\". @ 1:8 1:37"),
    ];
}
