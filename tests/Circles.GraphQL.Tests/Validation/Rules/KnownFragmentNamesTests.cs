namespace Circles.GraphQL.Tests.Validation.Rules;

public sealed class The_rule_KnownFragmentNames() : RuleTests("KnownFragmentNames")
{
    protected override IReadOnlyList<string> Kept =>
    [
        "{ circle { ...A } } fragment A on Circle { ...B } fragment B on Circle { name }",
        "{ circle { ... on Circle { ...A } } } fragment A on Named { name }",
    ];

    protected override IReadOnlyList<Broken> Breaches =>
    [
        new("{ circle { ...Unknown } }", "Unknown fragment \"Unknown\". @ 1:15"),
        new(
            "{ circle { ...A ...B ... on Circle { ...C } } }",
            "Unknown fragment \"A\". @ 1:15",
            "Unknown fragment \"B\". @ 1:20",
            "Unknown fragment \"C\". @ 1:41"),
        new(
            "{ ...F } fragment F on Query { circle { ...Gone } ...Lost }",
            "Unknown fragment \"Gone\". @ 1:44",
            "Unknown fragment \"Lost\". @ 1:54"),
        new(
            "{ circle { ...a } } fragment A on Circle { id } query B { circle { ...A } }",
            "This anonymous operation must be the only defined operation. @ 1:1",
            "Unknown fragment \"a\". @ 1:15"),
    ];
}
