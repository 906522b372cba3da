namespace Circles.GraphQL.Tests.Validation.Rules;

public sealed class The_rule_KnownArgumentNames() : RuleTests("KnownArgumentNames")
{
    protected override IReadOnlyList<string> Kept =>
    [
        "{ circle { members(first: 1) { name(upper: true) } } }",
        "{ must(b: \"x\", a: 1) }",
        "{ circle @include(if: true) @tag(name: \"x\") { id } }",
        "{ __type(name: \"Circle\") { fields(includeDeprecated: true) { name } } }",
    ];

    protected override IReadOnlyList<Broken> Breaches =>
    [
        new("{ circle(id: 1) { id } }", "Unknown argument \"id\" on field \"Query.circle\". @ 1:10"),
        new(
            "{ echo(imt: 1, txt: \"a\", zzzzzzzz: 1) }",
            "Unknown argument \"imt\" on field \"Query.echo\". Did you mean \"int\" or \"id\"? @ 1:8",
            "Unknown argument \"txt\" on field \"Query.echo\". Did you mean \"text\" or \"int\"? @ 1:16",
            "Unknown argument \"zzzzzzzz\" on field \"Query.echo\". @ 1:26"),
        new(
            "{ circle { members(frist: 1) { id(x: 1) } } }",
            "Unknown argument \"frist\" on field \"Circle.members\". Did you mean \"first\"? @ 1:20",
            "Unknown argument \"x\" on field \"Named.id\". @ 1:35"),
        new("{ node(ID: 1, id: 2) { id } }", "Unknown argument \"ID\" on field \"Query.node\". Did you mean \"id\"? @ 1:8"),
        new(
            "{ circle @include(iff: true, if: true) { id } }",
            "Unknown argument \"iff\" on directive \"@include\". Did you mean \"if\"? @ 1:19"),
        new(
            "{ circle @include(if: true, iff: true) { id } }",
            "Unknown argument \"iff\" on directive \"@include\". Did you mean \"if\"? @ 1:29"),
        new("{ circle(unknown: {a: [1, {b: 2}]}) { id } }", "Unknown argument \"unknown\" on field \"Query.circle\". @ 1:10"),
        new(
            "{ __typename(a: 1)\n  __type(name: \"X\", named: \"Y\") { name } }",
            "Unknown argument \"a\" on field \"<meta>.__typename\". @ 1:14",
            "Unknown argument \"named\" on field \"<meta>.__type\". Did you mean \"name\"? @ 2:21"),
        new(
            "{ circle @tag(name: \"x\", nam: \"y\", zzz: 1) { members(first: 1, last: 2) { id } } }",
            "Unknown argument \"nam\" on directive \"@tag\". Did you mean \"name\"? @ 1:26",
            "Unknown argument \"zzz\" on directive \"@tag\". @ 1:36",
            "Unknown argument \"last\" on field \"Circle.members\". @ 1:64"),
    ];
}
