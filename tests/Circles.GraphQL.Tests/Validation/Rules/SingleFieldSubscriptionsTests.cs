using Circles.GraphQL.Tests.Differential;
using Circles.GraphQL.Types;

namespace Circles.GraphQL.Tests.Validation.Rules;

public sealed class The_rule_SingleFieldSubscriptions() : RuleTests("SingleFieldSubscriptions")
{
    protected override IReadOnlyList<string> Kept =>
    [
        "subscription { heard }",
        "subscription S { heard heard }",
        "subscription { seen { id label next { id } } }",
        "subscription { ...F } fragment F on Subscription { heard ... { heard } }",
        "subscription ($v: Boolean!) { seen { id @skip(if: $v) } }",
        "subscription { other: heard other: heard }",
    ];

    protected override IReadOnlyList<Broken> Breaches =>
    [
        new("subscription { heard seen { id } }", "Anonymous Subscription must select only one top level field. @ 1:22"),
        new("subscription S { heard a: heard\n  b: heard }", "Subscription \"S\" must select only one top level field. @ 1:24 2:3"),
        new("subscription { __typename }", "Anonymous Subscription must not select an introspection top level field. @ 1:16"),
        new(
            "subscription S { ...F } fragment F on Subscription { heard ... { a: heard } }",
            "Subscription \"S\" must select only one top level field. @ 1:66"),
        new(
            "subscription { ...A ...A } fragment A on Subscription { heard ...B } fragment B on Subscription { more: heard }",
            "Anonymous Subscription must select only one top level field. @ 1:99"),
        new("subscription S { name: __typename }", "Subscription \"S\" must not select an introspection top level field. @ 1:18"),
        new(
            "subscription { __schema { queryType { name } } }",
            "Anonymous Subscription must not select an introspection top level field. @ 1:16",
            "Cannot query field \"__schema\" on type \"Subscription\". @ 1:16"),
        new(
            "subscription S($v: Boolean!) { heard @skip(if: $v) }",
            "Subscription \"S\" must not use `@skip` or `@include` directives in the top level selection. @ 1:38"),
        new(
            "subscription ($v: Boolean!) { ... @include(if: $v) { heard } }",
            "Anonymous Subscription must not use `@skip` or `@include` directives in the top level selection. @ 1:35"),
        new(
            "subscription ($v: Boolean!) { ...F } fragment F on Subscription { heard @include(if: $v) }",
            "Anonymous Subscription must not use `@skip` or `@include` directives in the top level selection. @ 1:73"),
        new(
            "subscription { heard @include(if: true) @skip(if: false) seen { id } }",
            "Anonymous Subscription must not use `@skip` or `@include` directives in the top level selection. @ 1:41"),
        new(
            "subscription { ...F @skip(if: true) heard } fragment F on Subscription { seen { id } }",
            "Anonymous Subscription must not use `@skip` or `@include` directives in the top level selection. @ 1:21"),
    ];

    protected override Schema Schema => Wilds.Schema;
}
