namespace Circles.GraphQL.Tests.Validation.Rules;

public sealed class The_rule_FragmentsOnCompositeTypes() : RuleTests("FragmentsOnCompositeTypes")
{
    protected override IReadOnlyList<string> Kept =>
    [
        "{ node(id: 1) { ... on Person { id } ... on Named { name } } }",
        "{ find(filter: {text: \"\"}) { ...F } } fragment F on Finding { __typename }",
        "{ circle { ... { id } ... @include(if: true) { name } } }",
    ];

    protected override IReadOnlyList<Broken> Breaches =>
    [
        new("{ ... on Level { a } } ", "Fragment cannot condition on non composite type \"Level\". @ 1:10"),
        new(
            "{ node(id: 1) { ...F } } fragment F on String { bad }",
            "Fragment \"F\" cannot condition on non composite type \"String\". @ 1:40"),
        new(
            "{ node(id: 1) { ...F } } fragment F on Filter { bad }",
            "Fragment \"F\" cannot condition on non composite type \"Filter\". @ 1:40"),
        new("{ circle { ... on Boolean { x } } }", "Fragment cannot condition on non composite type \"Boolean\". @ 1:19"),
        new(
            "{ circle { ... on Where { id }\n ... on Level { x } } }",
            "Fragment cannot condition on non composite type \"Where\". @ 1:19",
            "Fragment cannot condition on non composite type \"Level\". @ 2:9"),
    ];
}
