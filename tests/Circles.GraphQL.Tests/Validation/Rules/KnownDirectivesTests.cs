namespace Circles.GraphQL.Tests.Validation.Rules;

public sealed class The_rule_KnownDirectives() : RuleTests("KnownDirectives")
{
    protected override IReadOnlyList<string> Kept =>
    [
        "{ circle @tag(name: \"a\") @tag(name: \"b\") { id } }",
        "query @tag(name: \"x\") { circle { id } }",
        "{ circle { ...F @include(if: true) } } fragment F on Circle { id ... on Circle @skip(if: false) { name } }",
    ];

    protected override IReadOnlyList<Broken> Breaches =>
    [
        new("{ circle @unknown { id } }", "Unknown directive \"@unknown\". @ 1:10"),
        new("query @include(if: true) { circle { id } }", "Directive \"@include\" may not be used on QUERY. @ 1:7"),
        new("mutation @tag(name: \"x\") { rename(to: \"y\") { id } }", "Directive \"@tag\" may not be used on MUTATION. @ 1:10"),
        new("{ circle @deprecated { id } }", "Directive \"@deprecated\" may not be used on FIELD. @ 1:10"),
        new(
            "{ circle { ...F @tag(name: \"x\") } } fragment F on Circle @include(if: true) { id }",
            "Directive \"@tag\" may not be used on FRAGMENT_SPREAD. @ 1:17",
            "Directive \"@include\" may not be used on FRAGMENT_DEFINITION. @ 1:58"),
        new(
            "{ circle { ... @tag(name: \"x\") { id } ... on Circle @skip(if: false) { name } } }",
            "Directive \"@tag\" may not be used on INLINE_FRAGMENT. @ 1:16"),
        new("query ($a: Int @tag(name: \"x\")) { echo(int: $a) }", "Directive \"@tag\" may not be used on VARIABLE_DEFINITION. @ 1:16"),
        new("{ circle { id @SKIP(if: true) } }", "Unknown directive \"@SKIP\". @ 1:15"),
        new(
            "{ circle { name(upper: true) @nobody(upper: 3, other: 1) } }",
            "Unknown directive \"@nobody\". @ 1:30",
            "Boolean cannot represent a non boolean value: 3 @ 1:45"),
        new(
            "{ circle { id @specifiedBy(url: \"u\")\n    name @oneOf } }",
            "Directive \"@specifiedBy\" may not be used on FIELD. @ 1:15",
            "Directive \"@oneOf\" may not be used on FIELD. @ 2:10"),
    ];
}
