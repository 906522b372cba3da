namespace Circles.GraphQL.Tests.Validation.Rules;

public sealed class The_rule_FieldsOnCorrectType() : RuleTests("FieldsOnCorrectType")
{
    protected override IReadOnlyList<string> Kept =>
    [
        "{ circle { id name members { id name } } }",
        "{ find(filter: {text: \"\"}) { __typename ... on Person { level } } }",
        "{ __type(name: \"Circle\") { kind } node(id: 1) { id __typename } }",
        "{ ... on Query { person { mentor { age } } } }",
    ];

    protected override IReadOnlyList<Broken> Breaches =>
    [
        new("{ circel { id } }", "Cannot query field \"circel\" on type \"Query\". Did you mean \"circle\"? @ 1:3"),
        new(
            "{ circle { nmae memmbers { id } } }",
            "Cannot query field \"nmae\" on type \"Circle\". Did you mean \"name\"? @ 1:12",
            "Cannot query field \"memmbers\" on type \"Circle\". Did you mean \"members\"? @ 1:17"),
        new(
            "{ node(id: 1) { name } }",
            "Cannot query field \"name\" on type \"Node\". Did you mean to use an inline fragment on \"Named\", \"Circle\", or \"Person\"? @ 1:17"),
        new(
            "{ node(id: 1) { members { id } } }",
            "Cannot query field \"members\" on type \"Node\". Did you mean to use an inline fragment on \"Circle\"? @ 1:17"),
        new(
            "{ node(id: 1) { age } }",
            "Cannot query field \"age\" on type \"Node\". Did you mean to use an inline fragment on \"Circle\" or \"Person\"? @ 1:17"),
        new(
            "{ node(id: 1) { level } }",
            "Cannot query field \"level\" on type \"Node\". Did you mean to use an inline fragment on \"Person\"? @ 1:17"),
        new(
            "{ find(filter: {text: \"\"}) { name } }",
            "Cannot query field \"name\" on type \"Finding\". Did you mean to use an inline fragment on \"Named\", \"Circle\", or \"Person\"? @ 1:30"),
        new(
            "{ find(filter: {text: \"\"}) { id } }",
            "Cannot query field \"id\" on type \"Finding\". Did you mean to use an inline fragment on \"Node\", \"Named\", \"Circle\", or \"Person\"? @ 1:30"),
        new("{ find(filter: {text: \"\"}) { nothing } }", "Cannot query field \"nothing\" on type \"Finding\". @ 1:30"),
        new(
            "{ find(filter: {text: \"\"}) { __typename ... on Person { levle } } }",
            "Cannot query field \"levle\" on type \"Person\". Did you mean \"level\"? @ 1:57"),
        new(
            "{ circle { __typenam __schema } }",
            "Cannot query field \"__typenam\" on type \"Circle\". @ 1:12",
            "Cannot query field \"__schema\" on type \"Circle\". @ 1:22"),
        new(
            "{ __schema { types { nam } } __type(name: \"X\") { kin } }",
            "Cannot query field \"nam\" on type \"__Type\". Did you mean \"name\"? @ 1:22",
            "Cannot query field \"kin\" on type \"__Type\". Did you mean \"kind\"? @ 1:50"),
        new("{ circle { deep { deeper { x } } } }", "Cannot query field \"deep\" on type \"Circle\". @ 1:12"),
        new("mutation { renam(to: \"x\") { id } }", "Cannot query field \"renam\" on type \"Mutation\". Did you mean \"rename\"? @ 1:12"),
        new(
            "fragment F on Person { nam ... on Circle { nam } } { person { ...F } }",
            "Cannot query field \"nam\" on type \"Person\". Did you mean \"name\"? @ 1:24",
            "Fragment cannot be spread here as objects of type \"Person\" can never be of type \"Circle\". @ 1:28",
            "Cannot query field \"nam\" on type \"Circle\". Did you mean \"name\"? @ 1:44"),
        new(
            "{ circle { members { level } } }",
            "Cannot query field \"level\" on type \"Named\". Did you mean to use an inline fragment on \"Person\"? @ 1:22"),
        new(
            "{ aVeryLongFieldNameThatResemblesNothingAtAll }",
            "Cannot query field \"aVeryLongFieldNameThatResemblesNothingAtAll\" on type \"Query\". @ 1:3"),
        new(
            "{ ech find2 }",
            "Cannot query field \"ech\" on type \"Query\". Did you mean \"echo\"? @ 1:3",
            "Cannot query field \"find2\" on type \"Query\". Did you mean \"find\"? @ 1:7"),
        new(
            "{ x: persn { id }\n  y: person { z: nme } }",
            "Cannot query field \"persn\" on type \"Query\". Did you mean \"person\"? @ 1:3",
            "Cannot query field \"nme\" on type \"Person\". Did you mean \"name\" or \"age\"? @ 2:15"),
        new("mutation { __schema { queryType { name } } }", "Cannot query field \"__schema\" on type \"Mutation\". @ 1:12"),
    ];
}
