namespace Circles.GraphQL.Tests.Validation.Rules;

public sealed class The_rule_PossibleFragmentSpreads() : RuleTests("PossibleFragmentSpreads")
{
    protected override IReadOnlyList<string> Kept =>
    [
        "{ find(filter: {text: \"\"}) { ... on Node { id } } }",
        "{ ... { circle { id } } ... @include(if: true) { person { id } } }",
        "{ node(id: 1) { ... on Named { ... on Finding { ... on Person { id } } } } }",
        "{ circle { ...F } } fragment F on Node { ... on Circle { id } }",
        "{ person { ... on Named { ... on Circle { id } } ... on Finding { __typename } } }",
    ];

    protected override IReadOnlyList<Broken> Breaches =>
    [
        new(
            "{ circle { ... on Person { id } } }",
            "Fragment cannot be spread here as objects of type \"Circle\" can never be of type \"Person\". @ 1:12"),
        new(
            "{ person { ...F } } fragment F on Circle { id }",
            "Fragment \"F\" cannot be spread here as objects of type \"Person\" can never be of type \"Circle\". @ 1:12"),
        new(
            "{ find(filter: {text: \"\"}) { ... on Node { id } ... on Query { circle { id } } } }",
            "Fragment cannot be spread here as objects of type \"Finding\" can never be of type \"Query\". @ 1:49"),
        new(
            "{ person { ...F } } fragment F on Query { person { id } }",
            "Fragment \"F\" cannot be spread here as objects of type \"Person\" can never be of type \"Query\". @ 1:12"),
        new(
            "mutation { ... on Query { circle { id } } }",
            "Fragment cannot be spread here as objects of type \"Mutation\" can never be of type \"Query\". @ 1:12"),
        new(
            "{ node(id: 1) { ...F } } fragment F on Query {\n  circle { id }\n}",
            "Fragment \"F\" cannot be spread here as objects of type \"Node\" can never be of type \"Query\". @ 1:17"),
    ];
}
