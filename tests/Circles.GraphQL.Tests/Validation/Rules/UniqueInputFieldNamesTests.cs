namespace Circles.GraphQL.Tests.Validation.Rules;

public sealed class The_rule_UniqueInputFieldNames() : RuleTests("UniqueInputFieldNames")
{
    protected override IReadOnlyList<string> Kept =>
    [
        "{ find(filter: {text: \"a\", inner: {text: \"b\"}}) { __typename } }",
        "{ find(filter: {text: \"a\", inner: {inner: {text: \"c\"}, text: \"b\"}, limit: 1}) { __typename } }",
        "{ one(where: {id: 1}) { id } }",
    ];

    protected override IReadOnlyList<Broken> Breaches =>
    [
        new(
            "{ find(filter: {text: \"a\", text: \"b\", inner: {text: \"c\", text: \"d\"}}) { __typename } }",
            "There can be only one input field named \"text\". @ 1:17 1:28",
            "There can be only one input field named \"text\". @ 1:47 1:58"),
        new(
            "{ find(filter: {text: \"a\",\n  text: \"a\",\n  text: \"a\"}) { __typename } }",
            "There can be only one input field named \"text\". @ 1:17 2:3",
            "There can be only one input field named \"text\". @ 1:17 3:3"),
        new(
            "query ($a: Filter = {text: \"a\", text: \"b\"}) { find(filter: $a) { __typename } }",
            "There can be only one input field named \"text\". @ 1:22 1:33"),
        new(
            "{ one(where: {id: 1, id: 1}) { id } }",
            "Within OneOf Input Object type \"Where\", exactly one field must be specified, and the value for that field must be non-null. @ 1:14",
            "There can be only one input field named \"id\". @ 1:15 1:22"),
    ];
}
