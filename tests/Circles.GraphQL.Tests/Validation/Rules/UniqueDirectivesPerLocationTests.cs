namespace Circles.GraphQL.Tests.Validation.Rules;

public sealed class The_rule_UniqueDirectivesPerLocation() : RuleTests("UniqueDirectivesPerLocation")
{
    protected override IReadOnlyList<string> Kept =>
    [
        "{ circle @skip(if: false) @include(if: true) { id } }",
        "{ circle @include(if: true) { id @include(if: true) } }",
        "{ circle @tag(name: \"a\") @tag(name: \"a\") { id } }",
        "{ circle { id @skip(if: false) id @skip(if: true) } }",
    ];

    protected override IReadOnlyList<Broken> Breaches =>
    [
        new(
            "{ circle @include(if: true) @include(if: false) { id } }",
            "The directive \"@include\" can only be used once at this location. @ 1:10 1:29"),
        new(
            "{ circle @skip(if: true) @include(if: true) @skip(if: false) @skip(if: true) { id } }",
            "The directive \"@skip\" can only be used once at this location. @ 1:10 1:45",
            "The directive \"@skip\" can only be used once at this location. @ 1:10 1:62"),
        new(
            "{ circle { ...F @skip(if: true) @skip(if: true) ... @include(if: true)\n  @include(if: true) { id } } } fragment F on Circle { id }",
            "The directive \"@skip\" can only be used once at this location. @ 1:17 1:33",
            "The directive \"@include\" can only be used once at this location. @ 1:53 2:3"),
    ];
}
