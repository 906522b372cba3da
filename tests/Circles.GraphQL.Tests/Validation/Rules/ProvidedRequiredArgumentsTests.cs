namespace Circles.GraphQL.Tests.Validation.Rules;

public sealed class The_rule_ProvidedRequiredArguments() : RuleTests("ProvidedRequiredArguments")
{
    protected override IReadOnlyList<string> Kept =>
    [
        "{ must(a: 1, b: \"x\") }",
        "{ echo circle { members { id } } }",
        "{ circle @include(if: true) @tag(name: \"x\") { id } }",
        "query ($a: Int!) { must(b: \"x\", a: $a) }",
    ];

    protected override IReadOnlyList<Broken> Breaches =>
    [
        new(
            "{ must }",
            "Argument \"Query.must(a:)\" of type \"Int!\" is required, but it was not provided. @ 1:3",
            "Argument \"Query.must(b:)\" of type \"String!\" is required, but it was not provided. @ 1:3"),
        new("{ must(a: 1) }", "Argument \"Query.must(b:)\" of type \"String!\" is required, but it was not provided. @ 1:3"),
        new(
            "{ node { ... on Person { id } bad } }",
            "Cannot query field \"bad\" on type \"Node\". Did you mean \"id\"? @ 1:31",
            "Argument \"Query.node(id:)\" of type \"ID!\" is required, but it was not provided. @ 1:3"),
        new("{ circle @include { id } }", "Argument \"@include(if:)\" of type \"Boolean!\" is required, but it was not provided. @ 1:10"),
        new("{ circle @tag { id } }", "Argument \"@tag(name:)\" of type \"String!\" is required, but it was not provided. @ 1:10"),
        new(
            "{ circle @include(iff: true) { id } }",
            "Unknown argument \"iff\" on directive \"@include\". Did you mean \"if\"? @ 1:19",
            "Argument \"@include(if:)\" of type \"Boolean!\" is required, but it was not provided. @ 1:10"),
        new(
            "{ __type { name }\n  node { id @skip } }",
            "Argument \"<meta>.__type(name:)\" of type \"String!\" is required, but it was not provided. @ 1:3",
            "Argument \"@skip(if:)\" of type \"Boolean!\" is required, but it was not provided. @ 2:13",
            "Argument \"Query.node(id:)\" of type \"ID!\" is required, but it was not provided. @ 2:3"),
        new(
            "mutation { rename { id } }",
            "Argument \"Mutation.rename(to:)\" of type \"String!\" is required, but it was not provided. @ 1:12"),
    ];
}
