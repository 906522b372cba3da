namespace Circles.GraphQL.Tests.Validation.Rules;

public sealed class The_rule_ScalarLeafs() : RuleTests("ScalarLeafs")
{
    protected override IReadOnlyList<string> Kept =>
    [
        "{ circle { id members { name } } }",
        "{ find(filter: {text: \"a\"}) { __typename } }",
        "{ levels person { level nicknames mentor { id } } }",
        "{ __schema { queryType { name } } }",
    ];

    protected override IReadOnlyList<Broken> Breaches =>
    [
        new("{ circle }", "Field \"circle\" of type \"Circle\" must have a selection of subfields. Did you mean \"circle { ... }\"? @ 1:3"),
        new(
            "{ circle { members } }",
            "Field \"members\" of type \"[Named!]!\" must have a selection of subfields. Did you mean \"members { ... }\"? @ 1:12"),
        new("{ circle { id { x } } }", "Field \"id\" must not have a selection since type \"ID!\" has no subfields. @ 1:15"),
        new(
            "{ circle { name(upper: true) { a b } members { id } } }",
            "Field \"name\" must not have a selection since type \"String!\" has no subfields. @ 1:30"),
        new(
            "{ find(filter: {text: \"a\"}) }",
            "Field \"find\" of type \"[Finding!]!\" must have a selection of subfields. Did you mean \"find { ... }\"? @ 1:3"),
        new(
            "{ person { level { x } mentor } }",
            "Field \"level\" must not have a selection since type \"Level!\" has no subfields. @ 1:18",
            "Field \"mentor\" of type \"Person\" must have a selection of subfields. Did you mean \"mentor { ... }\"? @ 1:24"),
        new(
            "{ circle { id(a: 1) { x } } }",
            "Field \"id\" must not have a selection since type \"ID!\" has no subfields. @ 1:21",
            "Unknown argument \"a\" on field \"Circle.id\". @ 1:15"),
        new(
            "{ person {\n  mentor { mentor }\n  nicknames { length }\n} }",
            "Field \"mentor\" of type \"Person\" must have a selection of subfields. Did you mean \"mentor { ... }\"? @ 2:12",
            "Field \"nicknames\" must not have a selection since type \"[String!]\" has no subfields. @ 3:13"),
        new(
            "{ __schema }",
            "Field \"__schema\" of type \"__Schema!\" must have a selection of subfields. Did you mean \"__schema { ... }\"? @ 1:3"),
        new(
            "{ circle { __typename { x } } }",
            "Field \"__typename\" must not have a selection since type \"String!\" has no subfields. @ 1:23"),
    ];
}
